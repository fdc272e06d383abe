/** Someone whose accounts can be linked. */
import type { Habit, Stream } from './plan.ts';

/** The account indexes of a household bank; people's streams name them. */
export const CHECKING = 0;
export const SAVINGS = 1;
export const CARD = 2;

export interface Person {
  readonly id: string;
  readonly name: string;
  /** One line for the Link page. */
  readonly about: string;
  readonly income: readonly Stream[];
  readonly irregularIncome: readonly Habit[];
  readonly bills: readonly Stream[];
  readonly subscriptions: readonly Stream[];
  /** How often this person buys, 1 being average. */
  readonly pace: number;
  /** How dear the purchases are, 1 being average. */
  readonly taste: number;
  readonly checkingMinor: number;
  readonly savingsMinor: number;
}
