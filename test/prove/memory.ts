/** Searches all memory of a process, freed memory included. Linux only. */

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Canaries, Find } from './canaries.ts';

const CHUNK = 1024 * 1024;
/** Longer than any canary with the text around it, in either encoding. */
const OVERLAP = 256;

export const canReadMemory = process.platform === 'linux';

/** Every canary in a process's memory: as text of one or two bytes a letter, as bytes, and as numbers. */
export function searchMemory(pid: number, canaries: Canaries): Find[] {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const chunk = Buffer.alloc(CHUNK + OVERLAP);
  const nothing = Buffer.alloc(chunk.length);
  const finds: Find[] = [];
  try {
    for (const { start, end } of regionsOf(pid)) {
      for (let at = start; at < end; at += CHUNK) {
        const bytes = chunk.subarray(0, readAt(memory, chunk, at, Math.min(end - at, chunk.length)));
        // Much of it was never written to.
        if (!bytes.equals(nothing.subarray(0, bytes.length))) finds.push(...searchBytes(bytes, canaries));
      }
    }
  } finally {
    closeSync(memory);
  }
  return finds;
}

/** Every canary in these bytes. One in the overlap of two chunks is counted twice. */
export function searchBytes(bytes: Buffer, canaries: Canaries): Find[] {
  return [
    ...canaries.findIn(bytes.toString('latin1')),
    ...canaries.findIn(bytes.toString('utf16le')),
    ...numbersIn(bytes, canaries),
  ];
}

/** Doubles with a fraction: whole numbers of that size are amounts by chance too often. */
function numbersIn(bytes: Buffer, canaries: Canaries): Find[] {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Buffer.concat([bytes]);
  const doubles = new Float64Array(aligned.buffer, aligned.byteOffset, Math.floor(bytes.length / 8));
  const finds: Find[] = [];
  for (const double of doubles) {
    if (Number.isFinite(double) && !Number.isInteger(double) && canaries.isAmount(double)) {
      finds.push({ kind: 'amount', text: `the double ${double}` });
    }
  }
  return finds;
}

/** The readable regions; the kernel's own are not the process's. */
function regionsOf(pid: number): { start: number; end: number }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .filter((line) => /^\S+ r/.test(line) && !/\[v(var|syscall|dso)/.test(line))
    .map((line) => {
      const [start = '0', end = '0'] = (line.split(' ', 1)[0] ?? '').split('-');
      return { start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) };
    });
}

/** How many bytes were read: none where a region cannot be, or is gone. */
function readAt(file: number, into: Buffer, position: number, length: number): number {
  try {
    return readSync(file, into, 0, length, position);
  } catch {
    return 0;
  }
}
