import { describe, expect, it } from 'vitest';
import { monthlySums } from '../../src/finance/monthly-sums.ts';
import { flow } from './samples.ts';

const today = '2025-11-10';
const sums = (rows: Parameters<typeof flow>[0][], from = '2025-08-01', to = today) =>
  monthlySums(rows.map(flow), { from, to }, today);

describe('the sums of each month', () => {
  it('are of every month of the range, this one so far against the same days before', () => {
    const rows = [
      { date: '2025-09-10', amountMinor: -100 },
      { date: '2025-10-10', amountMinor: -1000 },
      { date: '2025-10-11', amountMinor: -500 },
      { date: '2025-11-10', amountMinor: -70 },
      { date: '2025-11-02', amountMinor: 20 },
    ];
    expect(sums(rows)).toEqual([
      {
        ...{ currency: 'USD', kind: 'spending', totalMinor: 1650, count: 5, otherCount: 0 },
        months: [
          { month: '2025-08', amountMinor: 0 },
          { month: '2025-09', amountMinor: 100 },
          { month: '2025-10', amountMinor: 1500 },
          { month: '2025-11', amountMinor: 50 },
        ],
        // Of September and October: nothing was there before.
        averageMinor: 800,
        soFar: { amountMinor: 50, beforeMinor: 1000 },
      },
    ]);
  });

  it('begin with the first month that is whole', () => {
    const [usd] = sums([{ date: '2025-08-20' }, { date: '2025-09-01' }], '2025-08-15');
    expect(usd).toMatchObject({ totalMinor: 2480, months: [{ month: '2025-09' }, {}, {}] });
  });

  it('compare nothing where the range does not hold the month before, or ends before today', () => {
    expect(sums([{ date: '2025-11-02' }], '2025-10-11')).toMatchObject([
      { months: [{ month: '2025-11' }], averageMinor: null, soFar: { amountMinor: 1240, beforeMinor: null } },
    ]);
    expect(sums([{ date: '2025-11-02' }], '2025-11-02')).toMatchObject([{ months: [], soFar: null }]);
    expect(sums([{ date: '2025-10-02' }], '2025-09-01', '2025-10-30')).toMatchObject([
      { averageMinor: 0, soFar: null, totalMinor: 1240 },
    ]);
    expect(sums([{ date: '2025-10-02' }], '2025-09-01', '2025-10-31')).toMatchObject([
      { averageMinor: 1240, soFar: null },
    ]);
  });

  it('are of spending where there is any, else of income, else of what moved', () => {
    const spent = { date: '2025-11-01', amountMinor: -5 };
    const paid = { date: '2025-11-01', amountMinor: 700, category: 'INCOME' };
    const moved = { date: '2025-11-01', amountMinor: -30, category: 'TRANSFER_OUT' };
    const pick = (rows: Parameters<typeof sums>[0]) =>
      sums(rows).map(({ kind, totalMinor, count, otherCount }) => [kind, totalMinor, count, otherCount]);
    expect(pick([spent, paid, moved])).toEqual([['spending', 5, 1, 2]]);
    expect(pick([paid, moved])).toEqual([['income', 700, 1, 1]]);
    expect(pick([moved])).toEqual([['moved-out', 30, 1, 0]]);
    expect(pick([{ ...moved, amountMinor: 30 }])).toEqual([['moved-in', 30, 1, 0]]);
  });

  it('leave out what is probably posted already, and add no two currencies', () => {
    const posted = { id: 'p', date: '2025-11-03', amountMinor: -1240 };
    expect(sums([{}, { isPending: true, probablySameAs: posted }])).toMatchObject([
      { count: 1, otherCount: 0 },
    ]);
    expect(sums([{}, { currency: 'EUR' }]).map(({ currency, totalMinor }) => [currency, totalMinor])).toEqual(
      [
        ['EUR', 1240],
        ['USD', 1240],
      ],
    );
  });

  it('are none of nothing', () => {
    expect(sums([])).toEqual([]);
  });
});
