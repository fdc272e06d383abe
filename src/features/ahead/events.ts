/** What is due, what comes in and what ends, each on its day. */

import { createHash } from 'node:crypto';
import { daysBetween } from '../../finance/days.ts';
import { createSteadyText } from '../../finance/merchant-keys.ts';
import type { Account, Day } from '../../finance/model.ts';
import type { CadenceName } from '../recurring/detect/cadence.ts';
import type { Books } from './forecast/books.ts';
import type { Expected } from './forecast/expected.ts';
import type { Plans } from './forecast/plans.ts';

export interface AheadEvent {
  readonly day: Day;
  readonly kind: 'in' | 'out' | 'card' | 'connection' | 'consent';
  /** The payee, the card or the bank. */
  readonly name: string;
  readonly account: Account | null;
  /** Null where it has none, or nobody knows it yet: what a card will owe on a closing day to come. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** High confidence, or a fact. */
  readonly isSure: boolean;
  /** The same for the same event on every day that it is asked for, whatever it comes to. */
  readonly uid: string;
  /** What it was found in; null for what ends. */
  readonly expected: Expected | null;
}

/** The end of a bank's connection here, or of its owner's consent. */
export interface Ending {
  readonly kind: 'connection' | 'consent';
  readonly bankId: string;
  readonly bank: string;
  readonly day: Day;
}

/** All of them, the soonest first; of one day what comes in first. */
export function eventsOf(books: Books, plans: Plans, endings: readonly Ending[]): AheadEvent[] {
  const events = [...payments(books, plans.expected), ...cardEvents(plans), ...endings.map(endingEvent)];
  return events
    .filter(({ day }) => day >= books.today)
    .sort((a, b) => a.day.localeCompare(b.day) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

/** Before all transactions. */
const A_MONDAY = '1990-01-01';
const KINDS: readonly AheadEvent['kind'][] = ['in', 'out', 'card', 'connection', 'consent'];

function payments({ accounts }: Books, expected: readonly Expected[]): AheadEvent[] {
  const identities = identitiesOf(expected);
  return expected.flatMap((one) => {
    const { recurring, accountId, dues } = one;
    const { name, amountMinor, currency, confidence } = recurring;
    const account = accounts.find(({ id }) => id === accountId) ?? null;
    return dues.map(({ day, period }) => ({
      ...{ day, name, account, amountMinor, currency, expected: one },
      kind: amountMinor > 0 ? ('in' as const) : ('out' as const),
      isSure: confidence === 'high',
      uid: uidOf(identities.get(one) ?? '', period),
    }));
  });
}

/**
 * What a payment is told apart by: account, payee, direction and cadence, but not its amount. Where one payee has several,
 * such as two plans on one card, also by their order in the month or week: by their usual day, since a single one moves with
 * weekends, and past another plan.
 */
function identitiesOf(expected: readonly Expected[]): Map<Expected, string> {
  const steadyText = createSteadyText();
  const identities = new Map<Expected, string>();
  const counts = new Map<string, number>();
  const inOrder = expected
    .map((one) => ({ one, place: usualPlace(one) }))
    .sort((a, b) => a.place - b.place || a.one.recurring.amountMinor - b.one.recurring.amountMinor);
  for (const { one } of inOrder) {
    const { name, kind, cadence } = one.recurring;
    const identity = `${kind} ${one.accountId} ${cadence} ${steadyText(name)}`;
    const count = counts.get(identity) ?? 0;
    counts.set(identity, count + 1);
    identities.set(one, `${identity} ${count}`);
  }
  return identities;
}

const LATEST = 12;

/** Where in its week, two weeks, month or year it usually comes: the middle one of the latest times. */
function usualPlace({ recurring, rows }: Expected): number {
  const places = rows
    .slice(-LATEST)
    .map(({ date }) => PLACES[recurring.cadence](date))
    .sort((a, b) => a - b);
  return places[Math.floor(places.length / 2)] ?? 0;
}

const dayOfMonth = (day: Day) => Number(day.slice(8));
const PLACES: Readonly<Record<CadenceName, (day: Day) => number>> = {
  weekly: (day) => daysBetween(A_MONDAY, day) % 7,
  'every two weeks': (day) => daysBetween(A_MONDAY, day) % 14,
  'twice a month': dayOfMonth,
  monthly: dayOfMonth,
  yearly: (day) => Number(day.slice(5, 7)) * 31 + dayOfMonth(day),
};

/** The first payment's amount is known once its closing day has come; later ones depend on what will be bought. */
function cardEvents({ cards }: Plans): AheadEvent[] {
  return cards.flatMap(({ card, dues }) =>
    dues.map(({ day, period, owedMinor }, index) => {
      const amountMinor = index === 0 && owedMinor !== null ? -owedMinor : null;
      return {
        ...{ day, kind: 'card' as const, name: card.name, account: card, expected: null, amountMinor },
        ...{ currency: card.currency, isSure: amountMinor !== null },
        uid: uidOf(`card ${card.id}`, period),
      };
    }),
  );
}

function endingEvent({ kind, bankId, bank, day }: Ending): AheadEvent {
  return {
    ...{ day, kind, name: bank, account: null, amountMinor: null, currency: null },
    ...{ isSure: true, expected: null },
    // An extended connection ends on another day, and is the same event.
    uid: uidOf(kind, bankId),
  };
}

function uidOf(identity: string, period: string): string {
  const digest = createHash('sha256').update(`${identity} ${period}`).digest('hex');
  return `${digest.slice(0, 32)}@ledgerless`;
}
