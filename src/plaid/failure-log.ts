/** The log line of a failed call to Plaid: code, endpoint, request id, and the place of a fault of ours. */

import type { Log } from '../log.ts';
import type { PlaidError } from './errors.ts';

/** One line: an error for a fault of ours, else a warning. A call whose reader has left is not worth one. */
export function logFailure(log: Log, failure: PlaidError, context: { requestId?: string } = {}): void {
  const { kind, code, endpoint, requestId: plaidRequestId, fault } = failure;
  if (code === 'READER_LEFT') return;
  const line = { ...context, kind, code, endpoint, plaidRequestId };
  if (kind === 'unexpected') log.error({ ...line, ...fault }, 'plaid');
  else log.warn(line, 'plaid');
}
