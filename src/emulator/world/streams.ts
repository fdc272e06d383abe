/** What comes on a calendar, as entries. */
import { occurrencesOf, type Window } from './calendar.ts';
import type { Entry } from './entry.ts';
import type { Stream } from './plan.ts';
import { randomOf } from './random.ts';

/** Every time a stream came. `name` tells the streams of one ledger apart. */
export function streamEntries(stream: Stream, name: string, window: Window): Entry[] {
  return occurrencesOf(stream, window).map(({ day, month }) => ({
    key: `${name}:${day}`,
    account: stream.account,
    day,
    postDay: day,
    amountMinor: drifted(amountIn(stream, month), stream.drift ?? 0, `${name}:${day}`),
    merchant: stream.merchant,
  }));
}

/** What a stream plans to take in a month of the world. */
export function amountIn({ amountMinor, rise }: Stream, month: number): number {
  return rise !== undefined && month >= rise.month ? rise.amountMinor : amountMinor;
}

function drifted(amountMinor: number, drift: number, key: string): number {
  return drift === 0 ? amountMinor : Math.round(amountMinor * (1 + drift * (2 * randomOf(key)() - 1)));
}
