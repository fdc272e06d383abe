/** The control: leaks planted in the very process that was found clean, to show that the search would have seen them. */

import path from 'node:path';
import type { AppProcess } from './app-process.ts';
import { writtenFiles } from './files.ts';
import { searchHeap } from './heap.ts';
import { canReadMemory, searchMemory } from './memory.ts';
import type { Find, Needles } from './needles.ts';

export interface ControlFigures {
  readonly planted: readonly string[];
  /** Those of them that nobody would have noticed. */
  readonly missed: readonly string[];
}

export interface ControlOptions {
  readonly app: Pick<AppProcess, 'ask' | 'pid' | 'output'>;
  readonly needles: Needles;
  /** For the heap. */
  readonly folder: string;
  readonly straceLog: string;
  readonly appFolder: string;
}

const KINDS = ['string', 'slice', 'closure', 'timer', 'number', 'log line', 'file'];
/** Outside V8's heap: raw memory alone shows it. */
const BUFFER = 'buffer';
const AMOUNT = 7_654_321.09;

/** Plants one leak of each kind, and searches again. */
export async function searchForPlanted(options: ControlOptions): Promise<ControlFigures> {
  const { app, needles, folder, straceLog, appFolder } = options;
  needles.hear(`"amount":${AMOUNT}`);
  const planted = canReadMemory ? [...KINDS, BUFFER] : KINDS;
  for (const kind of planted) {
    const base64 = Buffer.from(`${needles.canary} planted ${kind}`).toString('base64');
    await app.ask('plant', { kind, base64, number: AMOUNT });
  }
  await app.ask('collect');
  const memory = canReadMemory ? searchMemory(app.pid, needles) : [];
  const file = path.join(folder, 'planted.heapsnapshot');
  await app.ask('snapshot', { file });
  const heap = searchHeap(file, needles).finds;

  const names = (finds: readonly Find[], text: string) => finds.some((find) => find.text.includes(text));
  const isSeen = (kind: string): boolean => {
    if (kind === 'number') return names(heap, `${AMOUNT}`);
    if (kind === 'file') return writtenFiles(straceLog, appFolder).length > 0;
    if (kind === 'log line') return names(needles.findIn(app.output()), `planted ${kind}`);
    return names(kind === BUFFER ? memory : heap, `planted ${kind}`);
  };
  return { planted, missed: planted.filter((kind) => !isSeen(kind)) };
}
