/** One call to Plaid: within its deadline, tried again where that may help, with a Result. */

import { randomInt } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlaidApi } from 'plaid';
import { openLane } from '../event-loop-queue.ts';
import type { SdkOptions } from './client.ts';
import { type Deadline, withDeadline } from './deadline.ts';
import { PRODUCT_CODES } from './error-codes.ts';
import { answerErrorOf, toPlaidError, unexpected } from './error-mapping.ts';
import { PlaidError } from './errors.ts';
import type { PlaidCallOptions } from './gateway.ts';
import { parseAnswer, withBytes } from './response-body.ts';
import type { Result } from './result.ts';

/** For what Plaid answers by itself. */
const TIMEOUT_MS = 10_000;
/** For what Plaid may have to ask the bank. */
const LONGER_TIMEOUT_MS: Readonly<Record<string, number>> = {
  // 3 s for half of all banks, 11 s at the 95th percentile, "occasionally up to 30 seconds or more" (plaid.com/docs/balance).
  '/accounts/balance/get': 40_000,
  // An Item's first call makes Plaid fetch them, after its transactions (plaid.com/docs/link/initializing-products).
  '/liabilities/get': 40_000,
};
const MAX_TRIES = 3;
const FIRST_WAIT_MS = 400;

/** Plaid's SDK, half a megabyte: loaded when the server listens, since the start is quicker without it. */
export const loadSdk = () => import('./client.ts');

/** The SDK's API object, which exists from the first call on. */
export function createClient(options: SdkOptions): PlaidApi {
  let api: PlaidApi | undefined;
  return new Proxy({} as PlaidApi, {
    get:
      (_, method) =>
      async (...details: unknown[]) => {
        const { createPlaidApi } = await loadSdk();
        api ??= createPlaidApi(options);
        return Reflect.get(api, method).apply(api, details);
      },
  });
}

interface SdkAnswer<Answer> {
  readonly status: number;
  readonly data: Answer;
  readonly headers?: object;
}

interface PlaidCall<Answer, Value> {
  /** Such as /accounts/get. */
  readonly endpoint: string;
  /** The SDK's types tell what is in the answer; what arrives is a stream of its bytes. */
  readonly call: (options: { signal: AbortSignal }) => Promise<SdkAnswer<Answer>>;
  /** Also given the time it was at Plaid by then. */
  readonly read: (answer: Answer, plaidTime: Date | null) => Value;
  readonly callOptions?: PlaidCallOptions | undefined;
  /** Whether asking twice does no harm, so that a failure of the moment may be tried again. */
  readonly mayRepeat?: boolean;
  /** Codes that are the operator's matter at this endpoint, whatever they are elsewhere. */
  readonly operatorCodes?: readonly string[];
  /** The products that the call asks for by name. */
  readonly products?: readonly string[];
}

/** One call to Plaid within its deadline, and what `read` makes of the answer. */
export async function callPlaid<Answer, Value>(options: PlaidCall<Answer, Value>): Promise<Result<Value>> {
  const { endpoint, call, read, callOptions, mayRepeat = false, operatorCodes = [] } = options;
  const { schedule } = callOptions?.lane ?? openLane();
  const ask = async (signal: AbortSignal, { whilePaused }: Deadline) => {
    callOptions?.onCall?.();
    // To send a hundred questions takes a third of a second of the processor, so that it is done in turns as well.
    const asked = await whilePaused(schedule(() => ({ answer: call({ signal }) })));
    const { status, data, headers } = await asked.answer;
    const mapped = (bytes: Buffer) =>
      schedule(() => {
        // A reader who has left needs no answer.
        signal.throwIfAborted();
        return mapAnswer(answerOf(bytes, status), (answer: Answer) => read(answer, timeOf(headers)));
      });
    return withBytes(data as Readable, (bytes) => whilePaused(mapped(bytes)), {
      whilePaused,
      owner: callOptions?.lane?.owner,
      signal,
    });
  };
  try {
    const timeoutMs = LONGER_TIMEOUT_MS[endpoint] ?? TIMEOUT_MS;
    const value = await withDeadline(timeoutMs, callOptions?.signal, (signal, deadline) =>
      mayRepeat ? withRetries(signal, () => ask(signal, deadline)) : ask(signal, deadline),
    );
    return { ok: true, value };
  } catch (error) {
    const { kind: usualKind, code, requestId, isTransient, fault, products: named } = toPlaidError(error);
    const kind = operatorCodes.includes(code) ? 'operator' : usualKind;
    const asked = PRODUCT_CODES.includes(code) ? (options.products ?? []) : [];
    const products = named.length > 0 ? named : asked;
    const failure = new PlaidError({ kind, code, requestId, isTransient, endpoint, fault, products });
    callOptions?.onFailure?.(failure);
    return { ok: false, error: failure };
  }
}

/** The Date header; null where there is none, or none that says its zone as RFC 9110, 5.6.7 asks for. */
function timeOf(headers: object = {}): Date | null {
  const text: unknown = Reflect.get(headers, 'date');
  if (typeof text !== 'string' || !text.endsWith(' GMT')) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
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
