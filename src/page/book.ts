/**
 * The book of a request. At rest it is one sealed cookie. Each change is at first in a cookie of its own beside it, so
 * that two tabs that write at once lose nothing, and goes into the whole when no answer can be on its way any more that
 * was made without it.
 */

import type { RequestHandler } from 'express';
import { expiryOf } from '../connections/lifetime.ts';
import { bookFault } from '../finance/book/check.ts';
import type { Book } from '../finance/book/lines.ts';
import { changeBook, formatBook, parseBook } from '../finance/book/text.ts';
import { type Vault, VaultFullError } from '../web/vault.ts';
import {
  areTooLong,
  type BookChange,
  type BookContents,
  contentsOf,
  packBook,
  withoutReplaced,
} from './book-cookie.ts';

/** The book would be too long. The message is a sentence that says in what. */
export class BookFullError extends Error {}

/** What can be done with a book, all of it before the first byte. */
export interface BookOfRequest {
  /** Its lines as they are now. */
  readonly lines: Book;
  /** Throws BookFullError, and changes nothing then. */
  change(change: BookChange): void;
  /** Clears what cannot be read, and says so; puts changes into the whole, and renews it. */
  settle(): void;
  /** Clears it where no bank is left, not even one that cannot be read. Whether there was anything to clear. */
  removeWithLastBank(): boolean;
}

/**
 * The slot of the whole: six letters of the vault's, which knows no other slots. Those of changes are drawn by chance.
 */
const WHOLE = 'entire';
/**
 * An answer takes two minutes at the most. One that was made without a change was asked for before the change arrived,
 * and so comes within four minutes of it. The fifth is for servers whose clocks differ.
 */
const SETTLES_AFTER_MS = 5 * 60 * 1000;
/** It is renewed no more often. */
const RENEWED_AFTER_MS = 24 * 60 * 60 * 1000;

const UPLOAD = 'If you have it as a file, you can upload it.';
const LOST = `Your book could not be read, and was removed from this browser. ${UPLOAD}`;
const PARTLY_LOST = `A part of your book could not be read, and was removed from this browser. ${UPLOAD}`;
const OVER = `Your book expired because it was not used, and was removed from this browser. ${UPLOAD}`;
const GONE_WITH_BANKS = `No bank is connected in this browser any more, so your book was removed from it. ${UPLOAD}`;
const NO_ROOM = 'The cookies of this browser have no room for a longer book.';

/** Middleware: settles the book, once it is known which banks are left. */
export const settleBook: RequestHandler = (req, _res, next) => {
  req.context.bookCookies.settle();
  next();
};

/** What a book needs of its request. */
interface OfRequest {
  readonly bankVault: Vault;
  /** Of books. */
  readonly vault: Vault;
  readonly maxSessionDays: number;
  readonly now: Date;
  /** Those that are left at this moment. */
  banks(): readonly { readonly isSessionOnly: boolean }[];
  /** Whether a bank is over by our clock alone. */
  hasUndecided(): boolean;
  /** Tells the person a sentence. */
  notice(sentence: string): void;
}

