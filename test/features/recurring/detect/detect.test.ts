import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Confidence,
  recurringAmong,
  rowsByMerchant,
} from '../../../../src/features/recurring/detect/detect.ts';
import { addDays } from '../../../../src/finance/days.ts';
import type { Flow } from '../../../../src/finance/flow.ts';
import { flow } from '../../../finance/samples.ts';
import { daysOf, every, found, monthly, rowsOn, same, TODAY, YEAR } from './rows.ts';

describe('what the person’s book says', () => {
  const films = (facts: Partial<Flow> = {}) => monthly('Films', 7, same(-1549, 6), facts);
  const gym = monthly('Gym', 9, same(-3000, 6));

  it('does not recur is never found', () => {
    expect(found([...films({ recurs: 'no' }), ...gym]).map(({ name }) => name)).toEqual(['Gym']);
  });

  it('has ended is among what has ended at once, and is not expected again', () => {
    expect(found(films())).toMatchObject([{ status: 'active', nextDate: '2025-11-07' }]);
    expect(found([...films({ recurs: 'ended' }), ...gym])).toMatchObject([
      { name: 'Gym', status: 'active' },
      { name: 'Films', status: 'cancelled', nextDate: null, lastDate: '2025-10-07', count: 6 },
    ]);
  });

  it('is filed elsewhere recurs all the same, by Plaid’s category', () => {
    const told = {
      name: 'Films',
      merchantId: null,
      category: 'RENT_AND_UTILITIES',
      detailedCategory: 'RENT_AND_UTILITIES_RENT',
    };
    const own = films({ category: 'Home, ours', detailedCategory: 'Home, ours', told });
    expect(found(own)).toMatchObject([
      { category: 'RENT_AND_UTILITIES', detailedCategory: 'RENT_AND_UTILITIES_RENT' },
    ]);
  });

  it('counts as a transfer, or not at all, is neither income nor a payment', () => {
    for (const countsAs of ['transfer', 'nothing'] as const) {
      expect(found(films({ countsAs, kind: countsAs }))).toEqual([]);
    }
  });
});

describe('what recurs', () => {
  it('is told in full', () => {
    expect(found(monthly('Films', 7, [-1549, -1549, -1549, -1549, -1799, -1799]))).toEqual([
      {
        name: 'Films',
        names: ['Films'],
        toldNames: ['Films'],
        accountIds: ['checking'],
        isOneOfSeveral: false,
        category: 'FOOD_AND_DRINK',
        detailedCategory: 'FOOD_AND_DRINK',
        currency: 'USD',
        kind: 'spending',
        cadence: 'monthly',
        amountMinor: -1799,
        smallestMinor: -1549,
        largestMinor: -1799,
        priceRise: { fromMinor: -1549, toMinor: -1799, since: '2025-09-07' },
        firstDate: '2025-05-07',
        lastDate: '2025-10-07',
        nextDate: '2025-11-07',
        status: 'active',
        confidence: 'high',
        count: 6,
      },
    ]);
  });

  it('is one of several where its accounts have other payments of the same merchant', () => {
    const plan = monthly('Films', 7, same(-1549, 6));
    const bought = flow({ name: 'Films', originalName: 'FILMS', date: '2025-08-20', amountMinor: -4_00 });
    const [alone, beside, elsewhere] = [
      found(plan),
      found([...plan, bought]),
      found([...plan, { ...bought, accountId: 'other' }]),
    ];
    const isOneOfSeveral = (all: typeof alone) => all.map((one) => [one.count, one.isOneOfSeveral]);
    expect([alone, beside, elsewhere].map(isOneOfSeveral)).toEqual([[[6, false]], [[6, true]], [[6, false]]]);
  });

  it.each([
    [7, 'weekly'],
    [14, 'every two weeks'],
  ])('every %d days is %s', (days, cadence) => {
    const [stream] = found(every(days, 6, { category: 'INCOME', amountMinor: 900_00 }));
    expect(stream).toMatchObject({ cadence, kind: 'income', nextDate: addDays(TODAY, days - 1) });
  });

  it('may be a bill that varies with the season', () => {
    const [power] = found(monthly('Power', 18, [-140_00, -120_00, -60_00, -55_00, -70_00, -135_00]));
    expect(power).toMatchObject({
      cadence: 'monthly',
      smallestMinor: -55_00,
      largestMinor: -140_00,
      priceRise: null,
      confidence: 'medium',
    });
  });

  it('has the name and category of the rows whose merchant Plaid knows', () => {
    const known = monthly('Films', 1, same(-999, 4), { merchantId: 'm1', originalName: 'FILMS CO 123' });
    const text = 'FILMS CO 877';
    const facts = { name: text, originalName: text, date: '2025-11-01', amountMinor: -999 };
    expect(found([...known, flow({ ...facts, category: 'OTHER' })])).toMatchObject([
      { name: 'Films', category: 'FOOD_AND_DRINK', count: 5 },
    ]);
  });
});

