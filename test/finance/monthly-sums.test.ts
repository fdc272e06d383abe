import { describe, expect, it } from 'vitest';
import { eachDay } from '../../src/finance/days.ts';
import { monthlySums } from '../../src/finance/monthly-sums.ts';
import { flow } from './samples.ts';

const today = '2025-11-10';
type Rows = Parameters<typeof flow>[0][];
type Counts = Parameters<typeof monthlySums>[1]['counts'];
const sums = (rows: Rows, from = '2025-08-01', to = today, counts: Counts = '', others: Rows = []) =>
  monthlySums(rows.map(flow), { range: { from, to }, today, counts, all: [...rows, ...others].map(flow) });

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

  it('have an average of whole months also where their range is over', () => {
    // Ten dollars a day since 29 August: September has 300, and three days of August are no month.
    const rows = eachDay('2025-08-29', '2025-09-30').map((date) => ({ date, amountMinor: -10_00 }));
    expect(sums(rows, '2025-08-01', '2025-09-30')[0]?.averageMinor).toBe(300_00);
  });

  it('begin with the first month that is whole', () => {
    const [usd] = sums([{ date: '2025-08-20' }, { date: '2025-09-01' }], '2025-08-15');
    expect(usd).toMatchObject({ totalMinor: 2480, months: [{ month: '2025-09' }, {}, {}] });
  });

  it.each([
    // (300 + 2,700 + 2,700) / 3
    ['2025-07-03', 1900],
    // (2,700 + 2,700) / 2
    ['2025-08-29', 2700],
  ])(
    'have an average without a month whose first days are not known, with rows since %s',
    (since, average) => {
      const rows = [
        { date: '2025-08-30', amountMinor: -300 },
        { date: '2025-09-10', amountMinor: -2700 },
        { date: '2025-10-10', amountMinor: -2700 },
      ];
      const others = eachDay(since, today).map((date) => ({ date, amountMinor: -1 }));
      expect(sums(rows, '2025-07-01', today, '', others)[0]?.averageMinor).toBe(average);
    },
  );

  it('compare nothing where the range does not hold the month before, or ends before today', () => {
    expect(sums([{ date: '2025-11-02' }], '2025-10-11')).toMatchObject([
      { months: [{ month: '2025-11' }], averageMinor: null, soFar: { amountMinor: 1240, beforeMinor: null } },
    ]);
    expect(sums([{ date: '2025-11-02' }], '2025-11-02')).toMatchObject([{ months: [], soFar: null }]);
    expect(sums([{ date: '2025-10-02' }], '2025-09-01', '2025-10-30')).toMatchObject([
      { averageMinor: null, soFar: null, totalMinor: 1240 },
    ]);
    expect(sums([{ date: '2025-10-02' }], '2025-09-01', '2025-10-31')).toMatchObject([
      { averageMinor: 1240, soFar: null },
    ]);
  });

  it('have no average where the first transaction is of this month', () => {
    expect(sums([{ date: '2025-11-02' }], '2024-01-01')).toMatchObject([
      { averageMinor: null, soFar: { amountMinor: 1240, beforeMinor: 0 } },
    ]);
  });

  const spent = { date: '2025-11-01', amountMinor: -500 };
  const refund = { date: '2025-11-02', amountMinor: 400 };
  const paid = { date: '2025-11-01', amountMinor: 700, category: 'INCOME' };
  const moved = { date: '2025-11-01', amountMinor: -3000, category: 'TRANSFER_OUT' };

  it.each<[string, Rows, Counts, unknown[]]>([
    ['more income than spending', [spent, paid, moved], '', ['income', 700, 1, 2]],
    ['more spending than income', [spent, spent, paid], '', ['spending', 1000, 2, 1]],
    ['more spending, refunds and all, than income', [spent, refund, paid], '', ['spending', 100, 2, 1]],
    ['income and what moved', [paid, moved], '', ['income', 700, 1, 1]],
    ['spending and more that moved', [spent, moved], '', ['spending', 500, 1, 1]],
    ['what moved out', [moved], '', ['moved-out', 3000, 1, 0]],
    ['what moved in', [{ ...moved, amountMinor: 30 }], '', ['moved-in', 30, 1, 0]],
    ['spending by the filter', [spent], 'spending', ['spending', 500, 1, 0]],
    ['refunds by the filter', [refund], 'spending', ['spending', -400, 1, 0]],
    ['income by the filter', [paid], 'income', ['income', 700, 1, 0]],
    ['neither by the filter', [moved], 'neither', ['moved-out', 3000, 1, 0]],
  ])('are of one kind: of %s', (_, rows, counts, wanted) => {
    const [first] = sums(rows, '2025-08-01', today, counts);
    expect([first?.kind, first?.totalMinor, first?.count, first?.otherCount]).toEqual(wanted);
  });

  it('of pay are income, whatever a card gave back', () => {
    const pay = ['2025-09-01', '2025-10-01', '2025-11-01'].map((date) => ({
      ...{ date, amountMinor: 3000_00, category: 'INCOME' },
    }));
    const reward = {
      ...{ date: '2025-11-03', amountMinor: 12_50, category: 'INCOME', kind: 'spending' as const },
    };
    expect(sums([...pay, reward])).toMatchObject([
      { kind: 'income', totalMinor: 9000_00, otherCount: 1, soFar: { amountMinor: 3000_00 } },
    ]);
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
