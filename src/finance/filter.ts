/** What the reader wants to see, as one value that is read from the address once and can be written back to it. */

import { decimalsOf } from './currency.ts';
import { addDays, isDay } from './days.ts';
import type { Day, DayRange } from './model.ts';

/** An empty text is a part that is not used. */
export interface Filter {
  /** How far back to ask the banks where no first day is given: one of DAYS. */
  readonly days: number;
  readonly q: string;
  readonly account: string;
  readonly category: string;
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
  'account',
  'category',
  'direction',
  'pending',
  'min',
  'max',
  'from',
  'to',
] as const;

export type FilterPart = (typeof FILTER_PARTS)[number];

/** The ranges a reader can choose, in days; the first is the default, the last is all that Plaid has. */
export const DAYS: readonly number[] = [30, 90, 180, 365, 730];
const DEFAULT_DAYS = 30;
const MOST_DAYS = 730;

const LONGEST_TEXT = 100;
const LAST_PAGE = 10_000;

/** The filter in an address. Never throws: what makes no sense is left out, what is too large is cut. */
export function parseFilter(query: Readonly<Record<string, unknown>>): Filter {
  const text = (name: string) => plainText(query[name]);
  const [min, max] = inOrder(parseTypedAmount(text('min')), parseTypedAmount(text('max')), Number);
  const [from, to] = inOrder(dayOrNone(text('from')), dayOrNone(text('to')), Date.parse);
  return {
    days: DAYS.find((days) => String(days) === text('days')) ?? DEFAULT_DAYS,
    q: text('q'),
    account: text('account'),
    category: /^[A-Z0-9_]+$/.test(text('category')) ? text('category') : '',
    direction: oneOf(['in', 'out'], text('direction')),
    pending: oneOf(['only', 'no'], text('pending')),
    min,
    max,
    from,
    to,
    page: /^\d+$/.test(text('page')) ? Math.min(Math.max(1, Number(text('page'))), LAST_PAGE) : 1,
  };
}

/** Cut text can end in half a character, which no address can carry. */
function plainText(value: unknown): string {
  return typeof value === 'string'
    ? value
        .slice(0, LONGEST_TEXT)
        .replaceAll(/\p{Surrogate}/gu, '')
        .trim()
    : '';
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

/** The filter as a query without its question mark; what is not used, or as usual, is left out. */
export function toQuery(filter: Filter): string {
  const query = new URLSearchParams();
  if (filter.days !== DEFAULT_DAYS) query.set('days', String(filter.days));
  for (const part of FILTER_PARTS) if (filter[part] !== '') query.set(part, filter[part]);
  if (filter.page !== 1) query.set('page', String(filter.page));
  return query.toString();
}

/** The filter with one part taken off, on its first page. */
export function without(filter: Filter, part: FilterPart): Filter {
  return { ...filter, [part]: '', page: 1 };
}

/** The filter with every part taken off, looking back as far. */
export function withoutAll({ days }: Filter): Filter {
  return { ...parseFilter({}), days };
}

/** Whether the filter lets every transaction of its range through. */
export function isUnfiltered(filter: Filter): boolean {
  return FILTER_PARTS.every((part) => part === 'from' || part === 'to' || filter[part] === '');
}

/** The days to ask the banks for: never more than the filter needs, nor than Plaid has. */
export function rangeOf(filter: Filter, today: Day): DayRange {
  const oldest = addDays(today, -MOST_DAYS);
  const to = clamp(filter.to || today, oldest, today);
  return { from: clamp(filter.from || addDays(to, -filter.days), oldest, to), to };
}

function clamp(day: Day, first: Day, last: Day): Day {
  if (day < first) return first;
  return day > last ? last : day;
}

/**
 * Plain decimal text such as `12.40` for `$12.40`, `12,40`, `1,234.50`, `1.234,50` or `−12.4`; its sign is dropped.
 * Empty for what is no amount. `1,234` is a thousand and more, `1.234` is not: a point is our own decimal mark.
 */
export function parseTypedAmount(text: string): string {
  const typed = text.replaceAll(/[\s+\-−'’\p{Sc}]/gu, '');
  const [, whole = '', fraction] = SHAPES.map((shape) => shape.exec(typed)).find(Boolean) ?? [];
  const digits = whole.replaceAll(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

const SHAPES = [
  /^(\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,8}))?$/,
  /^(\d{1,3}(?:\.\d{3}){1,3}),(\d{1,8})$/,
  /^(\d{1,3}(?:\.\d{3}){2,3})$/,
  /^(\d{1,12})(?:[.,](\d{1,8}))?$/,
];

/** The typed amount in minor units of a currency; it may have a fraction where more decimals were typed than it has. */
export function typedMinor(decimal: string, currency: string): number {
  return Number(`${decimal}e${decimalsOf(currency)}`);
}