/** The book in this browser's cookies. */
export function openBook({ bankVault, vault, maxSessionDays, now, ...request }: OfRequest): BookOfRequest {
  /** Until something is written. */
  let known: BookContents | null = null;

  function read(): BookContents {
    known ??= contentsOf(vault.entries);
    return known;
  }

  /** It lasts as long as it may, from now on; and where all banks go with the browser's windows, so does the book. */
  function terms() {
    const banks = request.banks();
    return {
      expiresAt: expiryOf({ days: maxSessionDays }, now),
      isSessionOnly: banks.length > 0 && banks.every(({ isSessionOnly }) => isSessionOnly),
    };
  }

  /** The whole with these lines. Throws BookFullError where it could not be read again, or has no room. */
  function pack(lines: Book): Buffer {
    const [problem] = parseBook(formatBook(lines), { hasBounds: false }).problems;
    if (problem) throw new BookFullError(problem.why);
    const content = packBook({ is: 'whole', lines });
    if (!vault.hasRoomFor([content], [WHOLE, ...read().changeSlots])) throw new BookFullError(NO_ROOM);
    return content;
  }

  /** One cookie in place of all. Throws BookFullError, and changes nothing then. */
  function keepWhole(lines: Book, packed?: Buffer): void {
    const { changeSlots } = read();
    if (lines.length === 0) {
      remove([WHOLE, ...changeSlots]);
      return;
    }
    vault.replace(changeSlots, { ...terms(), content: packed ?? pack(lines) }, WHOLE);
    known = null;
  }

  function remove(slots: readonly string[]): void {
    for (const slot of slots) vault.remove(slot);
    known = null;
  }

  function removeLost(): void {
    const over = request.hasUndecided() ? [] : vault.expired.map(({ slot }) => slot);
    const lost = [...vault.unreadable.map(({ slot }) => slot), ...read().unreadable];
    remove([...over, ...lost]);
    if (lost.length > 0) request.notice(read().lines.length > 0 ? PARTLY_LOST : LOST);
    else if (over.length > 0) request.notice(OVER);
  }

  /** Whether the whole is to be written: with changes, for longer, for as short as the banks, or with the newest key. */
  function isDue(): boolean {
    if (read().changes.length > 0) return true;
    const whole = vault.entries.find(({ slot }) => slot === WHOLE);
    const { expiresAt, isSessionOnly } = terms();
    if (!whole) return false;
    return (
      vault.ofOldKey.includes(WHOLE) ||
      whole.isSessionOnly !== isSessionOnly ||
      Math.abs(expiresAt.getTime() - whole.expiresAt.getTime()) > RENEWED_AFTER_MS
    );
  }

  const book: BookOfRequest = {
    get lines() {
      return read().lines;
    },

    change({ put, remove }) {
      const { lines, changes, changeSlots } = read();
      const changed = changeBook(lines, { put, remove });
      // Where two tabs have written too many, lines can still be replaced and taken away.
      requireBounds(changed, lines);
      const whole = put.length > 0 ? pack(changed) : undefined;
      // Later than every change this request knew, even if another server's clock is ahead.
      const time = Math.max(now.getTime(), 1 + (changes.at(-1)?.time ?? 0));
      const all = withoutReplaced([...changes, { time, put, remove }]);
      if (areTooLong(all)) return keepWhole(changed, whole);
      const content = packBook({ is: 'changes', changes: all });
      try {
        vault.replace(changeSlots, { ...terms(), content });
        known = null;
      } catch (error) {
        if (!(error instanceof VaultFullError)) throw error;
        // The whole takes less than the same and a change beside it. Another tab's answer could bring an older one back.
        keepWhole(changed, whole);
      }
    },

    settle() {
      if ([vault.entries, vault.expired, vault.unreadable].every(({ length }) => length === 0)) return;
      removeLost();
      if (book.removeWithLastBank()) request.notice(GONE_WITH_BANKS);
      const settledBefore = now.getTime() - SETTLES_AFTER_MS;
      // What is written holds all changes; none of them may be so young that another answer could lack it.
      const isSettled = read().changes.every(({ time }) => time <= settledBefore);
      if (!isSettled || request.banks().length === 0 || !isDue()) return;
      try {
        keepWhole(read().lines);
      } catch (error) {
        // Two tabs can have written more than one cookie holds: then it stays as it is, in cookies beside the whole.
        if (!(error instanceof BookFullError)) throw error;
      }
    },

    removeWithLastBank() {
      const { entries, expired, unreadable } = bankVault;
      if (entries.length + expired.length + unreadable.length > 0) return false;
      const slots = [...vault.entries, ...vault.expired].map(({ slot }) => slot);
      remove(slots);
      return slots.length > 0;
    },
  };
  return book;
}

function requireBounds(lines: Book, before: Book): void {
  const fault = bookFault(lines, before);
  if (fault !== null) throw new BookFullError(fault);
}
