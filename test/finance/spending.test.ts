import { describe, expect, it } from 'vitest';
import { spendingByCategory } from '../../src/finance/spending.ts';
import { flow } from './samples.ts';

const range = { from: '2025-11-01', to: '2025-11-30' };

describe('spending by category', () => {
  it('is sorted, nets refunds and shares what was spent', () => {
    const [usd] = spendingByCategory(
      [
        flow({ category: 'FOOD_AND_DRINK', amountMinor: -150 }),
        flow({ category: 'TRAVEL', amountMinor: -300 }),
        flow({ category: 'FOOD_AND_DRINK', amountMinor: 50 }),
        flow({ category: 'GENERAL_MERCHANDISE', amountMinor: 20 }),
        flow({ category: 'TRANSFER_OUT', amountMinor: -5000 }),
        flow({ category: 'TRAVEL', amountMinor: -5000, date: '2025-10-31' }),
      ],
      range,
    );
    expect(usd?.spentMinor).toBe(380);
    expect(
      usd?.categories.map(({ category, spentMinor, share, count }) => [
        category.id,
        spentMinor,
        share,
        count,
      ]),
    ).toEqual([
      ['TRAVEL', 300, 0.75, 1],
      ['FOOD_AND_DRINK', 100, 0.25, 2],
      ['GENERAL_MERCHANDISE', -20, 0, 1],
    ]);
  });

  it('counts the first and the last day of the range, and none around them', () => {
    const days = ['2025-10-31', '2025-11-01', '2025-11-30', '2025-12-01'];
    const flows = days.map((date, index) => flow({ date, amountMinor: -(10 ** index) }));
    expect(spendingByCategory(flows, range)[0]?.spentMinor).toBe(110);
  });

  it('gives no share to what was wholly returned', () => {
    const [usd] = spendingByCategory([flow({ amountMinor: -20 }), flow({ amountMinor: 20 })], range);
    expect(usd?.categories).toMatchObject([{ spentMinor: 0, share: 0 }]);
  });

  it('takes a card’s reward off as other, not as a category of income', () => {
    const [usd] = spendingByCategory(
      [flow({ kind: 'spending', category: 'INCOME', amountMinor: 25 })],
      range,
    );
    expect(usd?.categories.map(({ category }) => category.id)).toEqual(['OTHER']);
  });

  it('keeps currencies apart and is empty for nothing', () => {
    expect(spendingByCategory([flow({}), flow({ currency: 'JPY' })], range)).toHaveLength(2);
    expect(spendingByCategory([], range)).toEqual([]);
  });
});
