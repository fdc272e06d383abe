/** What the reader wants to see, as one value that is read from the address once and can be written back to it. */

import { addDays, isDay } from './days.ts';
import { categoriesIn, categoryFields } from './filter-categories.ts';
import type { Day, DayRange } from './model.ts';
import { parseTypedAmount } from './typed-amount.ts';

/** An empty text or list is a part that is not used. A transaction has to fit every part that is, and one of each list. */
export interface Filter {
  /** How far back to ask the banks where no first day is given: one of DAYS; null where the reader chose none. */
  readonly days: number | null;
  readonly q: string;
  /** Names as lists print them, digits apart; in quotation marks with their digits. */
  readonly merchant: readonly string[];
  /** Ids. */
  readonly account: readonly string[];
  /** Primary and detailed categories of Plaid's, and words of the person's own. */
  readonly category: readonly string[];
  /** What the transaction counts as in sums of income and spending. */
  readonly counts: '' | 'income' | 'spending' | 'neither';
  /** A code in capitals, of ISO 4217 or Plaid's own. */
  readonly currency: string;
  readonly direction: '' | 'in' | 'out';
  readonly pending: '' | 'only' | 'no';
  /** Plain decimal text, of whatever currency a transaction has; the sign of a transaction does not matter. */
  readonly min: string;
  readonly max: string;
  readonly from: Day | '';
  readonly to: Day | '';
  readonly page: number;
}

/** The parts a reader sets, and can take off one by one. */
export const FILTER_PARTS = [
  'q',
  'merchant',
  'account',
  'category',
  'counts',
  'currency',
  'direction',
  'pending',
  'min',
  'max',
  'from',
  'to',
] as const;

export type FilterPart = (typeof FILTER_PARTS)[number];

/** The ranges a reader can choose, in days; the last is all that Plaid has. */
export const DAYS: readonly number[] = [30, 90, 180, 365, 730];
const DEFAULT_DAYS = 30;
const MOST_DAYS = 730;

/** One of DAYS in words. */
export function daysLabel(days: number): string {
  return DAYS_IN_WORDS.get(days) ?? `${days} days`;
}

const DAYS_IN_WORDS = new Map([
  [180, '6 months'],
  [365, '1 year'],
  [730, '2 years'],
]);

const LONGEST_TEXT = 100;
/** As many account ids of Plaid's as an address has room for. */
export const LONGEST_LIST = 200;
const LAST_PAGE = 10_000;

/**
 * The filter in an address. Never throws: what makes no sense is left out, what is too large is cut. Of categories that
 * are no codes only the person's own words are known.
 */
export function parseFilter(
  query: Readonly<Record<string, unknown>>,
  ownCategories: readonly string[],
): Filter {
  const own = new Set(ownCategories);
  const text = (name: string) => filterText(query[name]);
  const [min, max] = inOrder(parseTypedAmount(text('min')), parseTypedAmount(text('max')), Number);
  const [from, to] = inOrder(dayOrNone(text('from')), dayOrNone(text('to')), Date.parse);
  return {
    days: DAYS.find((days) => String(days) === text('days')) ?? null,
    q: text('q'),
    merchant: textsOf(query.merchant),
    account: textsOf(query.account, ','),
    category: categoriesIn(textsOf(query.category, ',', own), own),
    counts: oneOf(['income', 'spending', 'neither'], text('counts')),
    currency: /^[a-z0-9]{3,8}$/i.test(text('currency')) ? text('currency').toUpperCase() : '',
    direction: oneOf(['in', 'out'], text('direction')),
    pending: oneOf(['only', 'no'], text('pending')),
    min,
    max,
    from,
    to,
    page: /^\d+$/.test(text('page')) ? Math.min(Math.max(1, Number(text('page'))), LAST_PAGE) : 1,
  };
}

/** A text that was typed, or came in an address. Cut text can end in half a character, which no address can carry. */
export function filterText(value: unknown): string {
  return typeof value === 'string'
    ? value
        .slice(0, LONGEST_TEXT)
        .replaceAll(/\p{Surrogate}/gu, '')
        .trim()
    : '';
}

