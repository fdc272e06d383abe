/** Calls to Plaid's SDK: each ends in time, and with an answer or one of our errors. */

import type { Readable } from 'node:stream';
import type { PlaidApi } from 'plaid';
import { parseAnswer } from './answer.ts';
import { withBytes } from './body.ts';
import { withDeadline } from './deadline.ts';
import { BankError } from './errors.ts';
import type { Asking } from './gateway.ts';
import type { SdkOptions } from './plaid-api.ts';
import type { Result } from './result.ts';
import { withRetries } from './retry.ts';
import { answerErrorOf, toBankError, unexpected } from './sdk-errors.ts';
import { whenFree } from './turns.ts';

/** Plaid's own figures: a live balance takes 3 s in the middle and 11 s at the 95th percentile. */
const TIMEOUT_MS = 10_000;

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
  /** Such as /accounts/get. */
  readonly endpoint: string;
  /** The SDK's types tell what is in the answer; what arrives is a stream of its bytes. */
  readonly call: (options: { signal: AbortSignal }) => Promise<{ status: number; data: Answer }>;
  readonly read: (answer: Answer) => Value;
  readonly asking?: Asking | undefined;
  /** Whether asking twice does no harm, so that a failure of the moment may be tried again. */
  readonly mayRepeat?: boolean;
}

/** One call to Plaid within its deadline, and what `read` makes of the answer. */
export async function callPlaid<Answer, Value>(options: PlaidCall<Answer, Value>): Promise<Result<Value>> {
  const { endpoint, call, read, asking, mayRepeat = false } = options;
  const ask = async (signal: AbortSignal) => {
    asking?.onCall?.();
    const { status, data } = await call({ signal });
    return withBytes(data as Readable, (bytes) => whenFree(() => mapAnswer(answerOf(bytes, status), read)));
  };
  try {
    const value = await withDeadline(TIMEOUT_MS, asking?.signal, (signal) =>
      mayRepeat ? withRetries(signal, () => ask(signal)) : ask(signal),
    );
    return { ok: true, value };
  } catch (error) {
    const { kind, code, requestId, isTransient, fault } = toBankError(error);
    const failure = new BankError({ kind, code, requestId, isTransient, endpoint, fault });
    asking?.onFailure?.(failure);
    return { ok: false, error: failure };
  }
}

function answerOf(bytes: Buffer, status: number): object {
  const answer = parseAnswer(bytes);
  const error = answerErrorOf(answer, status);
  if (error) throw error;
  return answer as object;
}

/** What `read` throws is no failure of Plaid's, which has answered: it is ours. */
function mapAnswer<Answer, Value>(answer: object, read: (answer: Answer) => Value): Value {
  try {
    return read(answer as Answer);
  } catch (error) {
    throw error instanceof BankError ? error : unexpected(error, answer);
  }
}
