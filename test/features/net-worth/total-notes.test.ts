/** What is said beside net worth together: other currencies, figures that are about right, and money on its way. */

import { describe, expect, it } from 'vitest';
import type { BalanceHistory } from '../../../src/features/net-worth/balance-history.ts';
import { worthTotalSection } from '../../../src/features/net-worth/total.ts';
import type { Book } from '../../../src/finance/book/lines.ts';
import { monthsBack } from '../../../src/finance/period.ts';
import { format, historyFrom, pastIn, TODAY } from './pasts.ts';

const BACK = monthsBack({ months: '3' }, TODAY);
const DAY_BEFORE = '2025-12-31';

const past = (id: string, steps: Record<string, number>, facts: Parameters<typeof pastIn>[2] = {}) =>
  pastIn(BACK.range, steps, { id, ...facts });
const level = (id: string, minor: number, facts: Parameters<typeof pastIn>[2] = {}) =>
  past(id, { [DAY_BEFORE]: minor }, facts);
const sectionOf = (balances: BalanceHistory, book: Book = []) =>
  worthTotalSection(balances, BACK, format, book);

describe('several currencies', () => {
  it.each([
    ['JPY', 5_000, 'Japanese Yen', '¥5,000'],
    ['KWD', 5_000, 'Kuwaiti Dinar', 'KWD 5.000'],
    ['LUMI', 5_00000000, 'LUMI', '5.00 LUMI'],
  ])('are a block each, with their currency in each address: %s', (currency, minor, name, amount) => {
    const pasts = [level('a', 1_00), level('b', 2_00), level('c', minor, { currency })];
    const blocks = sectionOf(historyFrom(BACK.range, pasts)).currencies;
    expect(blocks.map((block) => block.currency)).toEqual(['USD', currency]);
    expect(blocks[1]).toMatchObject({ currency, name, caption: `Net worth on each day, ${name}` });
    expect(blocks[1]?.summary.replaceAll('\u00a0', ' ')).toBe(
      `${amount} today. As much as before Jan 1, 2026.`,
    );
    expect(blocks.map(({ months }) => months[2]?.query)).toEqual([
      'currency=USD&pending=no&from=2026-03-01&to=2026-03-31',
      `currency=${currency}&pending=no&from=2026-03-01&to=2026-03-31`,
    ]);
  });

  it('are one sum of today at the person’s own rate', () => {
    const rate: Book = [{ kind: 'rate', from: 'EUR', rate: '1.1', to: 'USD' }];
    const euros = past('b', { [DAY_BEFORE]: 50_00, [TODAY]: 200_00 }, { currency: 'EUR' });
    const funds = past('f', { [TODAY]: 9_00 }, { currency: 'JPY', reason: 'investment', type: 'investment' });
    const balances = historyFrom(BACK.range, [level('a', 100_00), euros, funds]);
    expect(sectionOf(balances, rate)).toMatchObject({
      // 100 and 200 times 1.1; of the yen nothing is counted.
      converted: {
        ...{ words: 'converted at your rate', amount: '$320.00' },
        ...{ rates: ['1 EUR = 1.1 USD'], leftOut: null },
      },
      allTogether: 'All together today, without the accounts named below',
    });
  });
});

describe('what is about right, or the person’s own', () => {
  it('is named where it is counted', () => {
    const loan = level('loan', -900_00, { name: 'Car loan', mask: '9', type: 'loan', isAbout: true });
    const wallet = level('wallet', 50_00, { name: 'Wallet', mask: null, isAbout: true });
    const boat = level('own:Boat', 0, { name: 'Boat', mask: null, type: 'other', ownFigureOn: '2026-02-01' });
    const [block] = sectionOf(historyFrom(BACK.range, [loan, wallet, boat])).currencies;
    expect(block?.about).toEqual([
      'Car loan ••9: approximate, since the interest in its payments is not reported and is counted as principal.',
      'Wallet: approximate, since its bank tells only what is available.',
    ]);
    expect(block?.own).toEqual(['Boat: $0.00, your own figure of Feb 1, 2026.']);
  });
});

describe('money on its way', () => {
  const two = [level('a', 1_000_00), level('b', 500_00)];
  const slow = (leftOn: string, arrivedOn: string) => ({
    ...{ fromId: 'a', toId: 'b', amountMinor: 10_00, currency: 'USD', leftOn, arrivedOn },
  });
  const leg = (accountId: string, date: string, amountMinor: number) => ({
    ...{ accountId, date, amountMinor, currency: 'USD' },
  });
  const unsureOf = (...lone: ReturnType<typeof leg>[]) =>
    sectionOf(historyFrom(BACK.range, two, { lone })).currencies[0]?.unsure;

  it.each([
    ['A transfer', [slow('2026-02-02', '2026-02-04')]],
    ['2 transfers', [slow('2026-02-02', '2026-02-04'), slow('2026-02-12', '2026-02-13')]],
  ])('is told of: %s', (which, transfers) => {
    const [block] = sectionOf(historyFrom(BACK.range, two, { slow: transfers })).currencies;
    expect(block?.bridged).toBe(
      `${which} between your accounts took some days. Until it arrives, the money is counted in the account it left.`,
    );
  });

  it('that came in the first days is told of with each day once, the first day first', () => {
    const legs = [leg('b', '2026-01-03', 10_00), leg('a', '2026-01-02', 20_00), leg('b', '2026-01-03', 5_00)];
    expect(unsureOf(...legs)).toEqual({
      came: 'Transfers that came on Jan 2, 2026 and Jan 3, 2026 may have left another of your accounts before these days. They count in the change, but not as the best day.',
      left: null,
    });
  });

  it('that left in the last days is told of with each day once, the first day first', () => {
    const legs = [
      leg('b', '2026-03-09', -10_00),
      leg('a', '2026-03-07', -20_00),
      leg('b', '2026-03-09', -5_00),
    ];
    expect(unsureOf(...legs)).toEqual({
      came: null,
      left: 'Transfers that left on Mar 7, 2026 and Mar 9, 2026 may still be on their way to another of your accounts. They count in the change, but not as the worst day.',
    });
  });

  it('that came on one day is told of as two where there were two', () => {
    expect(unsureOf(leg('a', '2026-01-02', 10_00), leg('b', '2026-01-02', 20_00))?.came).toBe(
      'Transfers that came on Jan 2, 2026 may have left another of your accounts before these days. They count in the change, but not as the best day.',
    );
  });

  it('makes no best and no worst day', () => {
    const steps = {
      [DAY_BEFORE]: 10_00,
      '2026-01-02': 40_00,
      '2026-01-20': 50_00,
      '2026-03-08': 20_00,
      [TODAY]: 15_00,
    };
    const lone = [leg('a', '2026-01-02', 30_00), leg('a', '2026-03-08', -30_00)];
    const balances = historyFrom(BACK.range, [past('a', steps), level('b', 1_00)], { lone });
    const { extremes = [] } = sectionOf(balances).currencies[0] ?? {};
    expect(extremes.slice(3).map(({ label, amount, day }) => `${label} ${amount} ${day}`)).toEqual([
      'Best day +$10.00 Jan 20, 2026',
      'Worst day −$5.00 Mar 10, 2026',
    ]);
  });
});
