/** Net worth together in words: money that is on its way at the ends of the range, and accounts that are hardly used. */

import { describe, expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import { readBehind } from '../../../src/features/net-worth/behind.ts';
import { worthTotalSection } from '../../../src/features/net-worth/total.ts';
import { eachDay } from '../../../src/finance/days.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Transaction } from '../../../src/finance/model.ts';
import { monthsBack } from '../../../src/finance/period.ts';
import { knownFlows } from '../../../src/reading/all-transactions.ts';
import { account, transaction } from '../../finance/samples.ts';

const today = '2026-03-10';
const ACCOUNTS = [account({ id: 'a', balanceMinor: 1_000_00 }), account({ id: 'b', balanceMinor: 9_000_00 })];
const cameOn = (date: string, facts: Partial<Transaction> = {}) =>
  transaction({ accountId: 'b', date, amountMinor: 5_000_00, category: 'TRANSFER_IN', ...facts });
const leftOn = (date: string) =>
  transaction({ accountId: 'a', date, amountMinor: -5_000_00, category: 'TRANSFER_OUT' });

/** Of two accounts that spend a dollar every five days, from 1 January on. */
function spentOn(...accountIds: string[]): Transaction[] {
  return eachDay('2026-01-01', today)
    .filter((_, index) => index % 5 === 0)
    .flatMap((date) => accountIds.map((accountId) => transaction({ accountId, date, amountMinor: -100 })));
}

const totalWith = (...rows: Transaction[]) => totalOf([...spentOn('a', 'b'), ...rows]);

async function totalOf(transactions: readonly Transaction[]) {
  const back = monthsBack({ months: '3' }, today);
  const none = { growingBanks: [], cutBanks: [], preparingBanks: [], lackingBanks: [], missingBanks: [] };
  const known = await knownFlows({
    ...{ transactions, accounts: ACCOUNTS, listPage: null, lane: openLane() },
    ...{ accountsOfBanks: [{ bank: 'A', accounts: ACCOUNTS }], readBanks: ['A'], ...none },
  });
  const format = createFormat({ locale: 'en-US', isHidden: false, today });
  const [total] = worthTotalSection(await readBehind(known, back.range), back, format).currencies;
  return {
    ...{ bridged: total?.bridged, unsure: total?.unsure },
    ...{ unknown: total?.unknown, leftOut: total?.leftOut },
    extremes: total?.extremes.map(({ label, amount, day }) => `${label} ${amount} ${day}`),
  };
}

describe('a transfer at an end of the range', () => {
  it('is bridged while its arrival is pending', async () => {
    const { bridged, unsure, extremes } = await totalWith(leftOn(today), cameOn(today, { isPending: true }));
    expect(bridged).toMatch(/^A transfer between your accounts took some days/);
    expect(unsure).toEqual({ came: null, left: null });
    // Fourteen days with two dollars each, and nothing but them; today has none.
    expect(extremes).toEqual([
      'Change −$28.00 since Jan 1, 2026',
      'Highest $15,026.00 Jan 1, 2026',
      'Lowest $15,000.00 Mar 7, 2026',
      'Worst day −$2.00 Jan 1, 2026',
    ]);
  });

  it('is told of, and makes no best day, where it may have left before', async () => {
    const { unsure, extremes } = await totalWith(cameOn('2026-01-02'));
    expect(unsure?.came).toBe(
      'A transfer that came on Jan 2, 2026 may have left another of your accounts before these days. It is in the change, but no best day.',
    );
    expect(extremes?.filter((line) => line.includes(' day '))).toEqual(['Worst day −$2.00 Jan 1, 2026']);
  });

  it('is told of, and makes no worst day, where it may be on its way', async () => {
    const { unsure, extremes } = await totalWith(leftOn('2026-03-09'));
    expect(unsure?.left).toBe(
      'A transfer that left on Mar 9, 2026 may still be on its way to another of your accounts. It is in the change, but no worst day.',
    );
    expect(extremes?.filter((line) => line.includes(' day '))).toEqual(['Worst day −$2.00 Jan 1, 2026']);
  });
});

it('begins with the range where an account with one row is at a bank that tells others of it', async () => {
  const interest = transaction({ accountId: 'b', date: '2026-02-28', amountMinor: 5, category: 'INCOME' });
  const { unknown, leftOut, extremes } = await totalOf([...spentOn('a'), interest]);
  expect([unknown, leftOut]).toEqual([null, []]);
  // Fourteen days with a dollar each.
  expect(extremes?.[0]).toBe('Change −$13.95 since Jan 1, 2026');
});
