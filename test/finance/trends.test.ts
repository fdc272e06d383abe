import { describe, expect, it } from 'vitest';
import { spendingTrends } from '../../src/finance/trends.ts';
import { flow } from './samples.ts';

const options = { months: 4, today: '2025-11-03' };

describe('spending trends', () => {
  const flows = [
    flow({ date: '2025-09-05', amountMinor: -100 }),
    flow({ date: '2025-10-05', amountMinor: -300 }),
    flow({ date: '2025-11-02', amountMinor: -150 }),
    flow({ date: '2025-10-07', amountMinor: -900, category: 'TRAVEL' }),
    flow({ date: '2025-07-31', amountMinor: -9999 }),
  ];

  it('gives each category a value for each month', () => {
    const [usd] = spendingTrends(flows, options);
    expect(usd?.months).toEqual(['2025-08', '2025-09', '2025-10', '2025-11']);
    expect(usd?.categories.map(({ category, spentMinor }) => [category.id, spentMinor])).toEqual([
      ['TRAVEL', [0, 0, 900, 0]],
      ['FOOD_AND_DRINK', [0, 100, 300, 150]],
    ]);
  });

  it('averages the months that are over and have a history', () => {
    const [usd] = spendingTrends(flows, options);
    expect(usd?.categories.map(({ averageMinor }) => averageMinor)).toEqual([450, 200]);
  });

  it('counts from the first month with any income, so that every average is of the same months', () => {
    const income = flow({ date: '2025-08-09', amountMinor: 5000, category: 'INCOME' });
    const [usd] = spendingTrends([...flows, income], options);
    expect(usd?.categories.map(({ averageMinor }) => averageMinor)).toEqual([300, 133]);
    expect(usd?.total.averageMinor).toBe(433);
  });

  it('sums all categories, month by month', () => {
    expect(spendingTrends(flows, options)[0]?.total).toEqual({
      spentMinor: [0, 100, 1200, 150],
      totalMinor: 1450,
      averageMinor: 650,
    });
  });

  it('takes refunds off, leaves transfers out and never adds currencies', () => {
    const trends = spendingTrends(
      [
        ...flows,
        flow({ date: '2025-10-09', amountMinor: 400, category: 'TRAVEL' }),
        flow({ date: '2025-10-10', amountMinor: -7777, category: 'TRANSFER_OUT' }),
        flow({ date: '2025-10-11', amountMinor: -50, currency: 'EUR' }),
      ],
      options,
    );
    expect(trends.map(({ currency, total }) => [currency, total.spentMinor])).toEqual([
      ['USD', [0, 100, 800, 150]],
      ['EUR', [0, 0, 50, 0]],
    ]);
  });

  it('has no average in a first month, and no category where nothing was spent', () => {
    const [first] = spendingTrends([flow({ date: '2025-11-01' })], options);
    expect(first?.categories[0]?.averageMinor).toBeNull();
    const income = flow({ date: '2025-10-09', amountMinor: 5000, category: 'INCOME' });
    expect(spendingTrends([income], options)).toMatchObject([
      { categories: [], total: { spentMinor: [0, 0, 0, 0], averageMinor: 0 } },
    ]);
  });
});
