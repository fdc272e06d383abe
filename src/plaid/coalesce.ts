/** Questions under way: whoever asks the same meanwhile gets the same answer, and nothing of it is kept after. */

import { setMaxListeners } from 'node:events';
import { BankError } from './errors.ts';
import type { Asking } from './gateway.ts';
import { attempt, type Result } from './result.ts';

/** Asks, or waits for the answer of who asked first. The key says what is asked, and on whose behalf. */
export type AskTogether<T> = (
  key: string,
  asking: Asking | undefined,
  ask: (asking: Asking) => Promise<Result<T>>,
) => Promise<Result<T>>;

interface Flight<T> {
  readonly answer: Promise<Result<T>>;
  readonly controller: AbortController;
  waiting: number;
}

/** For one kind of question. Who leaves gets no answer; the question itself ends when the last one has left. */
export function createInFlight<T>(): AskTogether<T> {
  const flights = new Map<string, Flight<T>>();

  function begin(
    key: string,
    asking: Asking | undefined,
    ask: (asking: Asking) => Promise<Result<T>>,
  ): Flight<T> {
    const controller = new AbortController();
    // Each page of a history listens, and a long one has dozens.
    setMaxListeners(0, controller.signal);
    const answer = attempt(asking, () => ask({ ...asking, signal: controller.signal }));
    const flight = { answer, controller, waiting: 0 };
    flights.set(key, flight);
    return flight;
  }

  return async (key, asking, ask) => {
    const flight = flights.get(key) ?? begin(key, asking, ask);
    flight.waiting += 1;
    try {
      return await unlessLeft(flight.answer, asking?.signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        flights.delete(key);
        flight.controller.abort();
      }
    }
  };
}

function unlessLeft<T>(answer: Promise<Result<T>>, signal: AbortSignal | undefined): Promise<Result<T>> {
  return new Promise((resolve, reject) => {
    const leave = () =>
      resolve({ ok: false, error: new BankError({ kind: 'plaid-down', code: 'READER_LEFT' }) });
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave);
    answer.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });
}
