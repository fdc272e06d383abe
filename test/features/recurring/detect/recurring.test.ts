import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src/finance/days.ts';
import type { Flow } from '../../../../src/finance/flow.ts';
import { flow } from '../../../finance/samples.ts';
import { every, found, monthly, same, TODAY } from './rows.ts';

describe('what recurs', () => {
  it('is told in full', () => {
    expect(found(monthly('Films', 7, [-1549, -1549, -1549, -1549, -1799, -1799]))).toEqual([
      {
        name: 'Films',
        accountId: 'checking',
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

  it.each([
    [7, 'weekly'],
    [14, 'fortnightly'],
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

  it('is named and described by the rows that Plaid knows best', () => {
    const rows = monthly('Films', 1, same(-999, 4), { merchantId: 'm1', originalName: 'FILMS CO 123' });
    rows.push(
      flow({
        name: 'FILMS CO 877',
        originalName: 'FILMS CO 877',
        date: '2025-11-01',
        amountMinor: -999,
        category: 'OTHER',
      }),
    );
    expect(found(rows)).toMatchObject([{ name: 'Films', category: 'FOOD_AND_DRINK', count: 5 }]);
  });
});

describe('awkward cases', () => {
  it('forgives one missed month', () => {
    const rows = monthly('Cloud', 28, same(-299, 6)).filter((row) => !row.date.startsWith('2025-08'));
    expect(found(rows)).toMatchObject([{ cadence: 'monthly', count: 5, nextDate: '2025-11-28' }]);
  });

  it('keeps pay of twice a month whole, when it moves away from weekends', () => {
    const dates = [
      '2025-08-01',
      '2025-08-15',
      '2025-08-29',
      '2025-09-15',
      '2025-10-01',
      '2025-10-15',
      '2025-10-31',
    ];
    const rows = dates.map((date) => flow({ name: 'Pay', date, category: 'INCOME', amountMinor: 118600 }));
    expect(found(rows)).toMatchObject([{ cadence: 'twice a month', count: 7, nextDate: '2025-11-15' }]);
  });

  it.each([
    ['spending', -1],
    ['income', 1],
  ] as const)('does not count months of %s that cost nothing', (kind, sign) => {
    const rows = monthly('Films', 7, [0, 0, ...same(sign * 999, 4)], { kind });
    expect(found(rows)).toMatchObject([{ kind, count: 4, firstDate: '2025-07-07' }]);
  });

  it('does not call pay that falls a rise of a price', () => {
    const rows = monthly('Pay', 7, [...same(2000_00, 4), 1800_00, 1800_00], { category: 'INCOME' });
    expect(found(rows)).toMatchObject([{ amountMinor: 1800_00, priceRise: null }]);
  });

  it('believes two of a year with little confidence', () => {
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
      'the habit of a weekly shop of another size each time',
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
      'a till',
      Array.from({ length: 400 }, (_, i) =>
        flow({ date: addDays(TODAY, -(i % 90)), amountMinor: -100 - (i % 7) }),
      ),
    ],
    ['nothing', []],
  ])('%s', (_name, flows) => {
    expect(found(flows)).toEqual([]);
  });
});
