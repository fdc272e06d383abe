/** What every measure is given. */

import type { Figure } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import type { Contestant } from '../processes/contestants.ts';

export interface Bench {
  readonly plaid: Plaid;
  /** For CI: fewer sizes and repetitions, the same targets. */
  readonly isShort: boolean;
}

/** Measures in processes of its own, and leaves Plaid as it found it. */
export type Measure = (bench: Bench) => Promise<Figure[]>;

/** Lets go of processes whatever happens. */
export async function using<T>(contestants: readonly Contestant[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
