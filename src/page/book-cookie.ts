/** What the cookies of a book hold, packed small: the whole book as its text, or changes that are not in it yet. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Book, BookLine } from '../finance/book/lines.ts';
import { formatBook, formatLine, LARGEST_BOOK, parseBook } from '../finance/book/text.ts';

/** Lines to write, each in place of the one that speaks of the same, and keys (`keyOf`) of lines to take away. */
export interface BookChange {
  readonly put: readonly BookLine[];
  readonly remove: readonly string[];
}

/** A change and when it was made, in milliseconds since 1970: the later of two that speak of the same counts. */
export interface DatedChange extends BookChange {
  readonly time: number;
}

export type BookContent =
  | { readonly is: 'whole'; readonly lines: Book }
  | { readonly is: 'changes'; readonly changes: readonly DatedChange[] };

/** The first byte. Any other is of a version that is not known here. */
const FORMS = { whole: 1, changes: 2 } as const;

/** One byte that says the form, and deflated text. */
export function packBook(content: BookContent): Buffer {
  const text = content.is === 'whole' ? formatBook(content.lines) : formatChanges(content.changes);
  return Buffer.concat([Buffer.of(FORMS[content.is]), deflateRawSync(text, { level: 9 })]);
}

/** The content, or null where any of it cannot be read: the whole of it was written by a version of these forms, or none. */
export function unpackBook(bytes: Buffer): BookContent | null {
  try {
    const text = inflateRawSync(bytes.subarray(1), { maxOutputLength: LARGEST_BOOK }).toString();
    if (bytes[0] === FORMS.whole) return { is: 'whole', lines: readLines(text) };
    if (bytes[0] === FORMS.changes) return { is: 'changes', changes: readChanges(text) };
    return null;
  } catch {
    return null;
  }
}

/** A time, the lines to write as text, and keys. */
type Written = readonly [time: number, lines: string, keys: readonly string[]];

function formatChanges(changes: readonly DatedChange[]): string {
  const written = changes.map(({ time, put, remove }): Written => {
    return [time, put.map(formatLine).join('\n'), remove];
  });
  return JSON.stringify(written);
}

function readChanges(text: string): DatedChange[] {
  const written: readonly Written[] = JSON.parse(text);
  return written.map(([time, lines, remove]) => ({ time, put: readLines(lines), remove }));
}

/** Throws where a line is not understood, so that none is lost without a word. */
function readLines(text: string): Book {
  const { lines, problems } = parseBook(text);
  if (problems.length > 0) throw new RangeError('a line of another version');
  return lines;
}
