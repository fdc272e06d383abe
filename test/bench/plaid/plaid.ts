/** Plaid, as the measures control it. */

import path from 'node:path';
import { startChild } from '../processes/child.ts';
import type { Mood, Tally } from './tape.ts';

export interface Plaid {
  readonly url: string;
  /** Access tokens of so many new Items with so many transactions each, over two years. */
  link(count: number, transactions: number): Promise<readonly string[]>;
  set(how: { mood?: Mood; latencyMs?: number }): Promise<void>;
  /** What was asked since the last tally. */
  takeTally(): Promise<Tally>;
  /** Forgets everything, and answers at once again. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const SCRIPT = path.join(import.meta.dirname, 'plaid-process.ts');

/** Starts it, and resolves when it listens. */
export async function startPlaid(): Promise<Plaid> {
  const child = startChild({ script: SCRIPT, flags: ['--import', 'tsx'] });
  return {
    url: await child.ask<string>('url'),
    link: (count, transactions) => child.ask('link', { count, transactions }),
    set: (how) => child.ask('set', how),
    takeTally: () => child.ask('takeTally'),
    reset: () => child.ask('reset'),
    stop: () => child.stop(),
  };
}
