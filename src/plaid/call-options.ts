/** Options of a call to Plaid: when it is aborted, and who is told of calls and failures. */

import type { PlaidError } from './errors.ts';

/** The signal aborts a call when the reader leaves; the callbacks are told of calls and failures. */
export interface PlaidCallOptions {
  readonly signal?: AbortSignal;
  /** Transactions are read from Plaid even where they are cached. */
  readonly onlyFromBank?: boolean;
  /** A request goes out to Plaid. */
  readonly onCall?: () => void;
  readonly onFailure?: (error: PlaidError) => void;
}
