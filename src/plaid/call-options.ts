/** Options of a call to Plaid: when it is aborted, and who is told of calls and failures. */

import type { PlaidError } from './errors.ts';

/** Who asks: ends a question early when they leave, and hears of each call. */
export interface PlaidCallOptions {
  readonly signal?: AbortSignal;
  /** No copy of ours will do. */
  readonly onlyFromBank?: boolean;
  /** A request goes out to Plaid. */
  readonly onCall?: () => void;
  readonly onFailure?: (error: PlaidError) => void;
}
