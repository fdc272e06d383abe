/** Heavy work in turns: one piece at a time, and between two pieces everyone else's requests get theirs. */

import { setImmediate as nextTurn } from 'node:timers/promises';

export type Turns = <T>(work: () => T) => Promise<T>;

/** A queue of its own. Each piece begins in a turn of the event loop of its own; one that throws rejects alone. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    // Immediates asked for at once would all run in the same turn, so each waits for the one before.
    const result = last.then(() => nextTurn()).then(work);
    // Waits for the result without holding on to it: a queue outlives the people whose work it did.
    last = result.then(
      () => {},
      () => {},
    );
    return result;
  };
}

/** The one queue for all heavy work: there is one processor, and whoever came first is served first. */
export const inTurn: Turns = createTurns();
