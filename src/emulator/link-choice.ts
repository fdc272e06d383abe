/** What a person chose on the Link pages. Form values are checked here; a choice that makes no sense is null. */
import type { ParsedUrlQuery } from 'node:querystring';
import type { NewItem } from './items.ts';
import type { ItemAdded, Link } from './links.ts';
import type { PlaidSide } from './plaid-side.ts';
import { INSTITUTIONS, type Institution } from './world/institutions.ts';
import { PEOPLE } from './world/people.ts';
import type { Person } from './world/person.ts';

interface Choice {
  readonly bank: Institution;
  readonly person: Person;
}

/** The chosen bank and person with the names of the accounts they could share. */
export function shareableAccounts(
  query: ParsedUrlQuery | Record<string, unknown>,
): (Choice & { accounts: object[] }) | null {
  const choice = parseChoice(query);
  if (choice === null) return null;
  const accounts = choice.bank
    .planFor(choice.person)
    .accounts.map(({ name, mask, subtype }) => ({ name, mask, subtype }));
  return { ...choice, accounts };
}

/** Makes the public token of the bank that was chosen; at least one account must be shared. */
export function linkedItem(
  form: Record<string, unknown> | undefined,
  link: Link,
  plaid: PlaidSide,
): ItemAdded | null {
  const choice = parseChoice(form ?? {});
  const positions = [form?.account ?? []].flat().map(Number);
  if (choice === null || positions.length === 0) return null;
  const { bank, person } = choice;
  const accounts = bank.planFor(person).accounts.filter((_, i) => positions.includes(i));
  const publicToken = plaid.publicTokens.issue(newItem(choice, positions, link));
  return {
    publicToken,
    institution: { institution_id: bank.id, name: bank.name },
    accounts: accounts.map(({ name, mask, type, subtype }) => ({
      class_type: null,
      id: `${publicToken.slice(-12)}-${name}`,
      mask,
      name,
      subtype,
      type,
      verification_status: null,
    })),
  };
}

function parseChoice({ bank, person }: ParsedUrlQuery | Record<string, unknown>): Choice | null {
  const chosenBank = INSTITUTIONS.find(({ id }) => id === bank);
  const chosenPerson = PEOPLE.find(({ id }) => id === person);
  return chosenBank && chosenPerson ? { bank: chosenBank, person: chosenPerson } : null;
}

function newItem({ bank, person }: Choice, positions: readonly number[], { request }: Link): NewItem {
  return {
    institution: bank,
    person,
    sharedAccounts: positions.reduce((bits, position) => bits | ((1 << position) & 0xff), 0),
    products: request.products,
    consentedProducts: request.consentedProducts,
    daysRequested: request.daysRequested,
    webhook: request.webhook,
  };
}
