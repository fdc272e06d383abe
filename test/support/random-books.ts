/** Random books: lines whose words stand in the banks' own rows, so that they have something to say. */

import fc from 'fast-check';
import type { BookLine, Match } from '../../src/finance/book/lines.ts';
import { folded, wordsOf } from './naive-book.ts';
import { nameOf } from './probable-pairs.ts';
import type { Books, RawRow } from './raw-books.ts';

const CATEGORIES = [
  ...['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE', 'TRAVEL', 'INCOME', 'INCOME_WAGES', 'OTHER', 'TRANSFER_OUT'],
  ...['TRANSFER_IN', 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT', 'BANK_FEES', 'LOAN_DISBURSEMENTS'],
  ...['Fun & games', 'Ben’s share', 'Ärzte'],
];
const NAMES = ['Café Nord', '=SUM(A1)', '<b>Nord</b>', 'The other one', '+1 for us'];

/** A line before it is known which rows there are: numbers choose among those. */
const drafts = fc.record({
  kind: fc.constantFrom('file', 'call', 'count', 'recurring'),
  row: fc.nat(),
  from: fc.nat({ max: 5 }),
  words: fc.integer({ min: 1, max: 3 }),
  of: fc.constantFrom('name', 'text'),
  isLoud: fc.boolean(),
  direction: fc.constantFrom(null, null, 'in', 'out'),
  hasAccount: fc.boolean(),
  category: fc.constantFrom(...CATEGORIES),
  name: fc.constantFrom(...NAMES),
  as: fc.constantFrom('transfer', 'income', 'spending', 'nothing'),
  is: fc.constantFrom('no', 'ended'),
} as const);

type Draft = typeof drafts extends fc.Arbitrary<infer One> ? One : never;

/** A book in draft; often none at all. */
export const bookDrafts = fc.array(drafts, { maxLength: 8 });
export type BookDraft = readonly Draft[];

/** The lines of a draft for these books; of two that speak of the same only the later. */
export function linesFor(draft: BookDraft, books: Books): BookLine[] {
  const rows = [...books.rows, ...books.uncounted];
  const lines = rows.length === 0 ? [] : draft.flatMap((one) => lineFor(one, rows, books));
  const byKey = new Map(lines.map((line) => [keyOf(line), line]));
  return [...byKey.values()];
}

function lineFor(draft: Draft, rows: readonly RawRow[], books: Books): BookLine[] {
  const row = rows[draft.row % rows.length] as RawRow;
  const text = someWords(draft.of === 'name' ? nameOf(row) : row.original_description || row.name, draft);
  if (text === '') return [];
  if (draft.kind === 'recurring') return [{ kind: 'recurring', text, status: draft.is }];
  // A line names an account as pages do, and some banks give theirs no name of their own.
  const account =
    draft.hasAccount &&
    books.accounts.find(
      ({ account_id, name }) => account_id === row.account_id && /[\p{L}\p{N}]/u.test(name),
    );
  const match: Match = { text, direction: draft.direction, account: account ? account.name : null };
  if (draft.kind === 'file') return [{ kind: 'file', match, category: draft.category }];
  if (draft.kind === 'call') return [{ kind: 'call', match, name: draft.name }];
  return [{ kind: 'count', match, countsAs: draft.as }];
}

/** Some words of a text with what stands between them, in capitals or not. */
function someWords(text: string, { from, words, isLoud }: Draft): string {
  const parts = text.match(/[\p{L}\p{N}]+[^\p{L}\p{N}]*/gu) ?? [];
  const some = parts.slice(from % Math.max(1, parts.length)).slice(0, words);
  const plain = some
    .join('')
    .normalize('NFC')
    .replaceAll(/["“”\p{C}\s]+/gu, ' ')
    .slice(0, 100)
    .trim();
  return isLoud ? plain.toUpperCase() : plain;
}

function keyOf(line: BookLine): string {
  if (line.kind === 'recurring') return JSON.stringify([line.kind, wordsOf(line.text)]);
  if (!('match' in line)) throw new Error(`random books have no line of ${line.kind}`);
  const { text, direction, account } = line.match;
  return JSON.stringify([line.kind, wordsOf(text), direction, account && folded(account)]);
}
