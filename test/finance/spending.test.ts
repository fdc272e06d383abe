import { describe, expect, it } from 'vitest';
import { eachDay } from '../../src/finance/days.ts';
import { createFormat } from '../../src/finance/format.ts';
import { spendingByCategory, spendingSummary } from '../../src/finance/spending.ts';
import { spendingTrends, trendsSummary } from '../../src/finance/trends.ts';
import { flow } from './samples.ts';

const today = '2025-11-03';
const range = { from: '2025-11-01', to: '2025-11-30' };

describe('spending by category', () => {
  it('is sorted, with refunds taken off, and with each category’s share', () => {
    const flows = [
      flow({ category: 'FOOD_AND_DRINK', amountMinor: -150 }),
      flow({ category: 'TRAVEL', amountMinor: -300 }),
      flow({ category: 'FOOD_AND_DRINK', amountMinor: 50 }),
      flow({ category: 'GENERAL_MERCHANDISE', amountMinor: 20 }),
      flow({ category: 'TRANSFER_OUT', amountMinor: -5000 }),
      flow({ category: 'TRAVEL', amountMinor: -5000, date: '2025-10-31' }),
    ];
    const [usd] = spendingByCategory(flows, range);
    expect(usd?.spentMinor).toBe(380);
    expect(usd?.categories.map((row) => [row.category.id, row.spentMinor, row.share, row.count])).toEqual([
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

  it('gives no share to a category of which all was refunded', () => {
    const [usd] = spendingByCategory([flow({ amountMinor: -20 }), flow({ amountMinor: 20 })], range);
    expect(usd?.categories).toMatchObject([{ spentMinor: 0, share: 0 }]);
  });

  it('has a card’s reward under Other, and no category of income', () => {
    const reward = flow({ kind: 'spending', category: 'INCOME', amountMinor: 25 });
    expect(spendingByCategory([reward], range)[0]?.categories.map(({ category }) => category.id)).toEqual([
      'OTHER',
    ]);
  });

  it('keeps currencies apart and is empty for nothing', () => {
    expect(spendingByCategory([flow({}), flow({ currency: 'JPY' })], range)).toHaveLength(2);
    expect(spendingByCategory([], range)).toEqual([]);
  });
});

describe('the sentence under spending', () => {
  const flows = [
    flow({ date: '2025-11-01', amountMinor: -30_00 }),
    flow({ date: '2025-11-02', amountMinor: -10_00, category: 'TRAVEL' }),
  ];
  const format = createFormat({ locale: 'en-US', isHidden: false, today });
  const sentences = (rows: typeof flows) =>
    spendingByCategory(rows, range).map((spending) => spendingSummary(spending, format));

  it('tells the sum and the largest parts', () => {
    expect(sentences(flows)).toEqual(['$40.00 was spent; the most on Food and drink 75%, Travel 25%.']);
  });

  it('tells three parts at most', () => {
    const more = [
      flow({ category: 'MEDICAL', amountMinor: -5_00 }),
      flow({ category: 'OTHER', amountMinor: -1_00 }),
    ];
    expect(sentences([...flows, ...more])).toEqual([
      '$46.00 was spent; the most on Food and drink 65%, Travel 22%, Health 11%.',
    ]);
  });

  it('tells no shares where amounts are hidden', () => {
    const hidden = createFormat({ locale: 'en-US', isHidden: true, today });
    expect(spendingByCategory(flows, range).map((spending) => spendingSummary(spending, hidden))).toEqual([
      '••••• was spent; the most on Food and drink, Travel.',
    ]);
  });

  it('says that nothing was spent where there were refunds alone', () => {
    expect(sentences([flow({ amountMinor: 5 })])).toEqual(['Nothing was spent.']);
  });
});

describe('spending trends', () => {
  const options = { months: 4, today };
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

  it('averages the months that are over, from the first one with a row', () => {
    const [usd] = spendingTrends(flows, options);
    expect(usd?.categories.map(({ averageMinor }) => averageMinor)).toEqual([450, 200]);
  });

  it('leaves a first month out of which only the last days are known', () => {
    // 90 days: $100 on each of the first 27 days of every month, and on the last days of August.
    const rows = eachDay('2025-08-29', '2025-11-27')
      .filter((date) => date < '2025-09-01' || date.slice(8) <= '27')
      .map((date) => flow({ date, amountMinor: -100_00 }));
    const [usd] = spendingTrends(rows, { months: 12, today: '2025-11-27' });
    const wanted = {
      averageMinor: 2_700_00,
      sameDaysAverageMinor: 2_700_00,
      sameDaysBeforeMinor: 2_700_00,
      totalMinor: 8_400_00,
    };
    expect([usd?.total, usd?.categories[0]]).toMatchObject([wanted, wanted]);
    expect(usd && trendsSummary(usd)).toBe('No category is above its average for these days.');
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
      // All but the purchases of this month were on the fifth or later, and it is the third.
      sameDaysAverageMinor: 0,
      sameDaysBeforeMinor: 0,
    });
  });

  it('compares this month so far with the same days of the months before', () => {
    const days = [
      '2025-08-01',
      '2025-08-03',
      '2025-08-04',
      '2025-09-03',
      '2025-10-02',
      '2025-10-31',
      '2025-11-03',
    ];
    const rows = days.map((date, index) => flow({ date, amountMinor: -(10 ** index) }));
    const [usd] = spendingTrends(rows, options);
    // August 1 + 10, September 1,000, October 10,000; this month 1,000,000.
    expect(usd?.total).toMatchObject({ sameDaysAverageMinor: 3670, sameDaysBeforeMinor: 10_000 });
    expect(usd?.categories[0]).toMatchObject({ sameDaysAverageMinor: 3670, sameDaysBeforeMinor: 10_000 });
  });

  it('compares the last day of a month with the whole of a shorter one, and that with its first days', () => {
    const rows = [
      flow({ date: '2025-03-28', amountMinor: -1 }),
      flow({ date: '2025-03-29', amountMinor: -10 }),
      flow({ date: '2025-02-28', amountMinor: -100 }),
    ];
    const monthBefore = (day: string) =>
      spendingTrends(rows, { months: 3, today: day })[0]?.total.sameDaysBeforeMinor;
    expect(monthBefore('2025-03-31')).toBe(100);
    expect(monthBefore('2025-04-28')).toBe(1);
    expect(monthBefore('2025-04-30')).toBe(11);
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

describe('the sentence under spending trends', () => {
  it.each<[string, Record<string, [october: number, november: number]>, string]>([
    [
      'names the category that is furthest above its average',
      { TRAVEL: [100_00, 130_00], MEDICAL: [1_00, 20_00] },
      'Highest against the same days of other months: travel.',
    ],
    [
      'names it also where more was spent in another',
      { TRAVEL: [500_00, 501_00], MEDICAL: [1_00, 20_00] },
      'Highest against the same days of other months: health.',
    ],
    [
      'leaves the person’s own words as they wrote them',
      { 'Dîner chez Ann': [1_00, 20_00] },
      'Highest against the same days of other months: Dîner chez Ann.',
    ],
    [
      'says so where none is above',
      { TRAVEL: [1_00, 1_00] },
      'No category is above its average for these days.',
    ],
    [
      'compares with nothing in a first month',
      { TRAVEL: [0, 1_00] },
      'There is no month before to compare this one with.',
    ],
  ])('%s', (_, spent, sentence) => {
    const flows = Object.entries(spent).flatMap(([category, [october, november]]) => [
      ...(october === 0 ? [] : [flow({ date: '2025-10-02', amountMinor: -october, category })]),
      flow({ date: '2025-11-02', amountMinor: -november, category }),
    ]);
    expect(spendingTrends(flows, { months: 3, today }).map(trendsSummary)).toEqual([sentence]);
  });
});
