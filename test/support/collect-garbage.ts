/** Garbage collection on demand, for tests of what memory is held. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Only contexts made from now on have the function.
setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

/** Frees all that is not reachable: the first round most of it, the next ones what only finalizers held. */
export function collectGarbage(): void {
  for (let round = 0; round < 4; round += 1) gc();
}
