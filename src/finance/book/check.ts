/** What a line of a book may hold, and how many of them a book has room for. */

import { CATEGORIES, plaidPrimary } from '../categories.ts';
import { decimalsOf } from '../currency.ts';
import { addDays, isDay } from '../days.ts';
import type { Day } from '../model.ts';
import { type Book, type BookLine, RULE_KINDS } from './lines.ts';
import { fold, wordsOf } from './words.ts';

/** In characters. */
export const LONGEST_TEXT = 100;
const LONGEST_NAME = 40;
/** In minor units: the sum of all that a book has room for is still exact. */
const LARGEST_AMOUNT = 1e14;

const GROUPS: readonly { kinds: readonly BookLine['kind'][]; most: number; called: string }[] = [
  { kinds: RULE_KINDS, most: 200, called: 'rules (file, call, count, recurring)' },
  { kinds: ['target'], most: 50, called: 'targets' },
  { kinds: ['own'], most: 50, called: 'accounts of your own' },
  { kinds: ['rate'], most: 20, called: 'rates' },
];

/**
 * Takes lines one by one: why a book has no room for a further one of a kind, a sentence; null where it has, and then it
 * counts. There is room for as many as the book had before, be they too many.
 */
export function createRoom(before: Book = []): (kind: BookLine['kind']) => string | null {
  const groups = GROUPS.map((group) => {
    const had = before.filter(({ kind }) => group.kinds.includes(kind)).length;
    return { ...group, left: Math.max(group.most, had) };
  });
  return (kind) => {
    const group = groups.find(({ kinds }) => kinds.includes(kind));
    if (!group) return null;
    if (group.left === 0) return `A book has room for ${group.most} ${group.called}.`;
    group.left--;
    return null;
  };
}

/**
 * Why a book is too large, in a sentence; null for one that has room for all its lines. With the book that was there
 * before, only what has become more counts.
 */
export function bookFault(book: Book, before: Book = []): string | null {
  const room = createRoom(before);
  return book.map(({ kind }) => room(kind)).find((fault) => fault !== null) ?? null;
}

/**
 * Why a line cannot stand in a book, in a sentence; null for one that can. Where today is known, a figure is not of the
 * future; in time zones ahead of ours it is tomorrow already.
 */
export function lineFault(line: BookLine, today?: Day): string | null {
  switch (line.kind) {
    case 'file':
      return matchFault(line.match) ?? categoryFault(line.category);
    case 'call':
      return matchFault(line.match) ?? nameFault(line.name, 'The new name');
    case 'count':
      return matchFault(line.match);
    case 'recurring':
      return matchFault({ text: line.text, account: null });
    case 'target':
      return categoryFault(line.category) ?? unspentFault(line.category) ?? amountFault(line, 1);
    case 'own':
      return nameFault(line.name, 'The name') ?? amountFault(line, 0) ?? dayFault(line.day, today);
    case 'rate':
      return currencyFault(line.from) ?? rateFault(line) ?? currencyFault(line.to);
  }
}

function matchFault({ text, account }: { text: string; account: string | null }): string | null {
  if (wordsOf(text).length === 0) return 'The text to look for needs a letter or a digit.';
  const fault = textFault(text, 'The text to look for', LONGEST_TEXT);
  return fault ?? (account === null ? null : textFault(account, 'The account’s name', LONGEST_TEXT));
}

function nameFault(name: string, what: string): string | null {
  return textFault(name, what, LONGEST_NAME);
}

/** A category of one's own without a lower-case letter would be taken for a code of Plaid's, here or in an address. */
function categoryFault(category: string): string | null {
  if (plaidPrimary(category)) return null;
  const fault = textFault(category, 'The category', LONGEST_NAME);
  if (fault) return fault;
  const code = codeLike(category);
  if (code !== null) return `Did you mean ${code}?`;
  if (!/^[A-Z0-9_, ]+$/.test(category)) return null;
  return `${category} is not one of Plaid’s categories. A category of your own needs a lower-case letter, such as Pets.`;
}

