/** Asking once more where that may help, and never as a crowd: the waits grow, and no two are alike. */

import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BankError } from './errors.ts';
import { toBankError } from './sdk-errors.ts';

const MAX_TRIES = 3;
const FIRST_WAIT_MS = 400;

/** The answer of the first try that has one; rejects with the last try's BankError, or when the signal aborts. */
export async function withRetries<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (thrown) {
      const error: BankError = toBankError(thrown);
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
