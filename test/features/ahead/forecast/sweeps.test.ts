/** Transfers that come each month between two cash accounts: when the next is due, and of how much. */

import { describe, expect, it } from 'vitest';
import { ownTransfers } from '../../../../src/features/ahead/forecast/own-transfers.ts';
import { type Sweep, sweeps } from '../../../../src/features/ahead/forecast/sweeps.ts';
import { addDays, addMonths } from '../../../../src/finance/days.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { transaction } from '../../../finance/samples.ts';
import { booksWith, CARD, CHECKING, SAVINGS } from './sample.ts';

const DAYS = Array.from({ length: 14 }, (_, index) => addMonths('2024-09-20', index));
const JOINT: Account = { ...SAVINGS, id: 'joint', name: 'Joint' };

/** So much from checking to another account on a day. */
const moved = (date: string, amountMinor: number, to = 'savings'): Transaction[] => [
  transaction({ date, amountMinor: -amountMinor, category: 'TRANSFER_OUT' }),
  transaction({ date, amountMinor, category: 'TRANSFER_IN', accountId: to }),
];
const spent = (date: string, amountMinor: number) =>
  transaction({ date, amountMinor: -amountMinor, category: 'TRAVEL' });
const came = (date: string, amountMinor: number) => transaction({ date, amountMinor, category: 'INCOME' });

function sweepsOf(rows: readonly Transaction[], accounts: readonly Account[] = [CHECKING, SAVINGS]): Sweep[] {
  const books = booksWith(accounts, rows);
  return sweeps(books, ownTransfers(books), '2026-02-03');
}

describe('a sum that is saved each month', () => {
  // What is there afterwards differs by more than the sum does, which does not differ at all.
  const rows = DAYS.flatMap((date, index) => [
    ...moved(date, 300_00),
    spent(addDays(date, 3), 50_00 + (index % 4) * 200_00),
  ]);

  it('is expected on its day, to be what it was', () => {
    const [sweep, ...others] = sweepsOf(rows);
    expect(others).toEqual([]);
    expect(sweep?.leftMinor).toBeNull();
    expect(new Set(sweep?.amountsMinor.map(Math.abs))).toEqual(new Set([300_00]));
    expect(sweep?.amountsMinor).toHaveLength(12);
    expect(sweep?.rows.map(({ date }) => date)).toEqual(DAYS.slice(2));
    expect(sweep?.dues).toEqual([
      { day: '2025-11-20', period: '2025-11' },
      { day: '2025-12-20', period: '2025-12' },
      { day: '2026-01-20', period: '2026-01' },
    ]);
    expect(sweep?.daysLate).toEqual(Array(12).fill(0));
    expect([sweep?.accountId, sweep?.otherId].sort()).toEqual(['checking', 'savings']);
  });

  it('is one for each two accounts', () => {
    const found = sweepsOf(
      [...rows, ...DAYS.flatMap((date) => moved(addDays(date, -12), 70_00, 'joint'))],
      [CHECKING, SAVINGS, JOINT],
    );
    const pairs = found.map(({ accountId, otherId, dues }) => [
      [accountId, otherId].sort().join(),
      dues[0]?.day,
    ]);
    expect(pairs.sort()).toEqual([
      ['checking,joint', '2025-11-08'],
      ['checking,savings', '2025-11-20'],
    ]);
  });
});

it('leaves behind the balance that it left each time, on the account where that is the same', () => {
  // Before the 20th between 300 and 600 come in; on the 20th all of that is saved.
  const rows = DAYS.flatMap((date, index) => {
    const rest = 300_00 + (index % 4) * 100_00;
    return [came(addDays(date, -5), rest), ...moved(date, rest)];
  });
  const [sweep] = sweepsOf(rows);
  expect([sweep?.accountId, sweep?.otherId]).toEqual(['checking', 'savings']);
  expect(sweep?.leftMinor).toEqual(Array(12).fill(3_000_00));
  expect(sweep?.amountsMinor).toEqual(DAYS.slice(2).map((_, at) => -300_00 - ((at + 2) % 4) * 100_00));
});

describe('transfers', () => {
  const found = (dates: readonly string[], accounts?: Account[], to?: string) =>
    sweepsOf(
      dates.flatMap((date) => moved(date, 300_00, to)),
      accounts,
    ).length;

  it('are expected after four', () => {
    expect(found(DAYS.slice(-3))).toBe(0);
    expect(found(DAYS.slice(-4))).toBe(1);
  });

  it('are expected up to 62 days after the last', () => {
    // The 5th of November is 62 days after the 4th of September.
    const until = (last: string) => Array.from({ length: 6 }, (_, index) => addMonths(last, index - 5));
    expect(found(until('2025-09-04'))).toBe(1);
    expect(found(until('2025-09-03'))).toBe(0);
  });

  it('are expected where three of four gaps are a month', () => {
    const daysApart = (gaps: readonly number[]) =>
      [...gaps, 0].map((_, index) =>
        addDays('2025-10-20', -gaps.slice(index).reduce((sum, gap) => sum + gap, 0)),
      );
    for (const [gaps, count] of [
      [[26, 26, 26, 26], 1],
      [[35, 35, 35, 35], 1],
      [[25, 25, 25, 25], 0],
      [[36, 36, 36, 36], 0],
      [[30, 30, 12, 30], 1],
      [[30, 12, 12, 30], 0],
    ] as const) {
      expect(found(daysApart(gaps)), gaps.join()).toBe(count);
    }
  });

  it('are not expected where they pay a card, which has a plan of its own', () => {
    expect(found(DAYS, [CHECKING, CARD], 'card')).toBe(0);
  });
});
