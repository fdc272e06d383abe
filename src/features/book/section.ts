/** The lines of the book in their groups, each with its effect. */

import { applyBook, effects } from '../../finance/book/apply.ts';
import { BOOK_KINDS, type Book, type BookLine, isRule, linesOf } from '../../finance/book/lines.ts';
import { lineHref } from '../../finance/book/links.ts';
import { targetsSoFar } from '../../finance/book/targets.ts';
import { keyOf } from '../../finance/book/text.ts';
import { flowsOf } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import { type KnownHistory, knownHistory } from '../../reading/all-transactions.ts';
import { isPartial, type WithGaps } from '../../reading/missing-banks.ts';
import type { HistoryReading } from '../../reading/reading.ts';
import type { Section } from '../../sections/section.ts';
import { lineId } from './change.ts';
import { KIND_WORDS, type LineWords, lineSentence, lineWords, transactionCount } from './words.ts';

export interface BookModel {
  readonly groups: readonly {
    readonly id: BookLine['kind'];
    readonly title: string;
    readonly lines: readonly BookRow[];
  }[];
}

interface BookRow extends LineWords {
  /** All of it in one sentence. */
  readonly sentence: string;
  /** Such as `42 transactions`, or `$312.00 this month`; null where it has none by its kind, or that is not known. */
  readonly effect: string | null;
  readonly id: string;
  readonly editHref: string;
}

/** The book's one section: its lines at once, and their effects when all banks have answered. */
export function bookSection(
  book: Book,
  banks: readonly HistoryReading[],
  { today, format }: { today: Day; format: Format },
): Section {
  return {
    id: 'book',
    title: 'Your lines',
    skeleton: 'lines',
    early: Promise.resolve({ groups: groupsOf(book, () => null, format), isPartial: false }),
    final: withEffects(book, banks, { today, format }),
  };
}

async function withEffects(
  book: Book,
  banks: readonly HistoryReading[],
  { today, format }: { today: Day; format: Format },
): Promise<WithGaps<BookModel>> {
  const known = await knownHistory(banks);
  const { transactions, accounts, lane } = known;
  if (known.readBanks.length === 0) return { groups: groupsOf(book, () => null, format), isPartial: true };
  const counts = await lane.scheduleNext(() => effects(book, transactions, accounts));
  const spent = await lane.scheduleNext(() => spentOfTargets(book, known, today));
  const effectOf = (line: BookLine) => {
    const key = keyOf(line);
    if (isRule(line)) return transactionCount(counts.get(key) ?? 0, format);
    const amountMinor = spent.get(key);
    return line.kind === 'target' && amountMinor !== undefined
      ? `${format.money({ amountMinor, currency: line.currency })} this month`
      : null;
  };
  return { groups: groupsOf(book, effectOf, format), isPartial: isPartial(known) };
}

/** In minor units, by the keys of targets. Here what the lines have made of the transactions counts. */
function spentOfTargets(
  book: Book,
  { transactions, accounts }: KnownHistory,
  today: Day,
): ReadonlyMap<string, number> {
  if (!book.some(({ kind }) => kind === 'target')) return new Map();
  const flows = flowsOf(applyBook(book, transactions, accounts), accounts);
  return new Map(targetsSoFar(book, flows, today).map(({ line, spentMinor }) => [keyOf(line), spentMinor]));
}

type EffectOf = (line: BookLine) => string | null;

function groupsOf(book: Book, effectOf: EffectOf, format: Format): BookModel['groups'] {
  return BOOK_KINDS.flatMap((kind) => {
    const lines = linesOf(book, kind);
    if (lines.length === 0) return [];
    return {
      id: kind,
      title: KIND_WORDS[kind].title,
      lines: lines.map((line) => rowOf(line, effectOf(line), format)),
    };
  });
}

function rowOf(line: BookLine, effect: string | null, format: Format): BookRow {
  const id = lineId(line);
  return {
    ...lineWords(line, format),
    ...{ sentence: lineSentence(line, format), effect, id },
    editHref: lineHref({ edit: id, back: '/book' }),
  };
}
