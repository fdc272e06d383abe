/** What the cookies of a book hold, packed small: the whole book as its text, or changes that are not in it yet. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Book, BookLine } from '../finance/book/lines.ts';
import {
  changeBook,
  FIRST_LINE,
  formatBook,
  formatLine,
  keyOf,
  LARGEST_BOOK,
  parseBook,
} from '../finance/book/text.ts';
import type { Vault } from '../web/vault.ts';

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
/** Of each form, inflated. Changes have quotation marks escaped, and can take as many lines away as they write. */
const MOST_BYTES = { whole: LARGEST_BOOK, changes: 4 * LARGEST_BOOK } as const;

/** One byte that says the form, and deflated text. */
export function packBook(content: BookContent): Buffer {
  const text = content.is === 'whole' ? formatBook(content.lines) : formatChanges(content.changes);
  return Buffer.concat([Buffer.of(FORMS[content.is]), deflateRawSync(text, { level: 9 })]);
}

/** The content. Null where any line cannot be read. */
export function unpackBook(bytes: Buffer): BookContent | null {
  try {
    if (bytes[0] === FORMS.whole) return { is: 'whole', lines: readWhole(inflated(bytes, 'whole')) };
    if (bytes[0] === FORMS.changes)
      return { is: 'changes', changes: readChanges(inflated(bytes, 'changes')) };
    return null;
  } catch {
    return null;
  }
}

function inflated(bytes: Buffer, form: keyof typeof FORMS): string {
  return inflateRawSync(bytes.subarray(1), { maxOutputLength: MOST_BYTES[form] }).toString();
}

/** Whether these changes, in one cookie, could not be read again. */
export function areTooLong(changes: readonly DatedChange[]): boolean {
  return Buffer.byteLength(formatChanges(changes)) > MOST_BYTES.changes;
}

/**
 * The same changes, the earliest first, without what a later one of them replaces. In whatever order they are put
 * together with those of other cookies, the latest of each key is left, and that one counts.
 */
export function withoutReplaced(changes: readonly DatedChange[]): DatedChange[] {
  const seen = new Set<string>();
  const latestFirst = changes.toReversed().map(({ time, put, remove }) => {
    const left = {
      time,
      put: put.filter((line) => !seen.has(keyOf(line))),
      remove: remove.filter((key) => !seen.has(key)),
    };
    for (const key of [...put.map(keyOf), ...remove]) seen.add(key);
    return left;
  });
  return latestFirst.filter(({ put, remove }) => put.length + remove.length > 0).toReversed();
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

/** Throws where the text does not begin as a book does: deflate reads an empty one out of many bytes that are none. */
function readWhole(text: string): Book {
  if (!text.startsWith(FIRST_LINE)) throw new RangeError('no book');
  return readLines(text);
}

/** Throws where a line is not understood, so that none is lost without a word. */
function readLines(text: string): Book {
  const { lines, problems } = parseBook(text, { hasBounds: false });
  if (problems.length > 0) throw new RangeError('a line of another version');
  return lines;
}

/** What is in all cookies of a book. */
export interface BookContents {
  readonly lines: Book;
  /** The earliest first, each once. */
  readonly changes: readonly DatedChange[];
  /** The cookies that hold them, in the order in which they are to be cleared: what is left for a moment is the latest. */
  readonly changeSlots: readonly string[];
  readonly unreadable: readonly string[];
}

/** The book in these cookies: the whole, and each change in turn. */
export function contentsOf(entries: Vault['entries']): BookContents {
  const opened = entries.map(({ slot, content }) => ({ slot, content: unpackBook(content) }));
  const wholes = opened.flatMap(({ content }) => (content?.is === 'whole' ? [content.lines] : []));
  const cookies = opened.flatMap(({ slot, content }) =>
    content?.is === 'changes' ? [{ slot, changes: content.changes }] : [],
  );
  const changes = inOrder(cookies.flatMap(({ changes }) => changes));
  const latestOf = ({ changes }: { changes: readonly DatedChange[] }) => changes.at(-1)?.time ?? 0;
  return {
    lines: changes.reduce(changeBook, wholes[0] ?? []),
    changes,
    changeSlots: cookies.toSorted((a, b) => latestOf(a) - latestOf(b)).map(({ slot }) => slot),
    unreadable: opened.flatMap(({ slot, content }) => (content === null ? [slot] : [])),
  };
}

/** By time, and the same wherever two are of one time: every request has to find the same book in the same cookies. */
function inOrder(changes: readonly DatedChange[]): DatedChange[] {
  const texts = new Map(changes.map((change) => [JSON.stringify(change), change]));
  return [...texts]
    .sort(
      ([text, { time }], [otherText, { time: otherTime }]) => time - otherTime || (text < otherText ? -1 : 1),
    )
    .map(([, change]) => change);
}
