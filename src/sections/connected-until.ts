/** Until when banks are connected, in words. */

import type { Format } from '../finance/format.ts';
import type { LinkedBank } from '../reading/reading.ts';

type Connected = Pick<LinkedBank, 'expiresAt' | 'isSessionOnly'>;

/** The line about all banks. */
export interface ConnectedLine {
  readonly summary: string;
}

/** So close to its end the time of day counts. */
const SOON_MS = 48 * 60 * 60 * 1000;

/** `4 banks, the first connected until Dec 26, 2026`. There is at least one. */
export function connectedLine(banks: readonly Connected[], format: Format, now: Date): ConnectedLine {
  const [first, ...others] = banks.toSorted((a, b) => Number(endOf(a)) - Number(endOf(b)));
  const until = first ? connectedUntil(first, format, now) : '';
  const count = others.length === 0 ? 'bank' : 'banks';
  const isSame = others.every((bank) => connectedUntil(bank, format, now) === until);
  return {
    summary: `${format.count(banks.length)} ${count}, ${isSame ? '' : 'the first '}connected until ${until}`,
  };
}

/** `Dec 26, 2026`; `Nov 27, 2026, 2:05 PM UTC` where that is soon; `you close the browser`. */
export function connectedUntil({ expiresAt, isSessionOnly }: Connected, format: Format, now: Date): string {
  if (isSessionOnly) return 'you close the browser';
  const isSoon = expiresAt.getTime() - now.getTime() < SOON_MS;
  return isSoon ? format.time(expiresAt) : format.day(format.dayOf(expiresAt));
}

/** A browser may be closed at any time. */
function endOf({ expiresAt, isSessionOnly }: Connected): Date {
  return isSessionOnly ? new Date(0) : expiresAt;
}
