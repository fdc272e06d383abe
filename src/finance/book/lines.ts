/** The lines of a person's book: their own words and numbers, which override Plaid's. */

/** Which transactions a line is for: those that have all of it. */
export interface Match {
  /** Found as whole words, one after the other, in the merchant's name or in the bank's text; folded. */
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
interface CallLine {
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
  readonly countsAs: CountsAs;
}

/** `recurring "Streamlet" no`, or `ended`: it recurred, and will not come again. */
export interface RecurringLine {
  readonly kind: 'recurring';
  readonly text: string;
  readonly status: 'no' | 'ended';
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
  readonly ownKind: OwnKind;
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
  /** Plain decimal text, as written; more than zero. */
  readonly rate: string;
  readonly to: string;
}

/** The kinds that change transactions. */
export const RULE_KINDS = ['file', 'call', 'count', 'recurring'] as const;

/** All kinds, in the order a list of them is shown. */
export const BOOK_KINDS: readonly BookLine['kind'][] = [...RULE_KINDS, 'target', 'own', 'rate'];

export type BookLine = FileLine | CallLine | CountLine | RecurringLine | TargetLine | OwnLine | RateLine;

/** A person's book: no two lines say something about the same (`keyOf`), and their order does not matter. */
export type Book = readonly BookLine[];

type RuleKind = (typeof RULE_KINDS)[number];

/** A line that changes transactions. */
export type RuleLine = Extract<BookLine, { kind: RuleKind }>;

/** Whether a line, or the form of one, is of a kind that changes transactions. */
export function isRule<T extends Pick<BookLine, 'kind'>>(line: T): line is T & { kind: RuleKind } {
  return RULE_KINDS.some((kind) => kind === line.kind);
}

/** Which transactions a rule is for: a line about recurring payments is for both directions and all accounts. */
export function matchOf(line: RuleLine): Match {
  return 'match' in line ? line.match : { text: line.text, direction: null, account: null };
}

/** The lines of one kind, in the order of the book. */
export function linesOf<K extends BookLine['kind']>(book: Book, kind: K): Extract<BookLine, { kind: K }>[] {
  return book.filter((line) => isOfKind(line, kind));
}

export function isOfKind<K extends BookLine['kind']>(
  line: BookLine,
  kind: K,
): line is Extract<BookLine, { kind: K }> {
  return line.kind === kind;
}
