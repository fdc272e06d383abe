/** The bytes in the cookies of a book. */

import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, BookLine } from '../../src/finance/book/lines.ts';
import { changeBook, keyOf, parseBook } from '../../src/finance/book/text.ts';
import { areTooLong, packBook, unpackBook, withoutReplaced } from '../../src/page/book-cookie.ts';
import { line } from '../finance/book/books.ts';

const packed = (form: number, text: string) => Buffer.concat([Buffer.of(form), deflateRawSync(text)]);
const lines = parseBook('call "SQ *BLUEBIRD" Bluebird Café\ntarget FOOD_AND_DRINK 600 USD').lines;

describe('the content of a book’s cookie', () => {
  it('is a byte for its form, and the deflated text of the whole', () => {
    const content = packBook({ is: 'whole', lines });
    expect(content[0]).toBe(1);
    expect(inflateRawSync(content.subarray(1)).toString()).toBe(
      '# Ledgerless book 1\ncall "SQ *BLUEBIRD" Bluebird Café\ntarget FOOD_AND_DRINK 600 USD\n',
    );
  });

  it('is a byte for its form, and each change with its time', () => {
    const content = packBook({
      is: 'changes',
      changes: [{ time: 1234, put: lines, remove: ['own our house'] }],
    });
    expect(content[0]).toBe(2);
    expect(JSON.parse(inflateRawSync(content.subarray(1)).toString())).toEqual([
      [1234, 'call "SQ *BLUEBIRD" Bluebird Café\ntarget FOOD_AND_DRINK 600 USD', ['own our house']],
    ]);
  });

  it('is read as it was written, whatever the lines', () => {
    const book = fc.array(line, { maxLength: 20 }).map((put) => changeBook([], { put, remove: [] }));
    fc.assert(
      fc.property(fc.array(fc.tuple(book, book)), (pairs) => {
        const changes = pairs.map(([put, gone], time) => ({ time, put, remove: gone.map(keyOf) }));
        expect(unpackBook(packBook({ is: 'changes', changes }))).toEqual({ is: 'changes', changes });
        for (const [lines] of pairs) {
          expect(unpackBook(packBook({ is: 'whole', lines }))).toEqual({ is: 'whole', lines });
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['has a form and nothing else', Buffer.of(1)],
    ['is of an unknown form', packed(3, '# Ledgerless book 1\n')],
    ['is of the form 0', packed(0, '# Ledgerless book 1\n')],
    ['is a book of another version', packed(1, '# Ledgerless book 2\n')],
    ['has a line that is not understood', packed(1, '# Ledgerless book 1\nforget everything\n')],
    ['has such a line in a change', packed(2, '[[1, "forget everything", []]]')],
    ['has changes that are none', packed(2, '{"a":1}')],
    ['is no JSON', packed(2, 'call "a" b')],
    ['is not deflated', Buffer.from('\x01# Ledgerless book 1\n')],
    ['is cut', packBook({ is: 'whole', lines }).subarray(0, 40)],
    ['is random', Buffer.concat([Buffer.of(1), randomBytes(500)])],
  ])('is none when it %s', (_, bytes) => {
    expect(unpackBook(bytes)).toBeNull();
  });

  it('is inflated to 64 KB and no further, and changes to 256 KB', () => {
    const comment = (length: number) => packed(1, '# Ledgerless book 1\n#'.padEnd(length, 'x'));
    expect(unpackBook(comment(64 * 1024))).toEqual({ is: 'whole', lines: [] });
    expect(unpackBook(comment(64 * 1024 + 1))).toBeNull();
    // A thousand times as long as it is.
    const bomb = comment(2_000_000);
    expect(bomb.length).toBeLessThan(2_800);
    expect(unpackBook(bomb)).toBeNull();
    // Changes that would be none, if all of it were read.
    expect(unpackBook(packed(2, '[ ]'))).toEqual({ is: 'changes', changes: [] });
    expect(unpackBook(packed(2, `[${' '.repeat(256 * 1024)}]`))).toBeNull();
  });
});

describe('changes without what later ones replace', () => {
  const change = fc.record({
    time: fc.integer({ min: 0, max: 1000 }),
    put: fc.array(line, { maxLength: 4 }),
    remove: fc.array(line.map(keyOf), { maxLength: 4 }),
  });
  const inTurn = fc
    .uniqueArray(change, { maxLength: 12, selector: ({ time }) => time })
    .map((changes) => changes.toSorted((a, b) => a.time - b.time));
  const result = (changes: readonly { put: readonly BookLine[]; remove: readonly string[] }[], from: Book) =>
    changes.reduce(changeBook, from);

  it('make the same book, alone and among those of another cookie', () => {
    fc.assert(
      fc.property(
        inTurn,
        fc.array(line, { maxLength: 6 }),
        fc.func(fc.boolean()),
        (changes, put, isOther) => {
          const before = changeBook([], { put });
          const kept = withoutReplaced(changes);
          expect(result(kept, before)).toEqual(result(changes, before));
          const [others, own] = [true, false].map((side) =>
            changes.filter(({ time }) => isOther(time) === side),
          );
          const both = [...(others ?? []), ...withoutReplaced(own ?? [])].toSorted((a, b) => a.time - b.time);
          expect(result(both, before)).toEqual(result(changes, before));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leave nothing of what is written or taken away again', () => {
    const [call, target] = lines as [BookLine, BookLine];
    const [key, other] = [keyOf(call), keyOf(target)];
    expect(
      withoutReplaced([
        { time: 1, put: [call], remove: [other] },
        { time: 2, put: [call, target], remove: [] },
        { time: 3, put: [], remove: [key] },
      ]),
    ).toEqual([
      { time: 2, put: [target], remove: [] },
      { time: 3, put: [], remove: [key] },
    ]);
  });

  it('are too long to be read again from 256 KB on', () => {
    const changesOf = (bytes: number) => [
      { time: 1, put: [], remove: ['x'.repeat(bytes - '[[1,"",[""]]]'.length)] },
    ];
    const most = changesOf(256 * 1024);
    const changes = changesOf(256 * 1024 + 1);
    expect([areTooLong(most), areTooLong(changes)]).toEqual([false, true]);
    expect(unpackBook(packBook({ is: 'changes', changes: most }))).toEqual({ is: 'changes', changes: most });
    expect(unpackBook(packBook({ is: 'changes', changes }))).toBeNull();
  });
});
