/** What the tests of this folder share: keys, a clock, and a log that can be read. */

import { createHash, hkdfSync } from 'node:crypto';
import { createLog, type Log } from '../../src/log.ts';

export const START = new Date('2026-03-01T12:00:00Z');
export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

/** A key of 32 bytes, always the same for the same name. */
export function keyNamed(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}

/** A clock that stands until it is told to go on. */
export class Clock {
  #time = START.getTime();

  readonly now = () => new Date(this.#time);

  advance(ms: number): void {
    this.#time += ms;
  }
}

/** A log and the lines that were written to it. */
export function captureLog(): { log: Log; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const log = createLog('trace', { write: (line) => void written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line)) };
}

/** What express-session signs with, by hand: a cookie outlives a deployment. */
export function signingKey(name: string): string {
  return Buffer.from(hkdfSync('sha256', keyNamed(name), '', 'session signature', 32)).toString('hex');
}
