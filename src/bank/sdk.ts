/** Calls to Plaid's SDK: each ends in time, and with an answer or one of our errors. */

import type { PlaidApi } from 'plaid';
import { parseAnswer } from './answer.ts';
import type { Asking } from './bank.ts';
import { withDeadline } from './deadline.ts';
import { BankError } from './errors.ts';
import type { SdkOptions } from './plaid-api.ts';
import { withRetries } from './retry.ts';
import { plaidErrorOf, toBankError } from './sdk-errors.ts';
import { createTurns } from './turns.ts';

/** Plaid's own figures: a live balance takes 3 s in the middle and 11 s at the 95th percentile. */
const TIMEOUT_MS = 10_000;
/** Answers that arrive together are parsed one after the other. */
const inTurn = createTurns();

/** The SDK's API object. Half a megabyte stands behind it, which is loaded with the first call and not at the start. */
export function createSdk(options: SdkOptions): PlaidApi {
  let loading: Promise<PlaidApi> | undefined;
  const load = async () => (await import('./plaid-api.ts')).createPlaidApi(options);
  return new Proxy({} as PlaidApi, {
    get:
      (_, method) =>
      async (...details: unknown[]) => {
        loading ??= load();
        const api = await loading;
        return Reflect.get(api, method).apply(api, details);
      },
  });
}

export interface PlaidCall<Answer, Value> {
  readonly call: (options: { signal: AbortSignal }) => Promise<{ data: Answer }>;
  readonly read: (answer: Answer) => Value;
  readonly asking?: Asking | undefined;
  /** Whether asking twice does no harm, so that a failure of the moment may be tried again. */
  readonly mayRepeat?: boolean;
}

/** One call to Plaid within its deadline, and what `read` makes of the answer; rejects with a BankError. */
export async function callPlaid<Answer, Value>(options: PlaidCall<Answer, Value>): Promise<Value> {
  const { call, read, asking, mayRepeat = false } = options;
  const ask = (signal: AbortSignal) => {
    asking?.onCall?.();
    return call({ signal });
  };
  try {
    const { data } = await withDeadline(TIMEOUT_MS, asking?.signal, (signal) =>
      mayRepeat ? withRetries(signal, () => ask(signal)) : ask(signal),
    );
    return await inTurn(() => {
      const answer = parseAnswer(data);
      // Some readers would take it for an answer without any fields.
      if (answer === null) throw new BankError({ kind: 'plaid-down', code: 'UNREADABLE_ANSWER' });
      // Plaid sends one of its errors with a status of success (OAUTH_STATE_ID_ALREADY_PROCESSED, 208).
      const error = plaidErrorOf(answer, 200);
      if (error) throw error;
      return read(answer as Answer);
    });
  } catch (error) {
    const bankError = toBankError(error);
    asking?.onFailure?.(bankError);
    throw bankError;
  }
}
