import type { Figure } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import type { Contestant } from '../processes/contestants.ts';

/** What every measure is given. */
export interface Bench {
  readonly plaid: Plaid;
  /** For CI: fewer sizes and repetitions, the same targets. */
  readonly isShort: boolean;
}

/** Measures with processes that it starts itself. */
export type Measure = (bench: Bench) => Promise<Figure[]>;

/** Stops these processes after the work, whether or not it fails. */
export async function using<T>(contestants: readonly Contestant[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
