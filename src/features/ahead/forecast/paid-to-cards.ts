/**
 * What was paid to cards by now. A payment has two rows, which banks tell on different days: one of them may be pending, or
 * not told yet. It is paid once it has left the account.
 */

import { addDays, daysBetween } from '../../../finance/days.ts';
import { type Flow, isMoved } from '../../../finance/flow.ts';
import { createSteadyText } from '../../../finance/merchant-keys.ts';
import type { Account, Day } from '../../../finance/model.ts';
import type { Books } from './books.ts';
import { MOST_DAYS_APART, type OwnTransfer } from './own-transfers.ts';

/** A card, the account that pays it, the payments seen there, and what may be paid next. */
export interface Payer {
  readonly card: Account;
  readonly payerId: string;
  readonly rows: readonly Flow[];
  readonly owedMinor: readonly number[];
}

export interface Paid {
  readonly leftOn: Day;
  /** From this day on it is in the card's balance; tomorrow where it is not yet. */
  readonly arrivedOn: Day;
  readonly amountMinor: number;
}

export interface PaidToCard {
  readonly payments: readonly Paid[];
  /** What left the account and is not told of on the card; below zero for what is told of on the card alone. */
  readonly onItsWayMinor: number;
  /** The rows that are in no pair of posted ones. */
  readonly rows: readonly Flow[];
}

/** For each of these cards, in their order. Each row is the payment of one card at most. */
export function paidToCards(
  books: Books,
  transfers: readonly OwnTransfer[],
  payers: readonly Payer[],
): PaidToCard[] {
  const paired = new Set(transfers.flatMap(({ from, to }) => [from, to]));
  const alone = books.flows.filter((row) => !paired.has(row) && isMoved(row));
  const isNew = ({ isPending, date }: Flow) => isPending || daysBetween(date, books.today) <= MOST_DAYS_APART;
  const onCards = alone.filter(({ amountMinor }) => amountMinor > 0);
  const left = alone.filter((row) => row.amountMinor < 0 && isNew(row));
  const cardOf = new Map(left.map((row) => [row, payerOf(row, payers, onCards.filter(isNew))]));
  return payers.map((payer) => {
    const pairs = transfers.filter(({ to }) => to.accountId === payer.card.id);
    const own = left.filter((row) => cardOf.get(row) === payer);
    return paidToCard(
      books.today,
      pairs,
      own,
      onCards.filter((row) => row.accountId === payer.card.id),
      isNew,
    );
  });
}

/** By the row on the card, else by an amount that is owed, else by the payee of earlier payments. */
function payerOf(row: Flow, payers: readonly Payer[], onCards: readonly Flow[]): Payer | null {
  const steadyText = createSteadyText();
  const own = payers.filter(({ payerId }) => payerId === row.accountId);
  const isTold = ({ card }: Payer) =>
    onCards.some(({ accountId, amountMinor }) => accountId === card.id && amountMinor === -row.amountMinor);
  const isNamed = ({ rows }: Payer) => rows.some(({ name }) => steadyText(name) === steadyText(row.name));
  const isOwed = ({ owedMinor }: Payer) => owedMinor.includes(-row.amountMinor);
  return (
    own.find(isTold) ??
    own.find((payer) => isOwed(payer) && (row.kind === 'payment' || isNamed(payer))) ??
    own.find(isNamed) ??
    null
  );
}

function paidToCard(
  today: Day,
  pairs: readonly OwnTransfer[],
  left: readonly Flow[],
  onCard: readonly Flow[],
  isNew: (row: Flow) => boolean,
): PaidToCard {
  const tomorrow = addDays(today, 1);
  const rest = [...onCard];
  let onItsWayMinor = 0;
  const payments: Paid[] = pairs.map(({ from, to }) => ({
    ...{ leftOn: from.date, arrivedOn: to.date, amountMinor: to.amountMinor },
  }));
  for (const { date, amountMinor } of left) {
    const at = rest.findIndex((row) => isNew(row) && row.amountMinor === -amountMinor);
    const [told] = at < 0 ? [] : rest.splice(at, 1);
    if (!told) onItsWayMinor -= amountMinor;
    payments.push({
      ...{
        leftOn: date,
        arrivedOn: told && !told.isPending ? told.date : tomorrow,
        amountMinor: -amountMinor,
      },
    });
  }
  for (const row of rest) {
    // What is old came from an account that is not linked; what is new may still be to leave a linked one.
    if (isNew(row)) onItsWayMinor -= row.amountMinor;
    else payments.push({ leftOn: row.date, arrivedOn: row.date, amountMinor: row.amountMinor });
  }
  return { payments, onItsWayMinor, rows: [...left, ...onCard.filter(isNew)] };
}
