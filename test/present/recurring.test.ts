import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/bank/bank.ts';
import { addDays, addMonths } from '../../src/present/days.ts';
import { findRecurring } from '../../src/present/recurring.ts';
import { flow } from './samples.ts';

const TODAY = '2025-11-03';

/** So many months of one merchant, the last of them in October 2025. */
function monthly(name: string, dayOfMonth: number, amounts: number[], facts: Partial<Transaction> = {}) {
  return amounts.map((amountMinor, index) => {
    const month = addMonths('2025-10-01', index - amounts.length + 1);
    const date = `${month.slice(0, 7)}-${String(dayOfMonth).padStart(2, '0')}`;
    return flow({ name, originalName: name, date, amountMinor, ...facts });
  });
}

function every(days: number, count: number, facts: Partial<Transaction>) {
  return Array.from({ length: count }, (_, index) =>
    flow({ ...facts, date: addDays(TODAY, -1 - index * days) }),
  );
}

const same = (amountMinor: number, count: number) => Array.from({ length: count }, () => amountMinor);
const found = (flows: ReturnType<typeof flow>[]) => findRecurring(flows, TODAY);

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

  it('tells two plans at one merchant apart, on one day', () => {
    const rows = [...monthly('Music', 3, same(-1699, 5)), ...monthly('Music', 3, same(-599, 5))];
    expect(found(rows).map((stream) => [stream.cadence, stream.amountMinor])).toEqual([
      ['monthly', -1699],
      ['monthly', -599],
    ]);
  });

  it('tells two plans half a month apart from one of twice a month', () => {
    const rows = [...monthly('Music', 3, same(-1699, 6)), ...monthly('Music', 18, same(-599, 6))];
    expect(found(rows).map((stream) => [stream.cadence, stream.amountMinor])).toEqual([
      ['monthly', -1699],
      ['monthly', -599],
    ]);
  });

  it('sees a rise in the price of one of two plans', () => {
    const rows = [
      ...monthly('Music', 3, [...same(-999, 6), -1199, -1199]),
      ...monthly('Music', 20, same(-1999, 8)),
    ];
    expect(found(rows).map((stream) => [stream.amountMinor, stream.priceRise?.fromMinor])).toEqual([
      [-1199, -999],
      [-1999, undefined],
    ]);
  });

  it('tells one plan of two people apart by their accounts', () => {
    const rows = [
      ...monthly('Phone', 3, same(-2500, 5), { accountId: 'hers' }),
      ...monthly('Phone', 19, same(-2500, 5), { accountId: 'his' }),
    ];
    expect(found(rows).map((stream) => [stream.cadence, stream.accountId])).toEqual([
      ['monthly', 'hers'],
      ['monthly', 'his'],
    ]);
  });

  it('follows a subscription to a new card', () => {
    const rows = monthly('Films', 7, same(-999, 6)).map((row, index) => ({
      ...row,
      accountId: index < 3 ? 'old' : 'new',
    }));
    expect(found(rows)).toMatchObject([{ accountId: 'new', count: 6, status: 'active' }]);
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

  it('keeps pay of twice a month whole, when its halves differ a little', () => {
    const rows = [...monthly('Pay', 1, same(2000_00, 5)), ...monthly('Pay', 16, same(1960_00, 5))];
    const pay = rows.map((row) => ({ ...row, kind: 'income' as const }));
    expect(found(pay)).toMatchObject([{ cadence: 'twice a month', count: 10 }]);
  });

  it('knows what has stopped, after one and a half periods', () => {
    const rows = monthly('News', 15, same(-800, 6));
    expect(findRecurring(rows, '2025-11-29')).toMatchObject([{ status: 'active', nextDate: '2025-11-15' }]);
    expect(findRecurring(rows, '2025-11-30')).toMatchObject([{ status: 'cancelled', nextDate: null }]);
  });

  it('finds a subscription among many purchases at the same shop', () => {
    const purchases = [1, 5, 6, 11, 19, 20, 28, 37, 41, 53, 66, 71, 72, 88, 99, 120, 141].map((age) =>
      flow({ name: 'Shop', originalName: 'Shop', date: addDays(TODAY, -age), amountMinor: -1000 - age * 37 }),
    );
    const rows = [...purchases, ...monthly('Shop', 12, same(-1499, 6))];
    expect(found(rows)).toMatchObject([{ cadence: 'monthly', amountMinor: -1499, count: 6 }]);
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
  it.each<[string, ReturnType<typeof flow>[]]>([
    ['a transfer', monthly('Savings', 1, same(-500_00, 6), { category: 'TRANSFER_OUT' })],
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

  it('never fails, whatever the rows', () => {
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
        const streams = found(flows);
        expect(streams.reduce((sum, stream) => sum + stream.count, 0)).toBeLessThanOrEqual(flows.length);
        for (const stream of streams) {
          expect(Math.abs(stream.smallestMinor)).toBeLessThanOrEqual(Math.abs(stream.amountMinor));
          if (stream.nextDate) expect(stream.nextDate > stream.lastDate).toBe(true);
        }
      }),
    );
  });

  it('is told soon for twenty thousand rows', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      flow({
        name: `Shop ${'abcdefghijklmnopqrst'[index % 20]}`,
        date: addDays(TODAY, -(index % 730)),
        amountMinor: -100 - (index % 997),
      }),
    );
    const start = performance.now();
    found(rows);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