describe('what recurs with exceptions', () => {
  it('is monthly also with one month missed', () => {
    const rows = monthly('Cloud', 28, same(-299, 6)).filter((row) => !row.date.startsWith('2025-08'));
    expect(found(rows)).toMatchObject([{ cadence: 'monthly', count: 5, nextDate: '2025-11-28' }]);
  });

  it('is pay of twice a month also where it moves away from weekends', () => {
    const august = ['2025-08-01', '2025-08-15', '2025-08-29'];
    const dates = [...august, '2025-09-15', '2025-10-01', '2025-10-15', '2025-10-31'];
    const rows = dates.map((date) => flow({ name: 'Pay', date, category: 'INCOME', amountMinor: 118600 }));
    expect(found(rows)).toMatchObject([{ cadence: 'twice a month', count: 7, nextDate: '2025-11-15' }]);
  });

  it.each([
    ['spending', -1],
    ['income', 1],
  ] as const)('begins with the first month of %s that is not zero', (kind, sign) => {
    const rows = monthly('Films', 7, [0, 0, ...same(sign * 999, 4)], { kind });
    expect(found(rows)).toMatchObject([{ kind, count: 4, firstDate: '2025-07-07' }]);
  });

  it('has no rise of a price where pay falls', () => {
    const rows = monthly('Pay', 7, [...same(2000_00, 4), 1800_00, 1800_00], { category: 'INCOME' });
    expect(found(rows)).toMatchObject([{ amountMinor: 1800_00, priceRise: null }]);
  });

  it('is yearly after two years, with low confidence', () => {
    const rows = [
      flow({ date: '2024-10-19', amountMinor: -9900 }),
      flow({ date: '2025-10-19', amountMinor: -9900 }),
    ];
    expect(found(rows)).toMatchObject([{ cadence: 'yearly', confidence: 'low', nextDate: '2026-10-19' }]);
  });
});

describe('what does not recur', () => {
  it.each<[string, Flow[]]>([
    ['a transfer', monthly('Savings', 1, same(-500_00, 6), { category: 'TRANSFER_OUT' })],
    ['pay that was taken back', monthly('Pay', 1, same(-500, 6), { category: 'INCOME' })],
    ['a refund', monthly('Shop', 1, same(500, 6))],
    [
      'a weekly purchase of another amount each time',
      [-2000, -9000, -4500, -6100, -3300].map((amountMinor, i) =>
        flow({ amountMinor, date: addDays(TODAY, -7 * i) }),
      ),
    ],
    [
      'coffee on most days',
      [1, 2, 3, 5, 6, 8, 9, 10, 12, 15].map((age) => flow({ date: addDays(TODAY, -age), amountMinor: -450 })),
    ],
    [
      'one merchant in two currencies',
      [
        ...monthly('X', 5, same(-500, 2)),
        ...monthly('X', 5, [-500], { currency: 'EUR', date: '2025-08-05' }),
      ],
    ],
    [
      'hundreds of small purchases at one shop',
      Array.from({ length: 400 }, (_, i) =>
        flow({ date: addDays(TODAY, -(i % 90)), amountMinor: -100 - (i % 7) }),
      ),
    ],
    ['nothing', []],
  ])('%s', (_name, flows) => {
    expect(found(flows)).toEqual([]);
  });
});

