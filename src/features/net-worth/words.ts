/** Why days of an account are not known, and what is said of a past that is only about right. */

import type { Format } from '../../finance/format.ts';
import type { AccountPast, UnknownReason } from '../../finance/past-balances.ts';

type Words = Pick<Format, 'day'>;

const REASONS: Readonly<Record<UnknownReason, (from: string) => string>> = {
  'no-balance': () => 'its bank gives no balance',
  investment: () => 'past market values are not available',
  'no-transactions': () => 'it has no transaction in this time',
  'other-currency': (from) => `a transaction of ${from} is in another currency`,
  'not-read': (from) => `its bank could be read back to ${from} only`,
  opened: (from) => `it held nothing before its first transaction on ${from}`,
  'before-first': (from) => `its first transaction is dated ${from}`,
};

/** Such as `its first transaction is dated Nov 3, 2025`; null where every day is known. */
export function reasonOf({ reason, knownFrom }: AccountPast, format: Words): string | null {
  return reason && REASONS[reason](knownFrom === null ? '' : format.day(knownFrom));
}

/** Why a past is only about right; null where it is exact. */
export function aboutOf({ isAbout, account }: AccountPast): string | null {
  if (!isAbout) return null;
  return account.type === 'loan'
    ? 'approximate, since the interest in its payments is not reported and is counted as principal'
    : 'approximate, since its bank tells only what is available';
}
