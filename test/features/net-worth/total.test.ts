/** Net worth together in words: money that is on its way at the ends of the range, and accounts that are hardly used. */

import { describe, expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import { readBalanceHistory } from '../../../src/features/net-worth/balance-history.ts';
import { worthTotalSection } from '../../../src/features/net-worth/total.ts';
import type { Book } from '../../../src/finance/book/lines.ts';
import { eachDay } from '../../../src/finance/days.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
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
  const [total] = await totalsOf(transactions, ACCOUNTS, []);
  return {
    ...{ bridged: total?.bridged, unsure: total?.unsure },
    ...{ unknown: total?.unknown, leftOut: total?.leftOut },
    extremes: total?.extremes.map(({ label, amount, day }) => `${label} ${amount} ${day}`),
  };
}

async function totalsOf(transactions: readonly Transaction[], accounts: readonly Account[], book: Book) {
  const back = monthsBack({ months: '3' }, today);
  const none = { growingBanks: [], cutBanks: [], preparingBanks: [], lackingBanks: [], missingBanks: [] };
  const known = await knownFlows({
    ...{ transactions, accounts, listPage: null, lane: openLane() },
    ...{ accountsOfBanks: [{ bank: 'A', accounts }], readBanks: ['A'], ...none },
  });
  const format = createFormat({ locale: 'en-US', isHidden: false, today });
  return worthTotalSection(await readBalanceHistory(known, back.range, book), back, format, book).currencies;
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
      'A transfer that came on Jan 2, 2026 may have left another of your accounts before these days. It counts in the change, but not as the best day.',
    );
    expect(extremes?.filter((line) => line.includes(' day '))).toEqual(['Worst day −$2.00 Jan 1, 2026']);
  });

  it('is told of, and makes no worst day, where it may be on its way', async () => {
    const { unsure, extremes } = await totalWith(leftOn('2026-03-09'));
    expect(unsure?.left).toBe(
      'A transfer that left on Mar 9, 2026 may still be on its way to another of your accounts. It counts in the change, but not as the worst day.',
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

describe('an own figure', () => {
  const house = (currency: string): Book => [
    { kind: 'own', name: 'House', ownKind: 'property', amountMinor: 9_000_00, currency, day: '2026-01-31' },
  ];
  const funds = account({ id: 'i', type: 'investment', balanceMinor: 5_00 });

  it('is named, and in no address of rows', async () => {
    const [total] = await totalsOf(spentOn('a'), [ACCOUNTS[0] ?? account(), funds], house('USD'));
    expect(total?.own).toEqual(['House: $9,000.00, your own figure of Jan 31, 2026.']);
    expect(total?.summary).toContain('$10,000.00 today, without the account named below. $14.00 less');
    expect(total?.parts.map(({ title }) => title)).toEqual(['Cash', 'Property']);
    expect(total?.months.map(({ query }) => new URLSearchParams(query).get('account'))).toEqual([
      'a',
      'a',
      'a',
    ]);
  });

  it('alone in its currency is a sum, and neither a chart nor a change', async () => {
    const totals = await totalsOf(spentOn('a'), [ACCOUNTS[0] ?? account()], house('EUR'));
    expect(totals[0]).toMatchObject({
      ...{
        currency: 'EUR',
        summary: '€9,000.00 today.',
        chart: null,
        extremes: [],
        months: [],
        unknown: null,
      },
      own: ['House: €9,000.00, your own figure of Jan 31, 2026.'],
    });
  });

  it('is the sum of what is counted where no account of a bank has a past', async () => {
    const [total] = await totalsOf([], [funds], house('USD'));
    expect(total).toMatchObject({
      ...{ summary: '$9,000.00 today, without the account named below.', chart: null },
      leftOut: [expect.stringContaining('$5.00 today')],
    });
  });
});
