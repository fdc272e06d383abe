/** One line of a book's text, taken apart. */

import { decimalsOf } from '../currency.ts';
import type { Day } from '../model.ts';
import { categoryCalled, lineFault, tidy } from './check.ts';
import {
  type BookLine,
  COUNTS_AS,
  type CountLine,
  type FileLine,
  type Match,
  OWN_KINDS,
  type OwnLine,
  type RecurringLine,
} from './lines.ts';

/** Longer than any line has to be. What comes from outside is taken apart no longer than this. */
export const LONGEST_LINE = 500;

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * The line of a text; a sentence where it is none, or where it is a figure of the future; null for one that is a comment
 * alone.
 */
export function parseLine(line: string, today?: Day): BookLine | string | null {
  if (line.length > LONGEST_LINE) return `A line is at most ${LONGEST_LINE} characters long.`;
  const tokens = tokensOf(line);
  if (tokens === null) return 'A quotation mark is missing.';
  const [first, ...rest] = tokens;
  if (!first) return null;
  const parse = first.isQuoted ? undefined : PARSERS.get(first.text);
  if (!parse) return 'A line begins with file, call, count, recurring, target, own or rate.';
  const parsed = parse(rest);
  return typeof parsed === 'string' ? parsed : (lineFault(parsed, today) ?? parsed);
}

/** Words and quoted texts, up to a comment; null where a quoted text has no end. */
function tokensOf(line: string): Token[] | null {
  const tokens: Token[] = [];
  for (const [, quoted, word = '', mark] of line.matchAll(/["“”]([^"“”]*)["“”]|([^\s"“”]+)|(["“”])/g)) {
    if (mark !== undefined) return null;
    if (quoted === undefined && word.startsWith('#')) break;
    tokens.push(quoted === undefined ? { text: word, isQuoted: false } : { text: quoted, isQuoted: true });
  }
  return tokens;
}

type Parse = (tokens: readonly Token[]) => BookLine | string;

const PARSERS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['file', (tokens) => parseRule(tokens, 'under', fileLine)],
  ['call', (tokens) => parseRule(tokens, null, (match, name) => ({ kind: 'call', match, name }))],
  ['count', (tokens) => parseRule(tokens, 'as', countLine)],
  ['recurring', parseRecurring],
  ['target', parseTarget],
  ['own', parseOwn],
  ['rate', parseRate],
]);

/** `"text" under|as value [in|out] [on "account"]`; `call` has no word between. */
function parseRule(
  [text, ...rest]: readonly Token[],
  word: string | null,
  make: (match: Match, value: string) => BookLine | string,
): BookLine | string {
  if (!text?.isQuoted) return 'The text to look for must come first, in quotation marks.';
  if (word !== null && !isWord(rest[0], word)) return `After the text there must be the word “${word}”.`;
  const { value, direction, account } = takeTail(word === null ? rest : rest.slice(1));
  const written = joined(value);
  if (written === null) return 'Quotation marks must be around the whole name or category, or left out.';
  return make({ text: tidy(text.text), direction, account }, written);
}

/** In quotation marks, `in`, `out` and `on` are words like others. */
function takeTail(tokens: readonly Token[]): { value: readonly Token[] } & Omit<Match, 'text'> {
  const hasAccount = tokens.at(-1)?.isQuoted && isWord(tokens.at(-2), 'on');
  const account = hasAccount ? tidy(tokens.at(-1)?.text ?? '') : null;
  const value = hasAccount ? tokens.slice(0, -2) : tokens;
  const direction = (['in', 'out'] as const).find((way) => isWord(value.at(-1), way)) ?? null;
  return { value: direction ? value.slice(0, -1) : value, direction, account };
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.text === word && !token.isQuoted;
}

/** Words as they stand, or one quoted text; null for both. */
function joined(tokens: readonly Token[]): string | null {
  if (tokens.length > 1 && tokens.some(({ isQuoted }) => isQuoted)) return null;
  return tidy(tokens.map(({ text }) => text).join(' '));
}

function fileLine(match: Match, category: string): FileLine {
  return { kind: 'file', match, category: categoryCalled(category) };
}

function countLine(match: Match, value: string): CountLine | string {
  const countsAs = COUNTS_AS.find((kind) => kind === value);
  return countsAs
    ? { kind: 'count', match, countsAs }
    : 'It can count as transfer, income, spending or nothing.';
}

function parseRecurring([text, ...rest]: readonly Token[]): RecurringLine | string {
  if (!text?.isQuoted) return 'The text to look for must come first, in quotation marks.';
  const status = (['no', 'ended'] as const).find((word) => rest.length === 1 && isWord(rest[0], word));
  return status
    ? { kind: 'recurring', text: tidy(text.text), status }
    : 'After the text there must be only “no” or “ended”.';
}

function parseTarget(tokens: readonly Token[]): BookLine | string {
  const [amount, currency] = tokens.slice(-2);
  const category = joined(tokens.slice(0, -2));
  if (!amount || !currency || !category) return 'A target is a category, an amount and a currency.';
  return { kind: 'target', category: categoryCalled(category), ...moneyOf(amount, currency) };
}

function parseOwn([name, kind, amount, currency, day, ...more]: readonly Token[]): OwnLine | string {
  if (!name?.isQuoted || !day || !amount || !currency || more.length > 0) {
    return 'An account of your own is a name in quotation marks, a kind, an amount, a currency and a date.';
  }
  const ownKind = OWN_KINDS.find((word) => isWord(kind, word));
  if (!ownKind) return 'Its kind must be property, vehicle, cash, loan or other.';
  return { kind: 'own', name: tidy(name.text), ownKind, ...moneyOf(amount, currency), day: day.text };
}

function parseRate([from, rate, to, ...more]: readonly Token[]): BookLine | string {
  if (!from || !rate || !to || more.length > 0) return 'A rate is a currency, a number and a currency.';
  return { kind: 'rate', from: from.text, rate: rate.text, to: to.text };
}

/** Not a number where the amount is not written in digits, or in smaller parts than the currency has. */
function moneyOf(amount: Token, { text: currency }: Token): { amountMinor: number; currency: string } {
  const [, whole = '', fraction = ''] = /^(\d{1,15})(?:\.(\d{1,8}))?$/.exec(amount.text) ?? [];
  const decimals = decimalsOf(currency);
  const isExact = whole !== '' && fraction.length <= decimals;
  return { amountMinor: isExact ? Number(whole + fraction.padEnd(decimals, '0')) : Number.NaN, currency };
}
