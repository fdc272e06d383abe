/** A bar that is filled to a part of its length, such as how much of its limit a card owes. */

import { roundPercent } from './scale.ts';

export interface Meter {
  /** Percent, never over 100. */
  readonly width: number;
  readonly isOver: boolean;
}

/** The meter for a ratio, where 1 is full. */
export function meter(ratio: number): Meter {
  return { width: roundPercent(Math.min(1, Math.max(0, ratio)) * 100), isOver: ratio > 1 };
}
