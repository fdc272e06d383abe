/** What the tests of this folder share: keys, times, and a log that can be read. */

import { createHash } from 'node:crypto';
import { createLog, type Log } from '../../src/log.ts';

export const START = new Date('2026-03-01T12:00:00Z');
export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

/** A key of 32 bytes, always the same for the same name. */
export function keyNamed(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}

/** A log and the lines that were written to it. */
export function captureLog(): { log: Log; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const log = createLog('trace', { write: (line) => void written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line)) };
}
