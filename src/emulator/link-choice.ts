/** What a person chose on the Link pages. Form values are checked here; a choice that makes no sense is null. */
import { linkItem } from './item-life.ts';
import type { ItemAdded, Link } from './links.ts';
import type { PlaidSide } from './plaid-side.ts';
import { accountIdOf } from './wire-account.ts';
import { INSTITUTIONS, type Institution } from './world/institutions.ts';
import { PEOPLE } from './world/people.ts';
import type { Person } from './world/person.ts';

interface Choice {
  readonly bank: Institution;
  readonly person: Person;
}

/** The chosen bank and person with the names of the accounts they could share. */
export function shareableAccounts(query: Record<string, unknown>): (Choice & { accounts: object[] }) | null {
  const choice = parseChoice(query);
  if (choice === null) return null;
  const accounts = choice.bank
    .planFor(choice.person)
    .accounts.map(({ name, mask, subtype }) => ({ name, mask, subtype }));
  return { ...choice, accounts };
}

/** Makes the Item that was chosen and its public token; at least one account must be shared. */
export function linkedItem(
  form: Record<string, unknown>,
  { request }: Link,
  plaid: PlaidSide,
): ItemAdded | null {
  const choice = parseChoice(form);
  if (choice === null) return null;
  const { bank, person } = choice;
  const { accounts } = bank.planFor(person);
  const chosen = [form.account ?? []].flat().map(String);
  const shared = [...accounts.entries()].filter(([position]) => chosen.includes(String(position)));
  if (shared.length === 0) return null;
  const item = linkItem(plaid, {
    institution: bank,
    person,
    sharedAccounts: shared.reduce((bits, [position]) => bits | (1 << position), 0),
    products: request.products,
    consentedProducts: request.consentedProducts,
    daysRequested: request.daysRequested,
    webhook: request.webhook,
    userId: request.userId,
  });
  return {
    publicToken: plaid.publicTokens.issue(item),
    institution: { institution_id: bank.id, name: bank.name },
    accounts: shared.map(([position, { name, mask, type, subtype }]) => ({
      class_type: null,
      id: accountIdOf(item, position),
      mask,
      name,
      subtype,
      type,
      verification_status: null,
    })),
  };
}

function parseChoice({ bank, person }: Record<string, unknown>): Choice | null {
  const chosenBank = INSTITUTIONS.find(({ id }) => id === bank);
  const chosenPerson = PEOPLE.find(({ id }) => id === person);
  return chosenBank && chosenPerson ? { bank: chosenBank, person: chosenPerson } : null;
}
