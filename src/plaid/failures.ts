/**
 * What fails at Plaid, for whoever runs this server: a line in the log, and counts for the set-up page. Codes and
 * endpoints only, which name nobody, in the memory of this process.
 */

import type { Log } from '../log.ts';
import { operatorCause } from './error-codes.ts';
import type { PlaidError, PlaidErrorKind } from './errors.ts';

/** One cause: a code at an endpoint, of certain products where it is about those. */
export interface FailureCount {
  readonly kind: PlaidErrorKind;
  readonly code: string;
  readonly endpoint: string | null;
  readonly products: readonly string[];
  readonly count: number;
  readonly lastAt: Date;
}

export interface Failures {
  /** Logs and counts a failed call. One whose reader has left is not worth it. */
  note(failure: PlaidError, context?: { requestId?: string }): void;
  /** Since the process began, the latest first: what the operator, Plaid or this program is the reason for. */
  list(): readonly FailureCount[];
}

/** What a bank or its owner is the reason for is nobody else's matter. */
const COUNTED: readonly PlaidErrorKind[] = ['operator', 'limited', 'plaid-down', 'unexpected'];
/** A cause that is still there is logged as an error once an hour, however many requests meet it. */
const LOG_AGAIN_MS = 60 * 60 * 1000;
const MOST_CAUSES = 50;

/** Nothing has failed yet. */
export function createFailures(log: Log, now: () => Date): Failures {
  const causes = new Map<string, FailureCount>();
  const loggedAt = new Map<string, number>();

  return {
    note(failure, context = {}) {
      const { kind, code, endpoint, products, requestId: plaidRequestId, fault } = failure;
      if (code === 'READER_LEFT') return;
      if (COUNTED.includes(kind)) count(failure);
      const line = {
        ...{ ...context, kind, code, endpoint, plaidRequestId },
        ...(products.length > 0 && { products }),
      };
      // Each fault of ours has its own place in the code.
      if (fault) log.error({ ...line, ...fault }, 'plaid');
      else if (kind !== 'operator' && kind !== 'unexpected') log.warn(line, 'plaid');
      else if (isDue(failure)) log.error({ ...line, remedy: remedyOf(kind, code) }, 'plaid');
      else log.debug(line, 'plaid');
    },
    list: () => [...causes.values()].toReversed(),
  };

  function count(failure: PlaidError): void {
    const { kind, code, endpoint, products } = failure;
    const cause = causeOf(failure);
    const known = causes.get(cause);
    causes.delete(cause);
    causes.set(cause, { kind, code, endpoint, products, count: (known?.count ?? 0) + 1, lastAt: now() });
    forgetOldest(causes);
  }

  function isDue(failure: PlaidError): boolean {
    const cause = operatorCause(failure.code).isOfAccount ? failure.code : causeOf(failure);
    const at = now().getTime();
    const last = loggedAt.get(cause);
    if (last !== undefined && at - last < LOG_AGAIN_MS) return false;
    loggedAt.set(cause, at);
    forgetOldest(loggedAt);
    return true;
  }
}

function causeOf({ code, endpoint, products }: PlaidError): string {
  return `${code} ${endpoint} ${products}`;
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MOST_CAUSES && oldest !== undefined) map.delete(oldest);
}

/** What whoever runs this server can do about a cause. */
export function remedyOf(kind: PlaidErrorKind, code: string): string {
  if (kind === 'operator') return operatorCause(code).remedy;
  return REMEDIES[kind] ?? 'Nothing: the bank or its owner is the reason.';
}

const REMEDIES: Partial<Readonly<Record<PlaidErrorKind, string>>> = {
  limited:
    'More calls in a minute than Plaid allows (plaid.com/docs/errors/rate-limit-exceeded). With REDIS_URL banks are asked less often.',
  'plaid-down':
    'Plaid failed, or this server could not reach it: see status.plaid.com, and leave PLAID_BASE_URL empty for Plaid itself.',
  unexpected: 'A fault of this program: report it with the code, the call and the lines of the log.',
};
