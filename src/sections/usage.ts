/** How much of a limit is used, as a bar and in words. */

import { meterWidth } from '../charts/horizontal-bars.ts';
import { utilisation } from '../finance/accounts.ts';
import type { Format } from '../finance/format.ts';
import type { Account } from '../finance/model.ts';

export interface Usage {
  /** Percent of the bar. */
  readonly width: number;
  readonly text: string;
  readonly isHigh: boolean;
}

/** From this part of its limit on, a card's use weighs on how lenders see it. */
const HIGH = 0.3;

/** Of an account's own limit; null where that cannot be told, or amounts are hidden. */
export function accountUsage(account: Account, format: Format): Usage | null {
  const { limitMinor, currency } = account;
  const ratio = utilisation(account);
  return ratio === null ? null : usageOf({ ratio, limitMinor: limitMinor ?? 0, currency }, format);
}

/** Null while amounts are hidden: a bar's width tells as much as its figures. */
export function usageOf(
  { ratio, limitMinor, currency }: { ratio: number; limitMinor: number; currency: string },
  format: Format,
): Usage | null {
  if (format.isHidden) return null;
  const limit = format.money({ amountMinor: limitMinor, currency });
  return {
    width: meterWidth(ratio),
    text: `${format.percent(ratio)} of ${limit} used`,
    isHigh: ratio >= HIGH,
  };
}
