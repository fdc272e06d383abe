import { describe, expect, it } from 'vitest';
import { spendingTrends } from '../../src/present/trends.ts';
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

  it('sets this month against the average of the months that are over and have a history', () => {
    const categories = spendingTrends(flows, options)[0]?.categories;
    expect(categories?.map(({ averageMinor, change }) => [averageMinor, change])).toEqual([
      [450, -1],
      [200, -0.25],
    ]);
  });

  it('has no average in a first month, and no change against an average of nothing', () => {
    const [first] = spendingTrends([flow({ date: '2025-11-01' })], options);
    expect(first?.categories[0]).toMatchObject({ averageMinor: null, change: null });
    const refunded = [flow({ date: '2025-10-01', amountMinor: 500 }), flow({ date: '2025-11-01' })];
    expect(spendingTrends(refunded, options)[0]?.categories[0]).toMatchObject({
      averageMinor: -500,
      change: null,
    });
  });
});
