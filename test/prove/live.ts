/** Searches what is reachable in the process: V8's heap snapshot, and the arrays and buffers that it leaves out. */

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { AppProcess } from './app-process.ts';
import type { Canaries, Find } from './canaries.ts';
import { numbersInHeap, searchHeap } from './heap.ts';
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

/** Has the canaries learn every number that is in a process to which nobody has come. */
export async function learnOwnNumbers({ app, canaries, folder }: LiveOptions): Promise<void> {
  const { heapFile, numbers } = await writtenDown(app, folder);
  canaries.learnOwn([...numbers, ...numbersInHeap(heapFile)]);
  rmSync(folder, { recursive: true });
}

/** Stops the process while it writes down what is reachable, and searches that. */
export async function searchLive({ app, canaries, folder }: LiveOptions): Promise<LiveSearch> {
  const { heapFile, numbers, bytes } = await writtenDown(app, folder);
  const heap = searchHeap(heapFile, canaries);
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

async function writtenDown(app: LiveOptions['app'], folder: string) {
  mkdirSync(folder, { recursive: true });
  await app.ask('live', { folder });
  const numbers: number[] = JSON.parse(readFileSync(path.join(folder, 'live.json'), 'utf8'));
  const bytes = readFileSync(path.join(folder, 'live.bytes'));
  return { heapFile: path.join(folder, 'live.heapsnapshot'), numbers, bytes };
}
