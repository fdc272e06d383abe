import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashFlow, cashFlowSummary } from '../../src/finance/cash-flow.ts';
import { addDays, eachDay } from '../../src/finance/days.ts';
import { createFormat } from '../../src/finance/format.ts';
import { monthSoFar } from '../../src/finance/month-so-far.ts';
import { flow } from './samples.ts';

const today = '2025-11-03';
const options = { months: 4, today };

describe('cash flow', () => {
  it('shows every month, also one without any flow', () => {
    const flows = [
      flow({ date: '2025-11-01', amountMinor: -100 }),
      flow({ date: '2025-09-30', amountMinor: -400 }),
      flow({ date: '2025-09-01', amountMinor: 900, category: 'INCOME' }),
      flow({ date: '2025-07-31', amountMinor: -7777 }),
    ];
    const [{ months = [] } = {}] = cashFlow(flows, options);
    expect(months.map(({ month, incomeMinor, spentMinor }) => [month, incomeMinor, spentMinor])).toEqual([
      ['2025-08', 0, 0],
      ['2025-09', 900, 400],
      ['2025-10', 0, 0],
      ['2025-11', 0, 100],
    ]);
  });

  it('averages the months that are over, from the first one with a row', () => {
    const flows = [
      flow({ date: '2025-09-15', amountMinor: -300 }),
      flow({ date: '2025-10-15', amountMinor: -100 }),
      flow({ date: '2025-11-01', amountMinor: -9999 }),
    ];
    expect(cashFlow(flows, options)[0]?.average).toEqual({ incomeMinor: 0, spentMinor: 200, netMinor: -200 });
  });

  it('leaves a first month out of which only the last days are known', () => {
    const aDollarADay = (from: string) =>
      eachDay(from, today).map((date) => flow({ date, amountMinor: -1_00 }));
    // In August three days, in September 30 and in October 31: 30.5 dollars on average.
    const flows = aDollarADay('2025-08-29');
    const average = (rows: typeof flows) => cashFlow(rows, options)[0]?.average?.spentMinor;
    expect(average(flows)).toBe(30_50);
    // A transfer of the month before shows that all of August is known: 64 dollars in three months.
    expect(average([...flows, flow({ date: '2025-07-30', category: 'TRANSFER_OUT' })])).toBe(21_33);
    // No other month is over.
    expect(average(aDollarADay('2025-10-29'))).toBe(3_00);
  });

  it('keeps the first month of a quiet account, and of a bank beside one that tells less', () => {
    const quarterly = ['2025-08-29', '2025-11-01'].map((date) => flow({ date, amountMinor: -90_00 }));
    expect(cashFlow(quarterly, options)[0]?.average?.spentMinor).toBe(30_00);
    const other = eachDay('2025-10-20', today).map((date) =>
      flow({ accountId: 'other', date, amountMinor: -1_00 }),
    );
    // 90 dollars and 12 of the other bank, in three months.
    expect(cashFlow([...quarterly, ...other], options)[0]?.average?.spentMinor).toBe(34_00);
  });

  it('has no average in a first month', () => {
    expect(cashFlow([flow({ date: '2025-11-01' })], options)[0]?.average).toBeNull();
  });

  it('begins in the first month with income or spending, whatever transfers were before', () => {
    const flows = [
      flow({ date: '2025-08-15', category: 'TRANSFER_OUT' }),
      flow({ date: '2025-10-15', amountMinor: -300 }),
      flow({ date: '2025-10-15', currency: 'EUR', category: 'TRANSFER_IN' }),
      flow({ date: '2025-07-31', currency: 'GBP' }),
    ];
    expect(cashFlow(flows, options)).toMatchObject([{ currency: 'USD', average: { spentMinor: 300 } }]);
  });

  it('adds up to the sum of all income and spending, currency by currency', () => {
    const someFlow = fc
      .record({
        age: fc.integer({ min: 0, max: 150 }),
        amountMinor: fc.integer({ min: -1e7, max: 1e7 }),
        currency: fc.constantFrom('USD', 'JPY'),
        category: fc.constantFrom('INCOME', 'TRAVEL', 'TRANSFER_OUT', 'OTHER'),
      })
      .map(({ age, ...facts }) => flow({ ...facts, date: addDays(today, -age) }));
    fc.assert(
      fc.property(fc.array(someFlow), (flows) => {
        const expected: Record<string, number> = {};
        for (const { kind, date, currency, amountMinor } of flows) {
          if (date < '2025-08-01' || (kind !== 'income' && kind !== 'spending')) continue;
          expected[currency] = (expected[currency] ?? 0) + amountMinor;
        }
        const nets = cashFlow(flows, options).map(({ currency, months }) => [
          currency,
          months.reduce((sum, month) => sum + month.netMinor, 0),
        ]);
        expect(Object.fromEntries(nets)).toEqual(expected);
      }),
    );
  });
});

