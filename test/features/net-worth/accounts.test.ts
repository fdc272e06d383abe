/** The past of each account, in words and as a small line: five days at the turn of a month, worked out by hand. */

import { describe, expect, it } from 'vitest';
import { worthAccountsSection } from '../../../src/features/net-worth/accounts.ts';
import type { BankAccountPast } from '../../../src/features/net-worth/balance-history.ts';
import type { DayRange } from '../../../src/finance/model.ts';
import { format, hidden, historyFrom, pastIn } from './pasts.ts';

const RANGE = { from: '2026-01-30', to: '2026-02-02' };
const FILE = '/net-worth.csv?months=3';

const sectionOf = (pasts: readonly BankAccountPast[], range: DayRange = RANGE, words = format) =>
  worthAccountsSection(historyFrom(range, pasts), FILE, words);

/** The only row of the only group. */
function rowOf(past: BankAccountPast, range: DayRange = RANGE, words = format) {
  const [group, ...groups] = sectionOf([past], range, words).groups;
  expect([groups.length, group?.rows.length]).toEqual([0, 1]);
  return group?.rows[0];
}

const everyday = pastIn(RANGE, { '2026-01-29': 100_00, '2026-01-31': 120_00, '2026-02-02': 90_00 });

describe('an account that is known on all days', () => {
  it('has its line, its change since the first day, and each month with its address', () => {
    expect(sectionOf([everyday])).toEqual({
      groups: [
        {
          ...{ id: 'cash', title: 'Cash' },
          rows: [
            {
              ...{ name: 'Everyday', mask: '1234', bankName: 'Fernhollow Bank' },
              ...{ now: '$90.00', isDebt: false, change: '−$10.00 since Jan 30, 2026', notes: [] },
              // 100 is at 6 + 88 * 20/30 percent; the day before the range is not drawn.
              line: { path: 'M0 64.67H33.33V6H100V94H100', unknownWidth: 0 },
              months: [
                {
                  label: 'January 2026',
                  query: 'account=checking&pending=no&from=2026-01-01&to=2026-01-31',
                  balance: '$120.00',
                },
                {
                  label: 'February 2026',
                  query: 'account=checking&pending=no&from=2026-02-01&to=2026-02-28',
                  balance: '$90.00',
                },
              ],
            },
          ],
        },
      ],
      file: FILE,
    });
  });

  it('has no month of the day before the range', () => {
    const range = { from: '2026-02-01', to: '2026-02-02' };
    const row = rowOf(pastIn(range, { '2026-01-31': 5_00 }), range);
    expect(row?.months.map(({ label }) => label)).toEqual(['February 2026']);
    expect(row?.change).toBe('$0.00 since Feb 1, 2026');
  });

  it.each([
    ['yen', { '2026-01-29': 5_000, '2026-02-01': 5_500 }, 'JPY', '¥5,500', '+¥500'],
    ['dinars', { '2026-01-29': 5_000, '2026-02-01': 4_750 }, 'KWD', 'KWD 4.750', '−KWD 0.250'],
    ['coins', { '2026-01-29': 1_00000000, '2026-02-01': 1_50000000 }, 'LUMI', '1.50 LUMI', '+0.50 LUMI'],
    ['euros', { '2026-01-29': 7_00 }, 'EUR', '€7.00', '€0.00'],
    ['dollars', { '2026-01-29': 7_00, '2026-01-30': 0 }, 'USD', '$0.00', '−$7.00'],
    ['dollars', { '2026-01-29': 0, '2026-01-30': 7_00 }, 'USD', '$7.00', '+$7.00'],
  ] as const)('has amounts in its own currency: %s', (_, steps, currency, now, change) => {
    const row = rowOf(pastIn(RANGE, steps, { currency }));
    const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ');
    expect([plain(row?.now), plain(row?.change)]).toEqual([now, `${change} since Jan 30, 2026`]);
    expect(plain(row?.months[1]?.balance)).toBe(now);
    expect(row?.isDebt).toBe(false);
  });
});

