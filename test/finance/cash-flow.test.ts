import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashFlow } from '../../src/finance/cash-flow.ts';
import { addDays } from '../../src/finance/days.ts';
import { flow } from './samples.ts';

const options = { months: 4, today: '2025-11-03' };

describe('cash flow', () => {
  it('shows every month, also one without any flow', () => {
    const flows = [
      flow({ date: '2025-11-01', amountMinor: -100 }),
      flow({ date: '2025-09-30', amountMinor: -400 }),
      flow({ date: '2025-09-01', amountMinor: 900, category: 'INCOME' }),
      flow({ date: '2025-07-31', amountMinor: -7777 }),
    ];
    const [usd] = cashFlow(flows, options);
    expect(usd?.months.map(({ month, incomeMinor, spentMinor }) => [month, incomeMinor, spentMinor])).toEqual(
      [
        ['2025-08', 0, 0],
        ['2025-09', 900, 400],
        ['2025-10', 0, 0],
        ['2025-11', 0, 100],
      ],
    );
  });

  it('averages months that are over, and not those before the history begins', () => {
    const flows = [
      flow({ date: '2025-09-15', amountMinor: -300 }),
      flow({ date: '2025-10-15', amountMinor: -100 }),
      flow({ date: '2025-11-01', amountMinor: -9999 }),
    ];
    expect(cashFlow(flows, options)[0]?.average).toEqual({ incomeMinor: 0, spentMinor: 200, netMinor: -200 });
  });

  it('has no average in a first month', () => {
    expect(cashFlow([flow({ date: '2025-11-01' })], options)[0]?.average).toBeNull();
  });

  it('begins with the first income or spending: what moves only or is too old begins nothing', () => {
    const flows = [
      flow({ date: '2025-08-15', category: 'TRANSFER_OUT' }),
      flow({ date: '2025-10-15', amountMinor: -300 }),
      flow({ date: '2025-10-15', currency: 'EUR', category: 'TRANSFER_IN' }),
      flow({ date: '2025-07-31', currency: 'GBP' }),
    ];
    expect(cashFlow(flows, options)).toMatchObject([{ currency: 'USD', average: { spentMinor: 300 } }]);
  });

  it('adds up to an independent sum, currency by currency', () => {
    const someFlow = fc
      .record({
        age: fc.integer({ min: 0, max: 150 }),
        amountMinor: fc.integer({ min: -1e7, max: 1e7 }),
        currency: fc.constantFrom('USD', 'JPY'),
        category: fc.constantFrom('INCOME', 'TRAVEL', 'TRANSFER_OUT', 'OTHER'),
      })
      .map(({ age, ...facts }) => flow({ ...facts, date: addDays(options.today, -age) }));
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
