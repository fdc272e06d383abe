/** What a forecast reckons with: what is expected, how cards are paid and savings moved, and what follows no plan. */

import { addDays } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import type { Books } from './books.ts';
import { type CardPlan, cardPlans } from './card-payments.ts';
import { type Expected, expectedOf } from './expected.ts';
import { type OwnTransfer, otherSides, ownTransfers } from './own-transfers.ts';
import { type Sweep, sweeps } from './sweeps.ts';

/** So far a forecast looks. */
export const DAYS_AHEAD = 90;

export interface Plans {
  readonly expected: readonly Expected[];
  readonly cards: readonly CardPlan[];
  readonly sweeps: readonly Sweep[];
  /** The rows that no plan tells of, without what the person says will not come again. */
  readonly everyday: readonly Flow[];
}

/** Each row is told of once: a card payment that recurs is the payment of its card, and nothing besides. */
export function plansOf(books: Books): Plans {
  const until = addDays(books.today, DAYS_AHEAD);
  const transfers = ownTransfers(books);
  const cards = cardPlans(books, transfers, until);
  const moved = sweeps(books, transfers.filter(mayRecur), until);
  const paid = new Set([...cards, ...moved].flatMap(({ rows }) => rows));
  // What is paid to a card by hand at other times lessens its next payment, and so is no everyday spending besides.
  const paidCards = new Set(cards.map(({ card }) => card.id));
  const known = new Set<Flow>();
  for (const { from, to } of transfers) {
    if (!paid.has(from) && !paid.has(to) && !paidCards.has(to.accountId)) continue;
    known.add(from);
    known.add(to);
  }
  for (const { loneRows } of cards) for (const row of loneRows) known.add(row);
  const expected = expectedOf({ books, known, until, others: otherSides(transfers) }).filter(
    ({ recurring }) => recurring.confidence !== 'low',
  );
  for (const { rows } of expected) for (const row of rows) known.add(row);
  const everyday = books.flows.filter((row) => !known.has(row) && !row.isPending && row.recurs !== 'ended');
  return { expected, cards, sweeps: moved, everyday };
}

/** A card is paid as long as it owes; other transfers stop where the person says so. */
function mayRecur({ from, to }: OwnTransfer): boolean {
  return from.recurs === undefined && to.recurs === undefined;
}
