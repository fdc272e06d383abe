/** The banks of the invented world. Tokens hold positions in this list: add at its end only. */
import type { BehaviourName } from '../behaviours.ts';
import { businessPlan } from './banks/business.ts';
import { cardIssuerPlan } from './banks/card-issuer.ts';
import { creditUnionPlan } from './banks/credit-union.ts';
import { foreignPlan } from './banks/foreign.ts';
import { householdPlan } from './banks/household.ts';
import { investmentsPlan } from './banks/investments.ts';
import { lenderPlan } from './banks/lender.ts';
import { namelessPlan } from './banks/nameless.ts';
import { sandboxPlan } from './banks/sandbox.ts';
import { withOwnMasks } from './masks.ts';
import type { Person } from './person.ts';
import type { Plan } from './plan.ts';

export interface Institution {
  readonly id: string;
  readonly name: string;
  /** One line for the Link page: what linking it shows. */
  readonly shows: string;
  readonly behaviour: BehaviourName;
  readonly country: string;
  /** Whether people sign in on the bank's own pages. */
  readonly isOAuth: boolean;
  /** One that Plaid has itself, under its id; Link's first page leaves these to who knows the id. */
  readonly isPlaids: boolean;
  planFor(person: Person): Plan;
}

export const INSTITUTIONS: readonly Institution[] = [
  bank(
    'ins_900001',
    'Fernhollow Bank',
    'Checking, savings and a card: the everyday case',
    'ordinary',
    householdPlan,
  ),
  bank(
    'ins_900002',
    'Quillfeather Cards',
    'Two credit cards, paid from elsewhere',
    'ordinary',
    cardIssuerPlan,
  ),
  bank(
    'ins_900003',
    'Harrowmere Investments',
    'Retirement and brokerage accounts, with cash beside them',
    'ordinary',
    investmentsPlan,
  ),
  bank('ins_900004', 'Stonewick Home Loans', 'A mortgage and a student loan', 'ordinary', lenderPlan),
  bank(
    'ins_900005',
    'Banque Lumivelle',
    'Euros, yen, dinars and a coin of no country',
    'ordinary',
    foreignPlan,
  ),
  bank(
    'ins_900006',
    'Junipergate Credit Union',
    'A bank that tells little: no masks, nothing pending',
    'ordinary',
    creditUnionPlan,
  ),
  bank(
    'ins_900007',
    'Tallywren Business Bank',
    'Some 24,000 transactions in two years',
    'ordinary',
    businessPlan,
  ),
  bank('ins_900008', 'Oldgrove Bank', 'A bank that is down', 'down', householdPlan),
  bank('ins_900009', 'Marlbrook Savings', 'Needs signing in again at once', 'needs sign-in', householdPlan),
  bank('ins_900010', 'Slowwater Bank', 'Takes three seconds to tell its live balance', 'slow', householdPlan),
  bank(
    'ins_900011',
    'Seedmoor Bank',
    'Prepares its history: nothing for twenty seconds, then a month, then all',
    'not ready',
    householdPlan,
  ),
  bank(
    'ins_900012',
    'Stillmere Bank',
    'Takes thirty seconds to tell its live balance',
    'very slow',
    householdPlan,
  ),
  bank(
    'ins_900013',
    'Measureby Bank',
    'Allows two live balances and five looks at transactions a minute',
    'limited',
    householdPlan,
  ),
  bank('ins_900014', 'Briarwick Bank', 'Its consent ends in five days', 'consent ends', householdPlan),
  bank(
    'ins_900015',
    'Postern Lane Bank',
    'Posts some pending transactions at every look',
    'posts pending',
    householdPlan,
  ),
  bank('ins_900016', 'Garblestone Bank', 'Answers what nobody can read', 'garbage', householdPlan),
  bank('ins_900017', 'Snapwire Bank', 'Hangs up instead of answering', 'resets', householdPlan),
  bank('ins_900018', 'Halfpenny Bank', 'Stops in the middle of its answers', 'half-written', householdPlan),
  bank('ins_900019', 'Lockhaven Bank', 'Has locked the account for now', 'locked', householdPlan),
  bank('ins_900020', 'Emptyfold Bank', 'No longer shares any account', 'shares nothing', householdPlan),
  bank(
    'ins_900021',
    'Twinbrook Bank',
    'Tells a purchase twice for some days, as pending and as posted',
    'tells twice',
    householdPlan,
  ),
  bank(
    'ins_900022',
    'Plainwater Bank',
    'Leaves names empty, and of most accounts tells only what is available',
    'ordinary',
    namelessPlan,
  ),
  // Ids: Plaid's OpenAPI document (persistent_account_id) for Chase and PNC, BalloonBox-Inc/bank-logos for the others.
  plaids('ins_56', 'Chase', { behaviour: 'one login for each choice', isOAuth: true }),
  plaids('ins_13', 'PNC', { behaviour: 'one login', isOAuth: true }),
  plaids('ins_15', 'Navy Federal Credit Union', { behaviour: 'one login', isOAuth: true }),
  plaids('ins_11', 'Charles Schwab', { behaviour: 'one login', isOAuth: true }),
  // The Sandbox's own (https://plaid.com/docs/sandbox/institutions/).
  plaids('ins_109508', 'First Platypus Bank'),
  plaids('ins_109509', 'First Gingham Credit Union'),
  plaids('ins_109510', 'Tattersall Federal Credit Union'),
  plaids('ins_109511', 'Tartan Bank'),
  plaids('ins_109512', 'Houndstooth Bank'),
  plaids('ins_130016', 'First Platypus Balance Bank'),
  plaids('ins_43', 'Tartan-Dominion Bank of Canada', { country: 'CA' }),
  plaids('ins_116834', 'Flexible Platypus Open Banking', { country: 'GB', isOAuth: true }),
  plaids('ins_117650', 'Royal Bank of Plaid', { country: 'GB' }),
  plaids('ins_127287', 'Platypus OAuth Bank', { isOAuth: true }),
  plaids('ins_132241', 'First Platypus OAuth App2App Bank', { isOAuth: true }),
  plaids('ins_117181', 'Flexible Platypus Open Banking with QR', { country: 'GB', isOAuth: true }),
  plaids('ins_135858', 'Windowpane Bank'),
  plaids('ins_132363', 'Unhealthy Platypus Bank - Degraded'),
  plaids('ins_132361', 'Unhealthy Platypus Bank - Down', { behaviour: 'down' }),
  plaids('ins_133402', 'Unsupported Platypus Bank', { behaviour: 'unsupported' }),
  bank(
    'ins_900023',
    'Turnstile Bank',
    'Takes some postings back, and posts them again days later',
    'reverses',
    householdPlan,
  ),
];

/** The institutions of these countries. The invented ones do business in each, so that no demo is without banks. */
export function institutionsIn(countries: readonly string[]): readonly Institution[] {
  return INSTITUTIONS.filter(({ isPlaids, country }) => !isPlaids || countries.includes(country));
}

function bank(
  id: string,
  name: string,
  shows: string,
  behaviour: BehaviourName,
  plan: (person: Person) => Plan,
): Institution {
  const planFor = (person: Person) => withOwnMasks(plan(person), person);
  return { id, name, shows, behaviour, country: 'US', isOAuth: false, isPlaids: false, planFor };
}

/** An institution that Plaid has, with the accounts of its Sandbox. */
function plaids(id: string, name: string, more: Partial<Institution> = {}): Institution {
  return { ...bank(id, name, 'One of Plaid’s own', 'ordinary', sandboxPlan), isPlaids: true, ...more };
}