/** One of Plaid's codes in other letters: a primary one, or a detailed one where it is written with its signs. */
function codeLike(words: string): string | null {
  const code = words.toUpperCase().replaceAll(' ', '_');
  const isPrimary = CATEGORIES.some(({ id }) => id === code);
  return isPrimary || (!words.includes(' ') && plaidPrimary(code)) ? code : null;
}

/** A category as a line has it: words that are the label of one of Plaid's primary categories are that one. */
export function categoryCalled(words: string): string {
  return BY_LABEL.get(fold(words)) ?? words;
}

const BY_LABEL: ReadonlyMap<string, string> = new Map(CATEGORIES.map(({ id, label }) => [fold(label), id]));

const NEVER_SPENT: ReadonlySet<string | undefined> = new Set([
  ...['INCOME', 'TRANSFER_IN', 'TRANSFER_OUT', 'LOAN_DISBURSEMENTS'],
]);

/** Whether no target can be for this category: what it has is not spending. */
export function isNeverSpent(category: string): boolean {
  return NEVER_SPENT.has(plaidPrimary(category)?.id);
}

function unspentFault(category: string): string | null {
  if (!isNeverSpent(category)) return null;
  return 'Targets are for spending, and this category is not spending.';
}

/** Half a character, what cannot be seen, and what turns the direction of the text around it. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** What has no ink of its own: Unicode's ignorable characters, of which some are letters, and Braille's empty cell. */
const WITHOUT_INK = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

function textFault(text: string, what: string, longest: number): string | null {
  if (text.trim() === '') return `${what} is missing.`;
  if ([...text].length > longest) return `${what} is longer than ${longest} characters.`;
  if (UNSEEN.test(text)) return `${what} has a character that cannot be seen.`;
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replaceAll(WITHOUT_INK, '')))
    return `${what} has nothing in it that can be seen.`;
  if (text !== withoutMarks(text)) return `${what} cannot have a quotation mark in it.`;
  if (text !== tidy(text)) return `${what} has extra spaces or separate accent characters.`;
  return null;
}

/** Quotation marks cannot be written in a line, and part words as a space does. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/["“”]/g, ' ');
}

/** A text as a book holds it: one space between words and none around them, each letter in one piece (NFC). */
export function tidy(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

function amountFault(line: { amountMinor: number; currency: string }, least: number): string | null {
  const fault = currencyFault(line.currency);
  if (fault) return fault;
  if (!Number.isInteger(line.amountMinor)) {
    const decimals = decimalsOf(line.currency);
    return `The amount must be written in digits, with ${decimals === 0 ? 'no' : `at most ${decimals}`} decimals, such as 1250.`;
  }
  if (line.amountMinor < least)
    return least > 0 ? 'A target must be more than zero.' : 'The amount is below zero.';
  return line.amountMinor > LARGEST_AMOUNT ? 'The amount is too large.' : null;
}

function currencyFault(code: string): string | null {
  if (/^[A-Z][A-Z0-9]{2,7}$/.test(code)) return null;
  return 'A currency must be a code in capital letters, such as USD.';
}

function dayFault(day: string, today: Day | undefined): string | null {
  if (!isDay(day)) return 'The date must be one that exists, written like 2026-11-01.';
  if (today === undefined || day <= addDays(today, 1)) return null;
  return 'The date is too far in the future. Enter a date up to tomorrow.';
}

function rateFault({ from, to, rate }: { from: string; to: string; rate: string }): string | null {
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(rate)) {
    return 'A rate must be written in digits, with at most 12 before and 12 after a point, such as 1.08.';
  }
  if (/^[0.]+$/.test(rate)) return 'A rate must be more than zero.';
  return from === to ? 'A rate is between two currencies.' : null;
}
