/** The garbage collection, for tests that look at what is held. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Contexts that begin from now on have the function; this one began without it.
setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

/** Frees whatever nobody holds: the first round finds what is dead, the next ones what only finalizers held. */
export function collectGarbage(): void {
  for (let round = 0; round < 4; round += 1) gc();
}
