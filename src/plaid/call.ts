/** One call to Plaid: within its deadline, tried again where that may help, with a Result. */

import { randomInt } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlaidApi } from 'plaid';
import { schedule } from '../event-loop-queue.ts';
import type { SdkOptions } from './client.ts';
import { answerErrorOf, toPlaidError, unexpected } from './error-mapping.ts';
import { PlaidError } from './errors.ts';
import type { PlaidCallOptions } from './gateway.ts';
import { parseAnswer, withBytes } from './response-body.ts';
import type { Result } from './result.ts';

/** Plaid's own figures: a live balance takes 3 s in the middle and 11 s at the 95th percentile. */
const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;
const FIRST_WAIT_MS = 400;

/** The SDK's API object. Half a megabyte stands behind it, which is loaded with the first call and not at the start. */
export function createClient(options: SdkOptions): PlaidApi {
  let loading: Promise<PlaidApi> | undefined;
  const load = async () => (await import('./client.ts')).createPlaidApi(options);
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

interface PlaidCall<Answer, Value> {
  /** Such as /accounts/get. */
  readonly endpoint: string;
  /** The SDK's types tell what is in the answer; what arrives is a stream of its bytes. */
  readonly call: (options: { signal: AbortSignal }) => Promise<{ status: number; data: Answer }>;
  readonly read: (answer: Answer) => Value;
  readonly callOptions?: PlaidCallOptions | undefined;
  /** Whether asking twice does no harm, so that a failure of the moment may be tried again. */
  readonly mayRepeat?: boolean;
}

/** One call to Plaid within its deadline, and what `read` makes of the answer. */
export async function callPlaid<Answer, Value>(options: PlaidCall<Answer, Value>): Promise<Result<Value>> {
  const { endpoint, call, read, callOptions, mayRepeat = false } = options;
  const ask = async (signal: AbortSignal) => {
    callOptions?.onCall?.();
    const { status, data } = await call({ signal });
    return withBytes(data as Readable, (bytes) => schedule(() => mapAnswer(answerOf(bytes, status), read)));
  };
  try {
    const value = await withDeadline(TIMEOUT_MS, callOptions?.signal, (signal) =>
      mayRepeat ? withRetries(signal, () => ask(signal)) : ask(signal),
    );
    return { ok: true, value };
  } catch (error) {
    const { kind, code, requestId, isTransient, fault } = toPlaidError(error);
    const failure = new PlaidError({ kind, code, requestId, isTransient, endpoint, fault });
    callOptions?.onFailure?.(failure);
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
    throw error instanceof PlaidError ? error : unexpected(error, answer);
  }
}

/** Runs a question with a signal that aborts it after `timeoutMs` or when `outer` does. */
export async function withDeadline<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const leave = () => controller.abort(new PlaidError({ kind: 'plaid-down', code: 'READER_LEFT' }));
  const timer = setTimeout(
    () => controller.abort(new PlaidError({ kind: 'plaid-down', code: 'TIMEOUT' })),
    timeoutMs,
  );
  if (outer?.aborted) leave();
  outer?.addEventListener('abort', leave);
  try {
    return await ask(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', leave);
  }
}

/** The answer of the first try that has one; rejects with the last try's PlaidError, or when the signal aborts. */
export async function withRetries<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (thrown) {
      const error: PlaidError = toPlaidError(thrown);
      if (!error.isTransient || tries === MAX_TRIES) throw error;
    }
    await wait(waitMs(tries), undefined, { signal });
  }
}

/** Twice as long each time, of which half is chance: those who failed together do not come back together. */
function waitMs(tries: number): number {
  const longest = FIRST_WAIT_MS * 2 ** tries;
  return longest / 2 + randomInt(longest / 2);
}
