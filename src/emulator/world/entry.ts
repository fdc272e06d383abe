/** One movement on one account, before it is put into Plaid's words. */
import type { DayNumber } from './days.ts';
import type { Merchant } from './merchant.ts';

export interface Entry {
  /** The same for the same movement on every day it is asked for. */
  readonly key: string;
  readonly account: number;
  /** The day it happened. */
  readonly day: DayNumber;
  /** The day the bank posts it; before that it is pending. */
  readonly postDay: DayNumber;
  /** Minor units with Plaid's sign: positive is money out. */
  readonly amountMinor: number;
  readonly merchant: Merchant;
}
