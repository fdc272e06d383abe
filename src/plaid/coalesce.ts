/**
 * Coalesces identical concurrent calls: a second caller gets the first one's answer, and nothing is kept afterwards.
 */

import { setMaxListeners } from 'node:events';
import { PlaidError } from './errors.ts';
import type { PlaidCallOptions } from './gateway.ts';
import { attempt, type Result } from './result.ts';

/** Asks, or waits for the answer of who asked first. The key says what is asked, and on whose behalf. */
type Coalesce<T> = (
  key: string,
  callOptions: PlaidCallOptions | undefined,
  ask: (callOptions: PlaidCallOptions) => Promise<Result<T>>,
) => Promise<Result<T>>;

interface SharedCall<T> {
  readonly answer: Promise<Result<T>>;
  readonly controller: AbortController;
  isAnswered: boolean;
  waiting: number;
}

/** For one kind of question. A caller who leaves gets no answer; the question itself ends when the last one has left. */
export function createCoalescer<T>(): Coalesce<T> {
  const flights = new Map<string, SharedCall<T>>();

  return async (key, callOptions, ask) => {
    let flight = flights.get(key);
    if (!flight) {
      const controller = new AbortController();
      // Each page of a history listens, and a long one has dozens.
      setMaxListeners(0, controller.signal);
      const answer = attempt(callOptions, () => ask({ ...callOptions, signal: controller.signal }));
      const begun: SharedCall<T> = { answer, controller, isAnswered: false, waiting: 0 };
      answer.finally(() => {
        begun.isAnswered = true;
      });
      flight = begun;
      flights.set(key, flight);
    }
    flight.waiting += 1;
    try {
      return await unlessLeft(flight.answer, callOptions?.signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        flights.delete(key);
        if (!flight.isAnswered) flight.controller.abort();
      }
    }
  };
}

function unlessLeft<T>(answer: Promise<Result<T>>, signal: AbortSignal | undefined): Promise<Result<T>> {
  return new Promise((resolve, reject) => {
    const leave = () =>
      resolve({ ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'READER_LEFT' }) });
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave);
    answer.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });
}
