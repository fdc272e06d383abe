/** What to tell a person about a bank that did not answer as it should: one sentence, and what can be done. */

import type { BankError, BankErrorKind } from '../bank/errors.ts';

/** A sentence that begins with the bank's name, and what its button does. */
export interface BankProblem {
  readonly sentence: string;
  readonly action: 'retry' | 'forget' | 'wait';
  /** Plaid's `request_id`, for a question to support. */
  readonly requestId: string | null;
}

interface Advice {
  readonly says: string;
  readonly action: BankProblem['action'];
}

const ADVICE: Readonly<Record<BankErrorKind, Advice>> = {
  'sign-in': { says: 'asks you to sign in again before it shows anything new', action: 'forget' },
  'at-bank': { says: 'wants you to settle something on its own site first', action: 'retry' },
  consent: { says: 'needs your consent to share this', action: 'forget' },
  'not-ready': {
    says: 'is still preparing your history, which usually takes under a minute',
    action: 'wait',
  },
  'bank-down': { says: 'is not answering at the moment; this can last for hours', action: 'retry' },
  'plaid-down': { says: 'could not be reached through Plaid just now', action: 'retry' },
  limited: { says: 'was asked too often; wait a minute before you look again', action: 'wait' },
  unsupported: { says: 'does not offer this', action: 'wait' },
  gone: { says: 'is no longer connected: Plaid does not know this connection any more', action: 'forget' },
  operator: {
    says: 'cannot be read because of how this server is set up; tell its operator',
    action: 'retry',
  },
};

/** What to say of one bank's failure. */
export function bankProblem(error: BankError): BankProblem {
  const { says, action } = ADVICE[error.kind];
  return { sentence: says, action, requestId: error.requestId };
}
