/** The lines of a person's book: their own words and numbers, which go before Plaid's. */

/** Which transactions a line is for: those that have all of it. */
export interface Match {
  /** Found as whole words, one after the other, in the merchant's name or in the bank's text; case does not matter. */
  readonly text: string;
  /** Null for both. */
  readonly direction: 'in' | 'out' | null;
  /** An account's name; null for all. */
  readonly account: string | null;
}

/** `file "bluebird" under FOOD_AND_DRINK` */
export interface FileLine {
  readonly kind: 'file';
  readonly match: Match;
  /** A primary or detailed category of Plaid's, or words of the person's own. */
  readonly category: string;
}

/** `call "SQ *BLUEBIRD" Bluebird Café` */
export interface CallLine {
  readonly kind: 'call';
  readonly match: Match;
  readonly name: string;
}

/** What a person can say that a transaction counts as; `nothing` leaves it out of all totals. */
export const COUNTS_AS = ['transfer', 'income', 'spending', 'nothing'] as const;

export type CountsAs = (typeof COUNTS_AS)[number];

/** `count "ann rent share" as transfer` */
export interface CountLine {
  readonly kind: 'count';
  readonly match: Match;
  readonly as: CountsAs;
}

/** `recurring "Streamlet" no`, or `ended`: it recurred, and will not come again. */
export interface RecurringLine {
  readonly kind: 'recurring';
  readonly text: string;
  readonly is: 'no' | 'ended';
}

/** `target FOOD_AND_DRINK 600 USD`: so much of a category in a month. */
export interface TargetLine {
  readonly kind: 'target';
  readonly category: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export const OWN_KINDS = ['property', 'vehicle', 'cash', 'loan', 'other'] as const;

export type OwnKind = (typeof OWN_KINDS)[number];

/** `own "Our house" property 420000 USD 2026-11-01`: an account that no bank tells. */
export interface OwnLine {
  readonly kind: 'own';
  readonly name: string;
  readonly of: OwnKind;
  /** As it is written: of a loan, what is owed is positive. */
  readonly amountMinor: number;
  readonly currency: string;
  /** The day it was true, as YYYY-MM-DD. */
  readonly day: string;
}

/** `rate EUR 1.08 USD`: one euro is 1.08 dollars. */
export interface RateLine {
  readonly kind: 'rate';
  readonly from: string;
  /** Plain decimal text, as written; more than nothing. */
  readonly rate: string;
  readonly to: string;
}

/** In the order a list of them is shown. */
export const BOOK_KINDS: readonly BookLine['kind'][] = [
  'file',
  'call',
  'count',
  'recurring',
  'target',
  'own',
  'rate',
];

export type BookLine = FileLine | CallLine | CountLine | RecurringLine | TargetLine | OwnLine | RateLine;

/** A person's book: no two lines say something about the same (`keyOf`), and their order does not matter. */
export type Book = readonly BookLine[];