describe('the sentence under cash flow', () => {
  const flows = [
    flow({ date: '2025-11-01', amountMinor: -30_00 }),
    flow({ date: '2025-11-02', amountMinor: -10_00, category: 'TRAVEL' }),
    flow({ date: '2025-10-01', amountMinor: 500_00, category: 'INCOME' }),
  ];
  const sentences = (months: number, isHidden = false) =>
    cashFlow(flows, { months, today }).map((months) =>
      cashFlowSummary(months, createFormat({ locale: 'en-US', isHidden, today })),
    );

  it('tells the average month and this one', () => {
    expect(sentences(2)).toEqual([
      'In an average month $500.00 came in and $0.00 was spent; in November 2025 so far, $0.00 came in and $40.00 was spent.',
    ]);
  });

  it('tells only this month where there is no other', () => {
    expect(sentences(1)).toEqual(['In November 2025 so far, $0.00 came in and $40.00 was spent.']);
  });

  it('says so where there is no month at all', () => {
    const format = createFormat({ locale: 'en-US', isHidden: false, today });
    expect(cashFlowSummary({ currency: 'USD', months: [], average: null }, format)).toBe('No month to show.');
  });

  it('tells no amount when amounts are hidden', () => {
    expect(sentences(2, true)).toEqual([expect.not.stringMatching(/500|40|\$/)]);
  });
});

describe('the month so far', () => {
  it('counts the days up to today of this month and of the last one, and no others', () => {
    const flows = ['2025-11-10', '2025-11-01', '2025-10-31', '2025-10-10', '2025-10-01', '2025-09-30'].map(
      (date, index) => flow({ date, amountMinor: -(10 ** index) }),
    );
    expect(monthSoFar(flows, '2025-11-10')).toEqual([
      {
        currency: 'USD',
        thisMonth: { incomeMinor: 0, spentMinor: 11, netMinor: -11 },
        lastMonth: { incomeMinor: 0, spentMinor: 11000, netMinor: -11000 },
      },
    ]);
  });

  it('on the 31st is compared with the whole of a shorter month', () => {
    const flows = [
      flow({ date: '2025-02-28', amountMinor: -5 }),
      flow({ date: '2025-03-31', amountMinor: -7 }),
    ];
    expect(monthSoFar(flows, '2025-03-31')[0]).toMatchObject({
      thisMonth: { spentMinor: 7 },
      lastMonth: { spentMinor: 5 },
    });
  });

  it('counts pending rows, but not rows of days to come', () => {
    const flows = [
      flow({ date: today, isPending: true, amountMinor: -5 }),
      flow({ date: '2025-11-04', isPending: true, amountMinor: -50 }),
    ];
    expect(monthSoFar(flows, today)[0]?.thisMonth.spentMinor).toBe(5);
  });

  it('is of each currency with income or spending on these days, and of none with transfers or other days alone', () => {
    const flows = [
      flow({ currency: 'EUR' }),
      flow({}),
      flow({}),
      flow({ currency: 'CAD', date: '2025-10-20' }),
      flow({ currency: 'GBP', category: 'TRANSFER_IN', amountMinor: 5 }),
    ];
    expect(monthSoFar(flows, today).map(({ currency }) => currency)).toEqual(['USD', 'EUR']);
  });
});
