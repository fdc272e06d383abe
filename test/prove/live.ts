/** Searches what is reachable in the process: V8's heap snapshot, and the arrays and buffers that it leaves out. */

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { AppProcess } from './app-process.ts';
import type { Canaries, Find } from './canaries.ts';
import { searchHeap } from './heap.ts';
import { searchBytes } from './memory.ts';

export interface LiveSearch {
  /** How many texts, numbers and bytes were looked at. */
  readonly texts: number;
  readonly numbers: number;
  readonly bytes: number;
  readonly finds: readonly Find[];
}

export interface LiveOptions {
  readonly app: Pick<AppProcess, 'ask'>;
  readonly canaries: Canaries;
  /** For what the process writes down; it is made, and removed afterwards. */
  readonly folder: string;
}

/** Stops the process while it writes down what is reachable, and searches that. */
export async function searchLive({ app, canaries, folder }: LiveOptions): Promise<LiveSearch> {
  mkdirSync(folder, { recursive: true });
  await app.ask('live', { folder });
  const heap = searchHeap(path.join(folder, 'live.heapsnapshot'), canaries);
  const numbers: number[] = JSON.parse(readFileSync(path.join(folder, 'live.json'), 'utf8'));
  const bytes = readFileSync(path.join(folder, 'live.bytes'));
  rmSync(folder, { recursive: true });
  const amounts = numbers.filter((number) => canaries.isAmount(number));
  return {
    texts: heap.values,
    numbers: numbers.length,
    bytes: bytes.length,
    finds: [
      ...heap.finds.map(({ kind, text, keptBy }) => ({ kind, text: `${text} kept by ${keptBy}` })),
      ...amounts.map((amount): Find => ({ kind: 'amount', text: `${amount} in an array or a map` })),
      ...searchBytes(bytes, canaries).map(({ kind, text }) => ({ kind, text: `${text} in a buffer` })),
    ],
  };
}
