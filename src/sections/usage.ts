/** How much of a limit is used, as a bar and in words. */

import { meter } from '../charts/meter.ts';
import type { Format } from '../finance/format.ts';

export interface Usage {
  /** Percent of the bar. */
  readonly width: number;
  readonly text: string;
  readonly isHigh: boolean;
}

/** From this part of its limit on, a card's use weighs on how lenders see it. */
const HIGH = 0.3;

/** Null while amounts are hidden: a bar's width tells as much as its figures. */
export function usageOf(
  { ratio, limitMinor, currency }: { ratio: number; limitMinor: number; currency: string },
  format: Format,
): Usage | null {
  if (format.isHidden) return null;
  const limit = format.money({ amountMinor: limitMinor, currency });
  return {
    width: meter(ratio).width,
    text: `${format.percent(ratio)} of ${limit} used`,
    isHigh: ratio >= HIGH,
  };
}
