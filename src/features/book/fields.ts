/** The form of one line: what its fields hold, the line they make, and why they make none. */

import { categoryCalled, lineFault, tidy, withoutMarks } from '../../finance/book/check.ts';
import { BOOK_KINDS, type Book, type BookLine, type Match } from '../../finance/book/lines.ts';
import { speltAsIn } from '../../finance/book/text.ts';
import { isPlaidCategory } from '../../finance/categories.ts';
import type { Day } from '../../finance/model.ts';
import { toDecimal } from '../../finance/money.ts';
import { parseTypedAmount, typedMinor } from '../../finance/typed-amount.ts';
import { COUNT_CHOICES, OWN_CHOICES, STATUS_CHOICES } from './words.ts';

/** As typed; empty where nothing was. `words` are a category of the person's own, and go before `category`. */
export interface Fields extends Readonly<ReturnType<typeof textsIn>> {
  readonly kind: BookLine['kind'];
}

/** Longer than any of them can be, and short enough to be printed again. */
const LONGEST_FIELD = 200;

/** The fields in an address or a form. An unknown kind is the first one. */
export function fieldsIn(source: Readonly<Record<string, unknown>>): Fields {
  const kind = BOOK_KINDS.find((one) => one === textOf(source.kind)) ?? 'file';
  return { ...textsIn(source), kind };
}

function textsIn(source: Readonly<Record<string, unknown>>) {
  const text = (name: string) => textOf(source[name]).slice(0, LONGEST_FIELD);
  return {
    ...{ text: text('text'), direction: text('direction'), account: text('account') },
    ...{ category: text('category'), words: text('words'), name: text('name') },
    ...{ as: text('as'), is: text('is'), of: text('of') },
    ...{ amount: text('amount'), currency: text('currency'), day: text('day') },
    ...{ from: text('from'), rate: text('rate'), to: text('to') },
  };
}

/** Of a field that is there several times the first counts. */
function textOf(value: unknown): string {
  const [first = ''] = [value].flat();
  return typeof first === 'string' ? first : '';
}

/** The fields of a line that is to be edited. An amount that is hidden must be typed again. */
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
      return { ...matchValues(line.match), as: line.countsAs };
    case 'recurring':
      return { text: line.text, is: line.status };
    case 'target':
      return { ...categoryValues(line.category), ...amountValues(line, isHidden) };
    case 'own':
      return { name: line.name, of: line.ownKind, day: line.day, ...amountValues(line, isHidden) };
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

/** The line that the fields make, spelt as the book is; a sentence where they make none. */
export function lineIn(fields: Fields, book: Book, today: Day): BookLine | string {
  const line = lineOf(fields);
  return typeof line === 'string' ? line : (lineFault(line, today) ?? speltAsIn(book, line));
}

function lineOf(fields: Fields): BookLine | string {
  switch (fields.kind) {
    case 'file':
      return { kind: 'file', match: matchIn(fields), category: categoryIn(fields) };
    case 'call':
      return { kind: 'call', match: matchIn(fields), name: tidy(fields.name) };
    case 'count': {
      const countsAs = COUNT_CHOICES.find(({ value }) => value === fields.as)?.value;
      return countsAs ? { kind: 'count', match: matchIn(fields), countsAs } : 'Choose what it counts as.';
    }
    case 'recurring': {
      const status = STATUS_CHOICES.find(({ value }) => value === fields.is)?.value;
      if (!status) return 'Choose whether it does not recur, or has ended.';
      return { kind: 'recurring', text: tidy(withoutMarks(fields.text)), status };
    }
    case 'target':
      return { kind: 'target', category: categoryIn(fields), ...amountIn(fields) };
    case 'own': {
      const ownKind = OWN_CHOICES.find(({ value }) => value === fields.of)?.value;
      if (!ownKind) return 'Choose what it is.';
      const { amountMinor, currency } = amountIn(fields);
      // Pages write what is owed with a minus, and a line without.
      const owed = ownKind === 'loan' ? Math.abs(amountMinor) : amountMinor;
      return {
        ...{ kind: 'own', name: tidy(fields.name), ownKind, amountMinor: owed, currency },
        day: fields.day.trim(),
      };
    }
    case 'rate': {
      const rate = fields.rate.trim();
      const [, whole, rest] = THOUSANDS_OR_DECIMALS.exec(rate) ?? [];
      if (whole) return `Write ${whole}${rest} or ${whole}.${rest}: ${rate} can mean either.`;
      return { kind: 'rate', from: codeIn(fields.from), rate: rate.replace(',', '.'), to: codeIn(fields.to) };
    }
  }
}

/** `1,350`. What begins with a zero, or has more digits before the comma, is no thousands: `0,925` is 0.925. */
const THOUSANDS_OR_DECIMALS = /^([1-9]\d{0,2}),(\d{3})$/;

function matchIn({ text, direction, account }: Fields): Match {
  return {
    text: tidy(withoutMarks(text)),
    direction: direction === 'in' || direction === 'out' ? direction : null,
    account: tidy(account) === '' ? null : tidy(account),
  };
}

function categoryIn({ category, words }: Fields): string {
  return tidy(words) === '' ? category : categoryCalled(tidy(words));
}

/** An amount that is none has no number. A minus may stand after the sign of a currency: `€ −12,50`. */
function amountIn({ amount, currency }: Fields): { amountMinor: number; currency: string } {
  const code = codeIn(currency);
  const decimal = parseTypedAmount(amount);
  const minor = decimal === '' ? Number.NaN : typedMinor(decimal, code);
  return { amountMinor: /^\D*[-−]/.test(amount) ? 0 - minor : minor, currency: code };
}

function codeIn(code: string): string {
  return code.trim().toUpperCase();
}
