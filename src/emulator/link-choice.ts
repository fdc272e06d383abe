/** What a person chose on the Link pages. Form values are checked here; a choice that makes no sense is null. */
import type { BehaviourName } from './behaviours.ts';
import { linkItem, shareAccounts } from './item-life.ts';
import type { ItemAdded, Link, LinkRequest, Refusal } from './links.ts';
import type { PlaidSide } from './plaid-side.ts';
import { isCompatible } from './products.ts';
import { accountIdOf, isShared } from './wire-account.ts';
import { type Institution, institutionsIn } from './world/institutions.ts';
import { PEOPLE } from './world/people.ts';
import type { Person } from './world/person.ts';
import type { AccountPlan } from './world/plan.ts';

interface Choice {
  readonly bank: Institution;
  readonly person: Person;
}

/** An account as a Link page shows it. */
interface AccountChoice extends Pick<AccountPlan, 'name' | 'mask' | 'subtype'> {
  readonly isShared: boolean;
}

type Form = Record<string, unknown>;

/** Why a choice cannot be: no account is ticked, or no ticked one goes with what the client asks for. */
export type Problem = 'none ticked' | Refusal;

/** What the banks that are not ordinary show, and which behaviours show it. */
const TROUBLES: readonly { readonly shows: string; readonly behaviours: readonly BehaviourName[] }[] = [
  { shows: 'You have to act', behaviours: ['needs sign-in', 'locked', 'shares nothing', 'consent ends'] },
  { shows: 'The bank gives no usable answer', behaviours: ['down', 'garbage', 'resets', 'half-written'] },
  { shows: 'You have to wait', behaviours: ['slow', 'very slow', 'not ready', 'limited'] },
  { shows: 'Transactions change while you look', behaviours: ['posts pending', 'tells twice', 'reverses'] },
];

interface OfferedBanks {
  readonly banks: readonly Institution[];
  /** Those in trouble, grouped by what they show. */
  readonly troubles: readonly { readonly shows: string; readonly banks: readonly Institution[] }[];
}

/** The banks that a link's first page offers: not Plaid's own, which are chosen by their ids. */
export function offeredBanks({ countryCodes }: LinkRequest): OfferedBanks {
  const offered = institutionsIn(countryCodes).filter(({ isPlaids }) => !isPlaids);
  return {
    banks: offered.filter(({ behaviour }) => behaviour === 'ordinary'),
    troubles: TROUBLES.map(({ shows, behaviours }) => ({
      shows,
      banks: offered.filter(({ behaviour }) => behaviours.includes(behaviour)),
    })).filter(({ banks }) => banks.length > 0),
  };
}

/** The chosen bank and person with the accounts they could share. */
export function shareableAccounts(
  query: Form,
  request: LinkRequest,
): (Choice & { accounts: AccountChoice[] }) | null {
  const choice = parseChoice(query, request);
  if (choice === null) return null;
  const { accounts } = choice.bank.planFor(choice.person);
  return { ...choice, accounts: accounts.map((account) => ({ ...account, isShared: true })) };
}

/** Makes the Item that was chosen and its public token, if Link would. */
export function linkedItem(form: Form, { request }: Link, plaid: PlaidSide): ItemAdded | Problem | null {
  const choice = parseChoice(form, request);
  if (choice === null) return null;
  const { bank, person } = choice;
  const { accounts } = bank.planFor(person);
  const shared = tickedAccounts(form, accounts);
  const problem = problemOf(
    shared.map(({ account }) => account),
    bank,
    request.products,
  );
  if (problem !== null) return problem;
  const item = linkItem(plaid, {
    institution: bank,
    person,
    sharedAccounts: bitsOf(shared),
    products: request.products,
    consentedProducts: request.consentedProducts,
    daysRequested: request.daysRequested,
    webhook: request.webhook,
    userId: request.userId,
  });
  return {
    publicToken: plaid.publicTokens.issue(item),
    institution: institutionOf(bank),
    accounts: shared.map(({ position, account: { name, mask, type, subtype } }) => ({
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

/**
 * The accounts of the Item that a link updates, where they can be chosen anew: in the US and Canada only, and there
 * always at a bank with a choice of its own (https://plaid.com/docs/api/link/#link-token-create-request-update).
 */
export function changeableAccounts({ updates, selectsAccounts }: LinkRequest): AccountChoice[] | null {
  if (updates === null) return null;
  const { institution, person } = updates;
  if (!['US', 'CA'].includes(institution.country)) return null;
  if (!selectsAccounts && !institution.isOAuth) return null;
  const { accounts } = institution.planFor(person);
  return accounts.map((account, i) => ({ ...account, isShared: isShared(updates, i) }));
}

/** Shares what was ticked of the Item that a link updates; null when that was possible, or not to be chosen. */
export function changeAccounts(form: Form, { request }: Link, plaid: PlaidSide): Problem | null {
  const { updates } = request;
  if (updates === null || changeableAccounts(request) === null || form.chooses === undefined) return null;
  const { institution, person, products } = updates;
  const shared = tickedAccounts(form, institution.planFor(person).accounts);
  const problem = problemOf(
    shared.map(({ account }) => account),
    institution,
    products,
  );
  if (problem === null) shareAccounts(plaid, updates, bitsOf(shared));
  return problem;
}

interface Ticked {
  readonly position: number;
  readonly account: AccountPlan;
}

function tickedAccounts(form: Form, accounts: readonly AccountPlan[]): Ticked[] {
  const ticked = [form.account ?? []].flat().map(String);
  return accounts
    .map((account, position) => ({ account, position }))
    .filter(({ position }) => ticked.includes(String(position)));
}

function bitsOf(shared: readonly Ticked[]): number {
  return shared.reduce((bits, { position }) => bits | (1 << position), 0);
}

/**
 * An Item must have an account that goes with each of its products (/link/token/create, `products`). Where none is
 * eligible Link says NO_ACCOUNTS (https://plaid.com/docs/errors/item/#no_accounts).
 */
function problemOf(
  shared: readonly AccountPlan[],
  bank: Institution,
  products: readonly string[],
): Problem | null {
  if (shared.length === 0) return 'none ticked';
  const fits = products.every((product) => shared.some((account) => isCompatible(product, account)));
  return fits ? null : { code: 'NO_ACCOUNTS', institution: institutionOf(bank) };
}

function institutionOf({ id, name }: Institution): Refusal['institution'] {
  return { institution_id: id, name };
}

function parseChoice({ bank, person }: Form, { countryCodes }: LinkRequest): Choice | null {
  const chosenBank = institutionsIn(countryCodes).find(({ id }) => id === bank);
  const chosenPerson = PEOPLE.find(({ id }) => id === person);
  return chosenBank && chosenPerson ? { bank: chosenBank, person: chosenPerson } : null;
}
