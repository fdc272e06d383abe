/** The recurring page with lines of a book that say what does not recur, or has ended. */

import fc from 'fast-check';
import { expect } from 'vitest';
import type { RecurringLine } from '../../src/finance/book/lines.ts';
import type { Answer, Client } from './client.ts';
import { giveBook } from './give-book.ts';
import { wordsOf } from './naive-book.ts';
import type { TestApp } from './test-app.ts';

interface AheadEvent {
  readonly kind: string;
  readonly name: string;
}

export interface Entry {
  readonly payee: string;
  readonly isEnded: boolean;
  readonly rest: string;
}

export function recurringEntriesOf({ page }: Answer): Entry[] {
  return page('.entry')
    .toArray()
    .map((entry) => {
      const row = page(entry);
      const parts = ['.money-about', '.money'].map((part) => row.children(part).text());
      return {
        payee: row.find('.payee bdi').text(),
        isEnded: row.hasClass('ended'),
        rest: parts.join(' | '),
      };
    });
}

/** Of which of the payments that are shown a book says something. */
export const recurringPicks = fc.array(
  fc.record({ entry: fc.nat(), is: fc.constantFrom('no', 'ended') } as const),
  {
    minLength: 1,
    maxLength: 4,
  },
);

type Pick = (typeof recurringPicks extends fc.Arbitrary<infer Picks> ? Picks : never)[number];

/** What is said of some of the payments that are shown `before` is done, and the others are as they were. */
export async function checkRecurringBook(
  app: TestApp,
  client: Client,
  { before, picks }: { before: readonly Entry[]; picks: readonly Pick[] },
): Promise<void> {
  if (before.length === 0) return;
  const lines = new Map<string, RecurringLine>();
  for (const { entry, is } of picks) {
    const { payee = '' } = before[entry % before.length] ?? {};
    const text = payee.replaceAll(/["“”]/g, ' ').trim();
    if (wordsOf(text).length > 0) lines.set(wordsOf(text).join(' '), { kind: 'recurring', text, status: is });
  }
  const reader = client.copy();
  giveBook(app, reader, [...lines.values()]);
  const after = recurringEntriesOf(await reader.get('/recurring'));
  expect(after.map(inOneLine).sort()).toEqual(before.flatMap((entry) => changed(entry)).sort());
  // What does not recur, or has ended, is not expected again.
  const { events } = JSON.parse((await reader.get('/api/ahead')).text) as { events: AheadEvent[] };
  const expected = events.filter(({ kind }) => kind === 'in' || kind === 'out').map(({ name }) => name);
  expect(expected.filter((name) => lineFor(name) !== undefined)).toEqual([]);
  const { text: calendar } = await reader.get('/upcoming.ics');
  const titles = calendar.replaceAll(/\r\n[ \t]/g, '').match(/(?<=^SUMMARY:).*/gm) ?? [];
  expect(
    titles.filter((title) => before.some(({ payee }) => title.includes(payee) && lineFor(payee))),
  ).toEqual([]);

  /** What is said of more words goes before what is said of fewer. */
  function lineFor(payee: string): RecurringLine | undefined {
    const words = ` ${wordsOf(payee).join(' ')} `;
    const found = [...lines]
      .filter(([sought]) => words.includes(` ${sought} `))
      .sort(([a], [b]) => wordsOf(b).length - wordsOf(a).length || (a < b ? -1 : 1));
    return found[0]?.[1];
  }

  function changed(entry: Entry): string[] {
    const line = lineFor(entry.payee);
    if (line?.status === 'no') return [];
    return [inOneLine(line ? { ...entry, isEnded: true } : entry)];
  }
}

function inOneLine({ payee, isEnded, rest }: Entry): string {
  return `${payee}, ${isEnded ? 'ended' : 'active'}, ${rest}`;
}
