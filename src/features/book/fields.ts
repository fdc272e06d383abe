/** The form of one line: what its fields hold, the line they make, and why they make none. */

import { lineFault, tidy } from '../../finance/book/check.ts';
import { BOOK_KINDS, type BookLine, type Match } from '../../finance/book/lines.ts';
import { isPlaidCategory } from '../../finance/categories.ts';
import { parseTypedAmount, typedMinor } from '../../finance/filter.ts';
import { toDecimal } from '../../finance/money.ts';
import { COUNT_CHOICES, OWN_CHOICES } from './words.ts';

/** The kinds that change transactions: what they change is shown before it counts. */
export function isRule(kind: BookLine['kind']): boolean {
  return kind === 'file' || kind === 'call' || kind === 'count' || kind === 'recurring';
}

const NAMES = [
  ...(['text', 'direction', 'account', 'category', 'words', 'name', 'as', 'is'] as const),
  ...(['of', 'amount', 'currency', 'day', 'from', 'rate', 'to'] as const),
];

/** As typed; empty where nothing was. `words` are a category of the person's own, and go before `category`. */
export type Fields = { readonly kind: BookLine['kind'] } & Readonly<Record<(typeof NAMES)[number], string>>;

/** Longer than any of them can be, and short enough to be printed again. */
const LONGEST_FIELD = 200;

/** The fields in an address or a form. An unknown kind is the first one. */
export function fieldsIn(source: Readonly<Record<string, unknown>>): Fields {
  const texts = Object.fromEntries(NAMES.map((name) => [name, textOf(source[name]).slice(0, LONGEST_FIELD)]));
  const kind = BOOK_KINDS.find((one) => one === textOf(source.kind)) ?? 'file';
  return { ...texts, kind } as Fields;
}

/** Of a field that is there several times the first counts. */
function textOf(value: unknown): string {
  const [first = ''] = [value].flat();
  return typeof first === 'string' ? first : '';
}

/** The fields of a line that is to be edited. An amount that is hidden is to be typed again. */
export function fieldsOf(line: BookLine, isHidden: boolean): Fields {
  return { ...fieldsIn({}), ...valuesOf(line, isHidden), kind: line.kind };
}

function valuesOf(line: BookLine, isHidden: boolean): Partial<Fields> {
  switch (line.kind) {
    case 'file':
      return { ...matchValues(line.match), ...categoryValues(line.category) };
    case 'call':
      return { ...matchValues(line.match), name: line.name };
    case 'count':
      return { ...matchValues(line.match), as: line.as };
    case 'recurring':
      return { text: line.text, is: line.is };
    case 'target':
      return { ...categoryValues(line.category), ...amountValues(line, isHidden) };
    case 'own':
      return { name: line.name, of: line.of, day: line.day, ...amountValues(line, isHidden) };
    case 'rate':
      return { from: line.from, rate: line.rate, to: line.to };
  }
}

function matchValues({ text, direction, account }: Match): Partial<Fields> {
  return { text, direction: direction ?? '', account: account ?? '' };
}

function categoryValues(category: string): Partial<Fields> {
  return isPlaidCategory(category) ? { category } : { words: category };
}

function amountValues(
  { amountMinor, currency }: { amountMinor: number; currency: string },
  isHidden: boolean,
): Partial<Fields> {
  return { amount: isHidden ? '' : toDecimal(amountMinor, currency), currency };
}

/** The line that the fields make; a sentence where they make none. */
export function lineIn(fields: Fields): BookLine | string {
  const line = lineOf(fields);
  return typeof line === 'string' ? line : (lineFault(line) ?? line);
}

function lineOf(fields: Fields): BookLine | string {
  switch (fields.kind) {
    case 'file':
      return { kind: 'file', match: matchIn(fields), category: categoryIn(fields) };
    case 'call':
      return { kind: 'call', match: matchIn(fields), name: tidy(fields.name) };
    case 'count': {
      const as = COUNT_CHOICES.find(({ value }) => value === fields.as)?.value;
      return as ? { kind: 'count', match: matchIn(fields), as } : 'Choose what it counts as.';
    }
    case 'recurring': {
      const { is } = fields;
      if (is !== 'no' && is !== 'ended') return 'Choose whether it is no recurring payment, or has ended.';
      return { kind: 'recurring', text: textIn(fields.text), is };
    }
    case 'target':
      return { kind: 'target', category: categoryIn(fields), ...amountIn(fields) };
    case 'own': {
      const of = OWN_CHOICES.find(({ value }) => value === fields.of)?.value;
      if (!of) return 'Choose what it is.';
      return { kind: 'own', name: tidy(fields.name), of, ...amountIn(fields), day: fields.day.trim() };
    }
    case 'rate': {
      const { from, rate, to } = fields;
      return { kind: 'rate', from: codeIn(from), rate: rate.trim().replace(',', '.'), to: codeIn(to) };
    }
  }
}

function matchIn({ text, direction, account }: Fields): Match {
  return {
    text: textIn(text),
    direction: direction === 'in' || direction === 'out' ? direction : null,
    account: tidy(account) === '' ? null : tidy(account),
  };
}

/** A quotation mark cannot be written in a line, and parts words as a space does. */
function textIn(text: string): string {
  return tidy(text.replaceAll(/["“”]/g, ' '));
}

function categoryIn({ category, words }: Fields): string {
  return tidy(words) === '' ? category : tidy(words);
}

/** An amount that is none has no number; below zero it is that. */
function amountIn({ amount, currency }: Fields): { amountMinor: number; currency: string } {
  const code = codeIn(currency);
  const decimal = parseTypedAmount(amount);
  const minor = decimal === '' ? Number.NaN : typedMinor(decimal, code);
  return { amountMinor: /^\s*[-−]/.test(amount) ? 0 - minor : minor, currency: code };
}

function codeIn(code: string): string {
  return code.trim().toUpperCase();
}
