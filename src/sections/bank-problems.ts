/** What to tell a person about a bank that failed: one sentence, and one action. */

import { operatorCause } from '../plaid/error-codes.ts';
import type { PlaidError, PlaidErrorKind } from '../plaid/errors.ts';

type ProblemAction =
  | 'repair' // sign in again, or choose again what to share, on Link's page
  | 'own-site' // first something at the bank itself, then the same
  | 'again' // ask once more
  | 'wait' // time mends it
  | 'refresh' // the same, within a minute: the page looks again by itself
  | 'forget' // disconnect the bank, or remove what is left of it here
  | 'operator' // look at the set-up
  | 'hide'; // nothing to do, and nothing to say of it

export interface BankProblem {
  readonly kind: PlaidErrorKind;
  /** Goes on after the bank's name, without a full stop. */
  readonly sentence: string;
  readonly action: ProblemAction;
  /** What the button or link says; the same on every page. Empty where there is nothing to do. */
  readonly label: string;
  /** Plaid's `request_id`, for a question to support. */
  readonly requestId: string | null;
}

interface Advice {
  readonly says: string;
  readonly action: ProblemAction;
  readonly label: string;
}

const ADVICE: Readonly<Record<Exclude<PlaidErrorKind, 'operator'>, Advice>> = {
  'sign-in': {
    says: 'asks you to sign in again before it shows anything new',
    action: 'repair',
    label: 'Sign in again',
  },
  'at-bank': {
    says: 'needs you to settle something on its own site first; after that, sign in again here',
    action: 'own-site',
    label: 'Sign in again',
  },
  consent: {
    says: 'needs you to choose again what it may share with us',
    action: 'repair',
    label: 'Choose what to share',
  },
  'not-ready': {
    says: 'is still preparing your history, which usually takes under a minute',
    action: 'refresh',
    label: 'Check again',
  },
  'bank-down': {
    says: 'is not answering at the moment; this can last for hours',
    action: 'again',
    label: 'Try again',
  },
  'plaid-down': {
    says: 'could not be reached through Plaid just now',
    action: 'again',
    label: 'Try again',
  },
  limited: {
    says: 'was asked too often; wait a minute before you look again',
    action: 'wait',
    label: 'Check again',
  },
  unsupported: { says: 'does not offer this', action: 'hide', label: '' },
  gone: {
    says: 'is no longer connected: the connection was ended at Plaid, at the bank, or by you elsewhere',
    action: 'forget',
    label: 'Remove from this browser',
  },
  relink: {
    says: 'has to be connected again; disconnect it here first',
    action: 'forget',
    label: 'Disconnect',
  },
  unlinkable: {
    says: 'cannot be read through Plaid with this login; disconnect it, and connect another if you have one',
    action: 'forget',
    label: 'Disconnect',
  },
  unexpected: {
    says: 'could not be shown because of a fault in this server; its log has the cause',
    action: 'again',
    label: 'Try again',
  },
};

/** What to say of a bank that could not be read. */
export function bankProblem({ kind, code, requestId }: PlaidError): BankProblem {
  if (kind === 'operator') return operatorProblem('cannot be read', code, requestId);
  const { says, action, label } = ADVICE[kind];
  return { kind, sentence: says, action, label, requestId };
}

function operatorProblem(failed: string, code: string, requestId: string | null): BankProblem {
  const sentence = `${failed} because ${operatorCause(code).cause}; tell whoever runs this server`;
  return { kind: 'operator', sentence, action: 'operator', label: 'Look at the set-up', requestId };
}

/** What to say of a bank whose balances of this moment alone are missing: older ones stand in for them. */
export function balanceProblem(error: PlaidError): BankProblem {
  const problem = bankProblem(error);
  const isLate = error.kind === 'plaid-down' || error.kind === 'bank-down';
  const sentence = isLate
    ? 'did not give its current balances, so the last known ones are shown'
    : `${problem.sentence}; its balances are shown as last known`;
  return { ...problem, sentence };
}

/** What to say of a bank whose permission ends soon. */
export function consentProblem(lastDay: string): BankProblem {
  const sentence = `shares its data until ${lastDay} only; sign in again to go on after that`;
  return { kind: 'consent', sentence, action: 'repair', label: 'Sign in again', requestId: null };
}

/** What to say of a bank whose cards and loans are missing; the page that shows them does not look again by itself. */
export function creditProblem(error: PlaidError): BankProblem {
  const problem = bankProblem(error);
  if (NOT_ALLOWED.includes(error.code) && error.kind !== 'operator') {
    const sentence = 'may not tell us of your cards and loans yet; you can allow it at Plaid';
    return { ...problem, kind: 'consent', action: 'repair', label: 'Choose what to share', sentence };
  }
  if (error.kind === 'operator') {
    return operatorProblem('cannot tell of cards and loans', error.code, error.requestId);
  }
  return problem.action === 'refresh' ? { ...problem, action: 'wait' } : problem;
}

/** How Plaid says that nobody has agreed to a product yet (plaid.com/docs/errors/invalid-input, /item). */
export const NOT_ALLOWED: readonly string[] = ['ADDITIONAL_CONSENT_REQUIRED', 'PRODUCT_NOT_ENABLED'];

/** Those first that the person can mend; the others only time does. */
export function personFirst<Problem extends Pick<BankProblem, 'action'>>(
  problems: readonly Problem[],
): Problem[] {
  const needsTime = ({ action }: Problem) => action === 'again' || action === 'wait' || action === 'refresh';
  return problems.toSorted((a, b) => Number(needsTime(a)) - Number(needsTime(b)));
}
