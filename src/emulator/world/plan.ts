/** The plan of a person at a bank: accounts, what comes on a calendar, what is bought from day to day. */
import type { Merchant } from './merchant.ts';

/** An account and where its balance starts. */
export interface AccountPlan {
  readonly name: string;
  readonly officialName: string | null;
  readonly mask: string | null;
  readonly type: 'depository' | 'credit' | 'loan' | 'investment';
  readonly subtype: string;
  readonly currency: string;
  readonly isUnofficialCurrency?: boolean;
  /** Decimals of the amounts the bank gives, which may be more than the currency has. */
  readonly decimals: number;
  /** In minor units; held on depository and investment accounts, owed on credit and loans. */
  readonly openingMinor: number;
  readonly limitMinor?: number;
  readonly hidesAvailable?: boolean;
  readonly hidesCurrent?: boolean;
}

export type Cadence = 'weekly' | 'every two weeks' | 'twice a month' | 'monthly' | 'yearly';

/** Something that comes on a calendar. Months are counted from the first of the plan's three years. */
export interface Stream {
  readonly merchant: Merchant;
  readonly cadence: Cadence;
  /** Minor units with Plaid's sign: positive is money out. */
  readonly amountMinor: number;
  /** Index of the account. */
  readonly account: number;
  /** Weekly and every two weeks: the weekday (0 is Sunday). Monthly: the date. Yearly: month × 100 + date, from 101. */
  readonly on: number;
  /** A day on a weekend moves to the working day before or after it. */
  readonly movesTo?: 'before' | 'after';
  /** Share by which each amount may differ from the plan. */
  readonly drift?: number;
  readonly rise?: { readonly month: number; readonly amountMinor: number };
  readonly endsInMonth?: number;
  readonly skipsMonth?: number;
}

/** Purchases that come when they come. */
export interface Habit {
  readonly merchants: readonly Merchant[];
  readonly perWeek: number;
  readonly account: number;
  /** Factor from a merchant's cents to this account's minor units; negative is money in. */
  readonly scale: number;
}

/** Everything a person does at one bank. */
export interface Plan {
  readonly accounts: readonly AccountPlan[];
  readonly streams: readonly Stream[];
  readonly habits: readonly Habit[];
  /** Each month's purchases on the card are paid on the 5th of the next, from an account of this bank if any. */
  readonly autopay?: { readonly card: number; readonly from: number | null };
  /** On the last day of a month what it left over moves to savings, and what it lacked comes back. */
  readonly sweep?: { readonly checking: number; readonly savings: number };
  /** Days until a purchase posts; 0 where the bank shows no pending rows. */
  readonly daysToPost: number;
}