/** A list: repeated in the address, and where a separator is given also in one field that is none of the `whole` ones. */
function textsOf(value: unknown, separator?: string, whole: ReadonlySet<string> = new Set()): string[] {
  const fields = [value].flat().filter((field) => typeof field === 'string');
  const texts = fields.flatMap((field) =>
    separator === undefined || whole.has(filterText(field)) ? [field] : field.split(separator),
  );
  return [...new Set(texts.map(filterText))].filter((text) => text !== '').slice(0, LONGEST_LIST);
}

/** An open low end measures 0 or NaN, which is above nothing. */
function inOrder(low: string, high: string, measure: (text: string) => number): [string, string] {
  const areSwapped = high !== '' && measure(low) > measure(high);
  return areSwapped ? [high, low] : [low, high];
}

function dayOrNone(text: string): Day | '' {
  return isDay(text) ? text : '';
}

function oneOf<T extends string>(choices: readonly T[], text: string): T | '' {
  return choices.find((choice) => choice === text) ?? '';
}

/** A part that was typed and cannot be understood: it is left out, and has to be said. */
export interface FilterFault {
  readonly part: 'min' | 'max' | 'from' | 'to';
  readonly typed: string;
}

/** What of an address `parseFilter` leaves out although a person may have typed it. */
export function filterFaults(query: Readonly<Record<string, unknown>>): FilterFault[] {
  const isAmount = (typed: string) => parseTypedAmount(typed) !== '';
  const tests = { min: isAmount, max: isAmount, from: isDay, to: isDay };
  return (['min', 'max', 'from', 'to'] as const).flatMap((part) => {
    const typed = filterText(query[part]);
    return typed === '' || tests[part](typed) ? [] : [{ part, typed }];
  });
}

/** The filter as a query without its question mark; what is not given, not used, or as usual, is left out. */
export function toQuery({ days = null, page = 1, ...filter }: Partial<Filter>): string {
  const query = new URLSearchParams();
  if (days !== null) query.set('days', String(days));
  for (const part of FILTER_PARTS) {
    const value = filter[part] ?? '';
    if (part === 'merchant') for (const name of filter.merchant ?? []) query.append('merchant', name);
    else if (part === 'category')
      for (const ids of categoryFields(filter.category ?? [])) query.append('category', ids);
    else if (value.length > 0) query.set(part, typeof value === 'string' ? value : value.join());
  }
  if (page !== 1) query.set('page', String(page));
  return query.toString().replaceAll('%2C', ',');
}

/** The filter with one part taken off, or of a list this value alone; on its first page. */
export function without(filter: Filter, part: FilterPart, value: string): Filter {
  const current = filter[part];
  const rest = typeof current === 'string' ? '' : current.filter((other) => other !== value);
  return { ...filter, [part]: rest, page: 1 };
}

/** The filter with every part taken off, looking back as far. */
export function withoutAll({ days }: Filter): Filter {
  return { ...NO_FILTER, days };
}

/** Whether this part of the filter is used. */
export function isUsed(filter: Filter, part: FilterPart): boolean {
  return filter[part].length > 0;
}

/** Whether the filter lets every transaction of its range through. */
export function isUnfiltered(filter: Filter): boolean {
  return FILTER_PARTS.every((part) => part === 'from' || part === 'to' || !isUsed(filter, part));
}

/**
 * How far back the filter looks where no first day is given. Who looks for something does not know when it was: a search,
 * a merchant or a category looks through all that Plaid has.
 */
export function lookBackDays(filter: Filter): number {
  const looksForSomething = (['q', 'merchant', 'category'] as const).some((part) => isUsed(filter, part));
  return filter.days ?? (looksForSomething ? MOST_DAYS : DEFAULT_DAYS);
}

/** Whether the filter looks through all that Plaid has. */
export function looksThroughAll(filter: Filter): boolean {
  return filter.from === '' && filter.to === '' && lookBackDays(filter) === MOST_DAYS;
}

/** The days to ask the banks for: never more than the filter needs, nor than Plaid has. */
export function rangeOf(filter: Filter, today: Day): DayRange {
  const oldest = addDays(today, -MOST_DAYS);
  const to = clamp(filter.to || today, oldest, today);
  return { from: clamp(filter.from || addDays(to, -lookBackDays(filter)), oldest, to), to };
}

function clamp(day: Day, first: Day, last: Day): Day {
  if (day < first) return first;
  return day > last ? last : day;
}

/** Lets everything through. It stands last: what it is made with has to be there. */
export const NO_FILTER: Filter = parseFilter({}, []);
