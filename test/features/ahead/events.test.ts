/** What is due, what comes in and what ends, in order. */

import { describe, expect, it } from 'vitest';
import { type Ending, eventsOf } from '../../../src/features/ahead/events.ts';
import { type Plans, plansOf } from '../../../src/features/ahead/forecast/plans.ts';
import { endingsOf } from '../../../src/features/ahead/read-ahead.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { bought, card, paidEachMonth } from './forecast/card-sample.ts';
import { booksWith, CARD, CHECKING, monthly, TODAY } from './forecast/sample.ts';

const rent = monthly(14, 20, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 });
const pay = monthly(14, 20, { name: 'Employer', category: 'INCOME', amountMinor: 1_500_00 });
const ending = (kind: Ending['kind'], day: string): Ending => ({
  ...{ kind, bankId: 'fern', bank: 'Fernhollow Bank', day },
});
const due = (day: string) => ({ day, period: day.slice(0, 7), closesOn: day, owedMinor: null });
const CARD_PLAN: Plans['cards'][number] = {
  ...{ card: CARD, payerId: 'checking', daysLate: [] },
  dues: [{ ...due('2025-11-20'), owedMinor: 400_00 }, due('2025-12-20')],
  ...{ errorsMinor: [], nextMinor: 400_00, onItsWayMinor: 0, loneRows: [], rows: [] },
};

function eventsWith(endings: readonly Ending[], cards: Plans['cards'] = []) {
  const books = booksWith([CHECKING], [...rent, ...pay]);
  return eventsOf(books, { ...plansOf(books), cards }, endings);
}

it('are in order of their days, and on one day what comes in first, then payments, cards and ends', () => {
  const endings = [ending('consent', '2025-11-20'), ending('connection', '2025-11-20')];
  const events = eventsWith(endings, [CARD_PLAN]).filter(({ day }) => day <= '2025-12-20');
  expect(
    events.map(({ day, kind, name, amountMinor, isSure }) => [day, kind, name, amountMinor, isSure]),
  ).toEqual([
    ['2025-11-20', 'in', 'Employer', 1_500_00, true],
    ['2025-11-20', 'out', 'Landlord', -800_00, true],
    ['2025-11-20', 'card', 'Fern Card', -400_00, true],
    ['2025-11-20', 'connection', 'Fernhollow Bank', null, true],
    ['2025-11-20', 'consent', 'Fernhollow Bank', null, true],
    ['2025-12-20', 'in', 'Employer', 1_500_00, true],
    ['2025-12-20', 'out', 'Landlord', -800_00, true],
    // What it will owe then is not known.
    ['2025-12-20', 'card', 'Fern Card', null, false],
  ]);
  expect(events.map(({ account, currency }) => `${account?.id} ${currency}`).slice(0, 5)).toEqual([
    ...['checking USD', 'checking USD', 'card USD', 'undefined null', 'undefined null'],
  ]);
});

it('have no amount of a card before its closing day, whatever it owes by now', () => {
  // The payment of today is made; what was bought since is to be paid in a month, with what else is bought until it closes.
  const rows = [...paidEachMonth(400_00, TODAY, 20), bought(TODAY, 37_20)];
  const books = booksWith([CHECKING, card(-37_20)], rows);
  const payments = eventsOf(books, plansOf(books), []).filter(({ kind }) => kind === 'card');
  expect(payments.map(({ day, amountMinor, isSure }) => [day, amountMinor, isSure])).toEqual([
    ['2025-12-05', null, false],
    ['2026-01-05', null, false],
  ]);
});

it('hold what ends today, and nothing that ended before', () => {
  const days = eventsWith([ending('connection', TODAY), ending('consent', '2025-11-04')]).map(
    ({ day }) => day,
  );
  expect(days[0]).toBe(TODAY);
  expect(days).not.toContain('2025-11-04');
});

describe('the UID', () => {
  it('is of the card and its month, of the bank, and of the payee and its month', () => {
    const uids = eventsWith(
      [ending('connection', '2025-12-01'), ending('consent', '2025-12-02')],
      [CARD_PLAN],
    ).map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    for (const uid of uids) expect(uid).toMatch(/^[\da-f]{32}@ledgerless$/);
    const moved = { ...CARD_PLAN, dues: [{ ...due('2025-11-21') }], nextMinor: 1 };
    const [before, after] = [CARD_PLAN, moved].map(
      (card) => eventsWith([], [card]).find(({ kind }) => kind === 'card')?.uid,
    );
    expect(after).toBe(before);
    const other = { ...CARD_PLAN, card: { ...CARD, id: 'other' } };
    expect(eventsWith([], [other]).find(({ kind }) => kind === 'card')?.uid).not.toBe(before);
  });
});

it('a connection and a consent end on the day that it is then where the reader is', async () => {
  const zone = { locale: 'en-US', isHidden: false, today: TODAY, timeZone: 'America/New_York' };
  const connection = {
    ...{ accessToken: 'token', itemId: 'item', userId: null },
    ...{ institutionId: null, institutionName: 'Fernhollow Bank', linkedAt: new Date(0) },
  };
  const expiresAt = new Date('2025-12-01T04:59:00Z');
  const consentExpiresAt = new Date('2026-01-01T04:59:00Z');
  const status = { institutionName: 'Fernhollow Bank', lastUpdatedAt: null, error: null, consentExpiresAt };
  const endings = await endingsOf(
    [{ id: 'fern', connection, expiresAt, isSessionOnly: false }],
    [{ id: 'fern', item: Promise.resolve({ ok: true, value: status }) }],
    createFormat(zone),
  );
  expect(endings.map(({ kind, day }) => [kind, day])).toEqual([
    ['connection', '2025-11-30'],
    ['consent', '2025-12-31'],
  ]);
});
