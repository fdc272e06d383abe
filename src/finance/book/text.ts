/** A book as plain text, one line each: what a person downloads, edits and uploads, and what their cookie holds. */

import type { Day } from '../model.ts';
import { toDecimal } from '../money.ts';
import { createRoom } from './check.ts';
import { BOOK_KINDS, type Book, type BookLine, type Match } from './lines.ts';
import { LONGEST_LINE, parseLine } from './parse-line.ts';
import { fold, wordsOf } from './words.ts';

/** In bytes. */
export const LARGEST_BOOK = 64 * 1024;
/** Of every book that is written here. */
export const FIRST_LINE = '# Ledgerless book 1';

/** A line that was not understood. */
export interface BookProblem {
  /** 1 is the first. */
  readonly number: number;
  readonly line: string;
  /** A sentence. */
  readonly why: string;
}

/**
 * The lines of a text in canonical order, and what in it was not understood. Never throws. `hasBounds: false` is for
 * what the app itself has written: two tabs at once can write more lines than a book has room for, and none may be lost.
 * With today, figures of the future are not understood.
 */
export function parseBook(
  text: string,
  { hasBounds = true, today }: { readonly hasBounds?: boolean; readonly today?: Day | undefined } = {},
): { lines: Book; problems: BookProblem[] } {
  if (Buffer.byteLength(text) > LARGEST_BOOK) {
    const why = 'A book is at most 64 KB. Nothing of this one was read.';
    return { lines: [], problems: [{ number: 1, line: '', why }] };
  }
  const written = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/);
  const [, version = '1'] = /^# *Ledgerless book +(\S{1,20})/i.exec(written[0] ?? '') ?? [];
  if (version !== '1') {
    const why = `This is a book of version ${version}. This server reads version 1 only, so nothing was read.`;
    return { lines: [], problems: [{ number: 1, line: written[0] ?? '', why }] };
  }
  const read = written.map((line) => (/^\s*(#|$)/.test(line) ? null : parseLine(line, today)));
  const spelt = spellings(read.filter((line) => line !== null && typeof line !== 'string'));
  const room = hasBounds ? createRoom() : null;
  const lines = new Map<string, BookLine>();
  const problems: BookProblem[] = [];
  for (const [index, parsed] of read.entries()) {
    if (parsed === null) continue;
    const why = typeof parsed === 'string' ? parsed : addTo(lines, inSpelling(parsed, spelt), room);
    const line = (written[index] ?? '').slice(0, LONGEST_LINE);
    if (why !== null) problems.push({ number: index + 1, line, why });
  }
  return { lines: inOrder(lines), problems };
}

/** Of categories that differ in case or accents alone, the spelling that all lines take: the first by its letters. */
function spellings(book: Book): ReadonlyMap<string, string> {
  const spelt = new Map<string, string>();
  for (const line of book) {
    if (line.kind !== 'file' && line.kind !== 'target') continue;
    const words = line.category;
    const other = spelt.get(fold(words));
    if (other === undefined || words < other) spelt.set(fold(words), words);
  }
  return spelt;
}

function inSpelling(line: BookLine, spelt: ReadonlyMap<string, string>): BookLine {
  if (line.kind !== 'file' && line.kind !== 'target') return line;
  return { ...line, category: spelt.get(fold(line.category)) ?? line.category };
}

/** A line with its category in the spelling that a book has already. */
export function speltAsIn(book: Book, line: BookLine): BookLine {
  return inSpelling(line, spellings(book));
}

/** A later line goes before an earlier one about the same. */
function addTo(
  lines: Map<string, BookLine>,
  line: BookLine,
  room: ReturnType<typeof createRoom> | null,
): string | null {
  const key = keyOf(line);
  const fault = lines.has(key) || room === null ? null : room(line.kind);
  if (fault === null) lines.set(key, line);
  return fault;
}

/** The whole book: its first line, then one canonical line each. Read again, it is the same book. */
export function formatBook(book: Book): string {
  return `${[FIRST_LINE, ...changeBook(book, {}).map(formatLine)].join('\n')}\n`;
}

/** A line as it is written. */
export function formatLine(line: BookLine): string {
  switch (line.kind) {
    case 'file':
      return `file "${line.match.text}" under ${inMarks(line.category)}${tailOf(line.match)}`;
    case 'call':
      return `call "${line.match.text}" ${inMarks(line.name)}${tailOf(line.match)}`;
    case 'count':
      return `count "${line.match.text}" as ${line.countsAs}${tailOf(line.match)}`;
    case 'recurring':
      return `recurring "${line.text}" ${line.status}`;
    case 'target':
      return `target ${inMarks(line.category)} ${amountOf(line)} ${line.currency}`;
    case 'own':
      return `own "${line.name}" ${line.ownKind} ${amountOf(line)} ${line.currency} ${line.day}`;
    case 'rate':
      return `rate ${line.from} ${line.rate} ${line.to}`;
  }
}

function tailOf({ direction, account }: Pick<Match, 'direction' | 'account'>): string {
  return `${direction ? ` ${direction}` : ''}${account === null ? '' : ` on "${account}"`}`;
}

/** Only where they are needed: a last word could be read as a direction, or what follows as a comment. */
function inMarks(text: string): string {
  return /(^| )(in|out)$|#/.test(text) ? `"${text}"` : text;
}

/** `600` and not `600.00`, as a person writes it. */
function amountOf({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  return toDecimal(amountMinor, currency).replace(/\.0+$/, '');
}

/** What a line speaks of: of two with one key only one can be in a book. */
export function keyOf(line: BookLine): string {
  if ('match' in line) {
    const { text, direction, account } = line.match;
    const tail = tailOf({ direction, account: account === null ? null : fold(account) });
    return `${line.kind} "${wordsOf(text).join(' ')}"${tail}`;
  }
  if (line.kind === 'recurring') return `recurring "${wordsOf(line.text).join(' ')}"`;
  if (line.kind === 'target') return `target ${fold(line.category)} ${line.currency}`;
  return line.kind === 'own' ? `own ${fold(line.name)}` : `rate ${line.from}`;
}

/** The book with lines put in, each in the place of the one of its key, and others taken out by their keys. */
export function changeBook(
  book: Book,
  { put = [], remove = [] }: { put?: readonly BookLine[]; remove?: readonly string[] },
): Book {
  const lines = new Map(book.map((line) => [keyOf(line), line]));
  for (const key of remove) lines.delete(key);
  for (const line of put) lines.set(keyOf(line), line);
  return inOrder(lines);
}

/** By kind, then by key; no language has a say in it. */
function inOrder(lines: ReadonlyMap<string, BookLine>): Book {
  const sorted = [...lines].sort(
    ([key, { kind }], [otherKey, { kind: otherKind }]) =>
      BOOK_KINDS.indexOf(kind) - BOOK_KINDS.indexOf(otherKind) || (key < otherKey ? -1 : 1),
  );
  return sorted.map(([, line]) => line);
}
