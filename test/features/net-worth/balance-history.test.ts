/** From which day on accounts are known, by what their banks have told, and what is counted today. */

import { describe, expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import {
  accountPastsOf,
  balanceHistoryOf,
  readBalanceHistory,
  todaysSums,
} from '../../../src/features/net-worth/balance-history.ts';
import type { Book } from '../../../src/finance/book/lines.ts';
import { addDays, eachDay } from '../../../src/finance/days.ts';
import type { Transaction } from '../../../src/finance/model.ts';
import { type KnownFlows, knownFlows, knownHistory } from '../../../src/reading/all-transactions.ts';
import { account, transaction } from '../../finance/samples.ts';
import { historyFrom, knownOf, pastIn, TODAY } from './pasts.ts';

const RANGE = { from: '2026-01-01', to: TODAY };
const BOOK: Book = [
  { kind: 'own', name: 'House', ownKind: 'property', amountMinor: 9_00, currency: 'USD', day: '2026-01-31' },
];
const ACCOUNTS = ['a', 'hardly', 'b'].map((id) => account({ id, balanceMinor: 1_000_00 }));
const [ONE, HARDLY, OTHER] = ACCOUNTS as [(typeof ACCOUNTS)[0], (typeof ACCOUNTS)[0], (typeof ACCOUNTS)[0]];

/** A row every third day. */
function rowsFrom(first: string, accountId: string): Transaction[] {
  return eachDay(first, TODAY)
    .filter((_, index) => index % 3 === 0)
    .map((date) => transaction({ accountId, date, amountMinor: -1_00 }));
}

/** Each account's first known day, and why: two accounts at bank A, of which one has one row, and one at bank B. */
function firstDays(rows: readonly Transaction[]) {
  const own = transaction({ accountId: 'hardly', date: '2026-03-05', amountMinor: -1_00 });
  return firstDaysOf(knownOf({ A: [ONE, HARDLY], B: [OTHER] }, [...rows, own]));
}

function firstDaysOf(known: KnownFlows) {
  return accountPastsOf(known, RANGE, []).pasts.map(({ knownFrom, reason }) => [knownFrom, reason]);
}

interface Gap {
  readonly isGrowing?: boolean;
  readonly cutFrom?: string;
}

/** The same of two logins at one bank, with two accounts and with one, whose rows all begin with the range. */
async function firstDaysOfLogins(...gaps: readonly [Gap, Gap]) {
  const logins = [[ONE, HARDLY], [OTHER]].map((accounts, index) => {
    const { isGrowing = false, cutFrom } = gaps[index] ?? {};
    const value = {
      transactions: accounts.flatMap(({ id }) => rowsFrom('2026-01-02', id)),
      balances: { accounts, source: 'cached' as const },
      ...(cutFrom && { cut: { from: cutFrom, againAt: new Date('2026-03-10T12:00:00Z') } }),
    };
    const history = Promise.resolve({ ok: true as const, value });
    return { name: 'A', lane: openLane(), isGrowing: Promise.resolve(isGrowing), history };
  });
  return firstDaysOf(await knownFlows(await knownHistory(logins)));
}

describe('the first day that is known', () => {
  const all = [...rowsFrom('2026-01-02', 'a'), ...rowsFrom('2026-01-02', 'b')];
  const whole = ['2025-12-31', null];
  const cutTo = (from: string) => [from, 'not-read'];

  it('is the one before the range, also of an account with one row', () => {
    expect(firstDays(all)).toEqual([whole, whole, whole]);
  });

  it('is the first row of all the accounts of a bank, where those begin late', () => {
    const late = [...rowsFrom('2026-02-01', 'a'), ...rowsFrom('2026-01-02', 'b')];
    expect(firstDays(late)).toEqual([cutTo('2026-02-01'), cutTo('2026-02-01'), whole]);
  });

  it('is 30 days ago of a login that has only its last days so far, and not of another at the same bank', async () => {
    const days = [cutTo('2026-02-08'), cutTo('2026-02-08'), whole];
    expect(await firstDaysOfLogins({ isGrowing: true }, {})).toEqual(days);
  });

  it('is where a login was cut, and not where another at the same bank was', async () => {
    const days = [whole, whole, cutTo('2026-02-20')];
    expect(await firstDaysOfLogins({}, { cutFrom: '2026-02-20' })).toEqual(days);
    const both = [cutTo('2026-02-08'), cutTo('2026-02-08'), cutTo('2026-02-20')];
    expect(await firstDaysOfLogins({ isGrowing: true }, { cutFrom: '2026-02-20' })).toEqual(both);
  });

  it('is its own first row where that is all there is of a bank and it begins late', () => {
    const late = [...rowsFrom('2026-01-02', 'a'), ...rowsFrom('2026-02-15', 'b')];
    expect(firstDays(late)[2]).toEqual(cutTo('2026-02-15'));
  });
});

it('has the accounts bank by bank with their banks’ names, those of the book last, from the day before on', async () => {
  const known = knownOf({ B: [OTHER], A: [ONE, HARDLY] }, rowsFrom('2026-01-02', 'a'));
  const balances = balanceHistoryOf(accountPastsOf(known, RANGE, BOOK));
  expect(balances.pasts.map(({ account: { name, id }, bank }) => [bank, name, id])).toEqual([
    ['B', 'Everyday', 'b'],
    ['A', 'Everyday', 'a'],
    ['A', 'Everyday', 'hardly'],
    ['Your own', 'House', 'own:House'],
  ]);
  for (const { days } of balances.pasts) {
    expect([days.length, days[0]?.date, days.at(-1)?.date]).toEqual([70, '2025-12-31', TODAY]);
  }
  // 23 rows of a dollar each.
  expect(balances.pasts[1]?.days[0]?.balanceMinor).toBe(1_023_00);
  expect(balances.range).toEqual(RANGE);
  expect(await readBalanceHistory(known, RANGE, BOOK)).toEqual(balances);
});

it('bridges slow transfers, and tells of those of which one side is not among the rows', () => {
  const moved = (accountId: string, date: string, amountMinor: number) =>
    transaction({ accountId, date, amountMinor, category: amountMinor > 0 ? 'TRANSFER_IN' : 'TRANSFER_OUT' });
  const lastDay = addDays(TODAY, -1);
  const known = knownOf({ A: [ONE, HARDLY] }, [
    ...[...rowsFrom('2026-01-01', 'a'), ...rowsFrom('2026-01-01', 'hardly')],
    ...[moved('a', '2026-02-02', -50_00), moved('hardly', '2026-02-04', 50_00)],
    moved('a', lastDay, -7_00),
  ]);
  const [history] = balanceHistoryOf(accountPastsOf(known, RANGE, [])).histories;
  expect(history?.bridged).toMatchObject([{ fromId: 'a', toId: 'hardly', leftOn: '2026-02-02' }]);
  expect(history?.unsure).toMatchObject([{ accountId: 'a', date: lastDay, amountMinor: -7_00 }]);
});

it('counts of each currency what is known, today', () => {
  const facts = { type: 'investment', reason: 'investment' } as const;
  const balances = historyFrom(RANGE, [
    pastIn(RANGE, { '2025-12-31': 5_00, [TODAY]: 7_00 }, { id: 'a' }),
    pastIn(RANGE, { '2025-12-31': -2_00 }, { id: 'b', type: 'credit' }),
    pastIn(RANGE, { '2025-12-31': 400 }, { id: 'c', currency: 'JPY' }),
    pastIn(RANGE, { [TODAY]: 900 }, { id: 'd', currency: 'EUR', ...facts }),
  ]);
  expect(todaysSums(balances)).toEqual([
    { amountMinor: 5_00, currency: 'USD' },
    { amountMinor: 400, currency: 'JPY' },
  ]);
});
