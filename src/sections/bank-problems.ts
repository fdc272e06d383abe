/** What to tell a person about a bank that failed: one sentence, and one action. */

import { operatorCause } from '../plaid/error-codes.ts';
import type { PlaidError, PlaidErrorKind } from '../plaid/errors.ts';

type ProblemAction =
  | 'repair' // sign in again, or choose again what to share, on Link's page
  | 'own-site' // first something at the bank itself, then the same
  | 'again' // ask once more
  | 'wait' // time mends it
  | 'refresh' // the same, within a minute: the page looks again by itself
  | 'forget' // disconnect the bank
  | 'operator' // look at the set-up
  | 'hide'; // nothing to do, and nothing to say of it

export interface BankProblem {
  readonly kind: PlaidErrorKind;
  /** Goes on after the bank's name, without a full stop. */
  readonly sentence: string;
  readonly action: ProblemAction;
  /** Plaid's `request_id`, for a question to support. */
  readonly requestId: string | null;
}

const ADVICE: Readonly<Record<Exclude<PlaidErrorKind, 'operator'>, { says: string; action: ProblemAction }>> =
  {
    'sign-in': { says: 'asks you to sign in again before it shows anything new', action: 'repair' },
    'at-bank': {
      says: 'wants you to settle something on its own site; after that, sign in again here',
      action: 'own-site',
    },
    consent: { says: 'needs you to choose again what it may share with us', action: 'repair' },
    'not-ready': {
      says: 'is still preparing your history, which usually takes under a minute',
      action: 'refresh',
    },
    'bank-down': { says: 'is not answering at the moment; this can last for hours', action: 'again' },
    'plaid-down': { says: 'could not be reached through Plaid just now', action: 'again' },
    limited: { says: 'was asked too often; wait a minute before you look again', action: 'wait' },
    unsupported: { says: 'does not offer this', action: 'hide' },
    gone: {
      says: 'is no longer connected: the connection was ended at Plaid, at the bank, or by you elsewhere',
      action: 'forget',
    },
    relink: { says: 'has to be connected anew; disconnect it here first', action: 'forget' },
    unlinkable: {
      says: 'cannot be read through Plaid with this login; disconnect it, and connect another if you have one',
      action: 'forget',
    },
    unexpected: {
      says: 'could not be shown because of a fault in this server, which its log tells of',
      action: 'again',
    },
  };

/** What to say of a bank that could not be read. */
export function bankProblem({ kind, code, requestId }: PlaidError): BankProblem {
  if (kind === 'operator') return operatorProblem('cannot be read', code, requestId);
  const { says, action } = ADVICE[kind];
  return { kind, sentence: says, action, requestId };
}

function operatorProblem(failed: string, code: string, requestId: string | null): BankProblem {
  const sentence = `${failed} because ${operatorCause(code).cause}; tell its operator`;
  return { kind: 'operator', sentence, action: 'operator', requestId };
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
  return { kind: 'consent', sentence, action: 'repair', requestId: null };
}

/** What to say of a bank whose cards and loans are missing; the page that shows them does not look again by itself. */
export function creditProblem(error: PlaidError): BankProblem {
  const problem = bankProblem(error);
  if (NOT_ALLOWED.includes(error.code) && error.kind !== 'operator') {
    const sentence = 'may not tell us of your cards and loans yet; you can allow it at Plaid';
    return { ...problem, kind: 'consent', action: 'repair', sentence };
  }
  if (error.kind === 'operator') {
    return operatorProblem('cannot tell of cards and loans', error.code, error.requestId);
  }
  return problem.action === 'refresh' ? { ...problem, action: 'wait' } : problem;
}

/** How Plaid says that nobody has agreed to a product yet (plaid.com/docs/errors/invalid-input, /item). */
export const NOT_ALLOWED: readonly string[] = ['ADDITIONAL_CONSENT_REQUIRED', 'PRODUCT_NOT_ENABLED'];