describe('what recurs no more', () => {
  it.each([
    ['weekly', [7, 7, 7], 10],
    ['every two weeks', [14, 14, 14], 21],
    ['monthly', [31, 28, 31], 45],
    ['yearly', [365], 547],
  ])('is cancelled where it came %s, after one and a half periods', (_cadence, gaps, wait) => {
    const days = daysOf(gaps);
    const statusAfter = (age: number) =>
      recurringAmong(rowsByMerchant(rowsOn(days)), addDays(days.at(-1) ?? '', age)).map(
        ({ status, nextDate }) => [status, nextDate === null],
      );
    expect(statusAfter(wait)).toEqual([['active', false]]);
    expect(statusAfter(wait + 1)).toEqual([['cancelled', true]]);
  });

  it('is listed after what is active by its next date, the latest first', () => {
    const weeklyUntil = (day: string, name: string) =>
      rowsOn(
        [-14, -7, 0].map((age) => addDays(day, age)),
        { name },
      );
    const streams = [
      weeklyUntil('2025-03-03', 'Ended in March'),
      monthly('On the twentieth', 20, same(-500, 4)),
      weeklyUntil('2025-07-03', 'Ended in July'),
      monthly('On the ninth', 9, same(-500, 4)),
      weeklyUntil('2025-05-03', 'Ended in May'),
      weeklyUntil(addDays(TODAY, -3), 'Weekly'),
      rowsOn(['2023-12-20', '2024-12-20'], { name: 'Yearly' }),
      monthly('On the fifteenth', 15, same(-500, 4)),
    ];
    const inOrder = [
      ...['Weekly', 'On the ninth', 'On the fifteenth', 'On the twentieth', 'Yearly'],
      ...['Ended in July', 'Ended in May', 'Ended in March'],
    ];
    for (const shuffled of [streams, streams.toReversed()]) {
      expect(found(shuffled.flat()).map(({ name }) => name)).toEqual(inOrder);
    }
  });
});

describe('the confidence in what recurs', () => {
  it.each<[string, Flow[], Confidence]>([
    ['six alike', monthly('Films', 7, same(-999, 6)), 'high'],
    ['six that differ by a quarter', monthly('Power', 7, [-1000, ...same(-1250, 5)]), 'high'],
    ['six that differ by more', monthly('Power', 7, [-1000, ...same(-1251, 5)]), 'medium'],
    ['six, and one missed', rowsOn(daysOf([31, 28, 31, 61, 30])), 'high'],
    ['a year and a half, and two missed', rowsOn(daysOf([...YEAR.slice(0, 11), 62, 59, 30])), 'medium'],
    ['nine, one of them at an odd time', rowsOn(daysOf([31, 28, 31, 12, 30, 31, 30, 31])), 'low'],
    ['four alike', monthly('Films', 7, same(-999, 4)), 'medium'],
    ['three alike', monthly('Films', 7, same(-999, 3)), 'low'],
    ['five that differ', monthly('Power', 7, [-1000, -2000, -1500, -1800, -1200]), 'low'],
  ])('%s', (_rows, rows, confidence) => {
    expect(found(rows).map((one) => one.confidence)).toEqual([confidence]);
  });
});

it('whatever the rows, none is in two series, and no next date is before the last', () => {
  const anyFlow = fc
    .record({
      age: fc.integer({ min: 0, max: 730 }),
      amountMinor: fc.oneof(fc.constantFrom(-999, -1499, 250000, 0), fc.integer()),
      name: fc.constantFrom('A', 'B', ''),
      category: fc.constantFrom('INCOME', 'TRAVEL', 'OTHER'),
    })
    .map(({ age, ...facts }) => flow({ ...facts, date: addDays(TODAY, -age) }));
  fc.assert(
    fc.property(fc.array(anyFlow, { maxLength: 60 }), (flows) => {
      const all = found(flows);
      expect(all.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(flows.length);
      for (const { smallestMinor, amountMinor, nextDate, lastDate } of all) {
        expect(Math.abs(smallestMinor)).toBeLessThanOrEqual(Math.abs(amountMinor));
        if (nextDate) expect(nextDate > lastDate).toBe(true);
      }
    }),
  );
});
