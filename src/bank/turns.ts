/** Heavy work one piece a turn of the event loop, so that other requests get theirs between two pieces. */

import { setImmediate as nextTurn } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/** Does a piece of work after all that were asked for before, in a turn of its own. */
export function inOwnTurn<T>(work: () => T): Promise<T> {
  // Immediates asked for at once would all run in one turn, so each waits for the one before.
  const result = last.then(() => nextTurn()).then(work);
  last = result.catch(() => {});
  return result;
}