it('has no cell and no line of days that are not known, and says why', () => {
  const range = { from: '2025-12-30', to: '2026-02-02' };
  const facts = { id: 'card', type: 'credit', reason: 'before-first' } as const;
  const row = rowOf(pastIn(range, { '2026-01-31': -50_00, '2026-02-02': -70_00 }, facts), range);
  expect(row).toMatchObject({
    ...{ now: '−$70.00', isDebt: true, change: '−$20.00 since Feb 1, 2026' },
    notes: ['Its first transaction is dated Jan 31, 2026.'],
    // The 33rd of 35 days is at 32/34.
    line: { path: 'M94.12 6H100V94H100', unknownWidth: 94.12 },
    months: [
      { label: 'December 2025', balance: null },
      { label: 'January 2026', balance: '−$50.00' },
      { label: 'February 2026', balance: '−$70.00' },
    ],
  });
});

describe('an account without a past', () => {
  const nothing = { change: null, line: null, months: [], isDebt: false };

  it('is not given where its bank gives no balance', () => {
    expect(rowOf(pastIn(RANGE, {}, { reason: 'no-balance' }))).toMatchObject({
      ...nothing,
      ...{ now: 'not reported', notes: ['Its bank gives no balance.'] },
    });
  });

  it.each([
    ['investment', 'Past market values are not available.'],
    ['no-transactions', 'It has no transaction in this time.'],
  ] as const)('is today’s balance alone, and says why: %s', (reason, note) => {
    const row = rowOf(pastIn(RANGE, { '2026-02-02': 5_000_00 }, { reason }));
    expect(row).toMatchObject({ ...nothing, now: '$5,000.00', notes: [note] });
  });

  it('is a figure of the person’s own, with its day in place of a bank', () => {
    const own = { name: 'House', mask: null, type: 'other', subtype: 'property' } as const;
    const past = pastIn(RANGE, { '2026-01-29': 9_000_00 }, { ...own, ownFigureOn: '2026-01-15' });
    expect(sectionOf([past]).groups).toEqual([
      {
        ...{ id: 'property', title: 'Property' },
        rows: [
          {
            ...{ name: 'House', mask: null, bankName: 'Your own figure of Jan 15, 2026' },
            ...{ now: '$9,000.00', notes: ['It counts the same on every day.'], ...nothing },
          },
        ],
      },
    ]);
  });
});

it('has a past where yesterday is known', () => {
  const row = rowOf(pastIn(RANGE, { '2026-02-01': 5_00, '2026-02-02': 8_00 }, { reason: 'not-read' }));
  expect(row?.change).toBe('+$3.00 since Feb 2, 2026');
  expect(row?.line).toEqual({ path: 'M66.67 94H100V6H100', unknownWidth: 66.67 });
});

it('says both why days are not known and that the others are about right', () => {
  const facts = { type: 'loan', reason: 'not-read', isAbout: true } as const;
  const row = rowOf(pastIn(RANGE, { '2026-01-31': -900_00 }, facts));
  expect(row?.notes).toEqual([
    'Its bank could be read back to Jan 31, 2026 only.',
    'Approximate, since the interest in its payments is not reported and is counted as principal.',
  ]);
});

it('is in the groups of the overview, in each as the banks tell them', () => {
  const named = (name: string, type: 'loan' | 'credit' | 'depository') =>
    pastIn(RANGE, { '2026-01-29': 1_00 }, { id: name, name, type });
  const pasts = [named('Car', 'loan'), named('B', 'depository'), named('Card', 'credit')];
  const { groups } = sectionOf([...pasts, named('A', 'depository')]);
  expect(groups.map(({ id, title, rows }) => [id, title, ...rows.map(({ name }) => name)])).toEqual([
    ['cash', 'Cash', 'B', 'A'],
    ['credit-cards', 'Credit cards', 'Card'],
    ['loans', 'Loans', 'Car'],
  ]);
});

it('has neither an amount nor the address of the file while amounts are hidden', () => {
  const { groups, file } = sectionOf([everyday], RANGE, hidden);
  expect(file).toBeNull();
  expect(groups[0]?.rows[0]).toMatchObject({
    ...{ now: '•••••', change: '••••• since Jan 30, 2026' },
    months: [{ balance: '•••••' }, { balance: '•••••' }],
  });
});
