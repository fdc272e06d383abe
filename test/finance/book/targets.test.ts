/** What was spent of targets, against plain sums over the rows. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, TargetLine } from '../../../src/finance/book/lines.ts';
import { dayOfMonth, partSpent, targetsSoFar } from '../../../src/finance/book/targets.ts';
import { flow } from '../samples.ts';

const target = (category: string, amountMinor: number, currency = 'USD'): TargetLine => ({
  ...{ kind: 'target', category, amountMinor, currency },
});
const one = (line: TargetLine, flows: Parameters<typeof flow>[0][], today = '2025-11-12') =>
  targetsSoFar([line], flows.map(flow), today)[0];

describe('a target', () => {
  it('has what was spent from the first of the month to today, with refunds taken off', () => {
    expect(
      one(target('FOOD_AND_DRINK', 600_00), [
        { date: '2025-10-31', amountMinor: -1_00 },
        { date: '2025-11-01', amountMinor: -300_00 },
        { date: '2025-11-12', amountMinor: -20_00 },
        { date: '2025-11-05', amountMinor: 8_00 },
        { date: '2025-11-13', amountMinor: -5_00 },
        { date: '2025-11-05', amountMinor: -7_00, currency: 'EUR' },
        { date: '2025-11-05', amountMinor: -9_00, category: 'TRAVEL' },
        { date: '2025-11-05', amountMinor: -9_00, kind: 'transfer' },
      ]),
    ).toEqual({
      ...{ line: target('FOOD_AND_DRINK', 600_00), spentMinor: 312_00, evenPaceMinor: 240_00 },
    });
  });

  it('is below nothing where more came back, and nothing in a currency that is not spent', () => {
    const rows = [{ date: '2025-11-05', amountMinor: 30_00, kind: 'spending' as const }];
    expect(one(target('FOOD_AND_DRINK', 600_00), rows)).toMatchObject({ spentMinor: -30_00 });
    expect(Object.is(one(target('FOOD_AND_DRINK', 5, 'JPY'), rows)?.spentMinor, 0)).toBe(true);
  });

  it.each<[string, Parameters<typeof flow>[0], number]>([
    ['FOOD_AND_DRINK', { detailedCategory: 'FOOD_AND_DRINK_COFFEE' }, 12_40],
    ['FOOD_AND_DRINK_COFFEE', { detailedCategory: 'FOOD_AND_DRINK_COFFEE' }, 12_40],
    ['FOOD_AND_DRINK_COFFEE', { detailedCategory: 'FOOD_AND_DRINK_FAST_FOOD' }, 0],
    ['FOOD_AND_DRINK_COFFEE', {}, 0],
    ['Coffee and cake', { category: 'Coffee and cake' }, 12_40],
    ['Coffee and cake', { category: 'coffee and cake' }, 0],
    ['NEW_OF_PLAIDS', { category: 'NEW_OF_PLAIDS', detailedCategory: 'NEW_OF_PLAIDS_FIRST' }, 12_40],
    ['NEW_OF_PLAIDS_FIRST', { category: 'NEW_OF_PLAIDS', detailedCategory: 'NEW_OF_PLAIDS_FIRST' }, 12_40],
    // A card's reward is taken off what is in no category of spending.
    ['OTHER', { category: 'INCOME', kind: 'spending' }, 12_40],
    ['INCOME', { category: 'INCOME', kind: 'spending' }, 0],
  ])('of %s counts what is summed under it: %j', (category, facts, spentMinor) => {
    expect(one(target(category, 1_00), [{ date: '2025-11-05', ...facts }])).toMatchObject({ spentMinor });
  });

  it.each([
    ['2025-11-01', 1_00, 3],
    ['2025-11-30', 1_00, 1_00],
    ['2024-02-29', 29, 29],
    ['2026-02-14', 1, 1],
    ['2025-11-14', 1, 0],
  ])('has on %s of %i so much at even pace', (today, amountMinor, evenPaceMinor) => {
    expect(one(target('TRAVEL', amountMinor), [], today)).toMatchObject({ evenPaceMinor });
  });
});

it('counts the days of a month', () => {
  expect(dayOfMonth('2024-02-09')).toEqual({ day: 9, days: 29 });
  expect(dayOfMonth('2025-12-31')).toEqual({ day: 31, days: 31 });
});

it('has the target first of which most is spent', () => {
  const rows = [
    { date: '2025-11-05', amountMinor: -30_00 },
    { date: '2025-11-05', amountMinor: -30_00, category: 'TRAVEL' },
    { date: '2025-11-05', amountMinor: -1, category: 'MEDICAL' },
  ].map(flow);
  const book = [
    target('FOOD_AND_DRINK', 90_00),
    target('TRAVEL', 40_00),
    target('MEDICAL', 1),
    target('OTHER', 1),
  ];
  const all = targetsSoFar(book, rows, '2025-11-12');
  expect(all.map(({ line }) => line.category)).toEqual(['MEDICAL', 'TRAVEL', 'FOOD_AND_DRINK', 'OTHER']);
  expect(all.map(partSpent)).toEqual([1, 0.75, 1 / 3, 0]);
});

it('is the plain sum of its rows, for any rows and targets', () => {
  const categories = ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE', 'TRAVEL', 'OTHER', 'Our own'];
  const currency = fc.constantFrom('USD', 'JPY');
  const row = fc.record({
    date: fc
      .integer({ min: 1, max: 61 })
      .map((day) => new Date(Date.UTC(2025, 9, day)).toISOString().slice(0, 10)),
    amountMinor: fc.integer({ min: -1e9, max: 1e9 }),
    filed: fc.constantFrom(
      ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE'],
      ['FOOD_AND_DRINK', 'FOOD_AND_DRINK'],
      ['TRAVEL', 'TRAVEL_FLIGHTS'],
      ['OTHER', 'OTHER'],
      ['INCOME', 'INCOME_DIVIDENDS'],
      ['Our own', 'Our own'],
    ),
    kind: fc.constantFrom('spending' as const, 'income' as const, 'nothing' as const),
    currency,
  });
  const lines = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...categories), fc.integer({ min: 1, max: 1e12 }), currency),
    {
      selector: ([category, , code]) => `${category} ${code}`,
    },
  );
  const days = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(fc.array(row), lines, days, (rows, told, day) => {
      const flows = rows.map(({ filed: [category = '', detailedCategory = ''], ...facts }) =>
        flow({ ...facts, category, detailedCategory }),
      );
      const book: Book = told.map(([category, amount, code]) => target(category, amount, code));
      const found = targetsSoFar(book, flows, `2025-11-${String(day).padStart(2, '0')}`);
      expect(found).toHaveLength(told.length);
      for (const [category, amount, code] of told) {
        let sum = 0n;
        for (const { date, amountMinor, filed, kind, currency: of } of rows) {
          const summedIn = filed[0] === 'INCOME' ? ['OTHER'] : filed;
          const isSoFar = date.startsWith('2025-11-') && Number(date.slice(8)) <= day;
          if (kind === 'spending' && of === code && isSoFar && summedIn.some((one) => one === category))
            sum -= BigInt(amountMinor);
        }
        const own = found.find((one) => one.line.category === category && one.line.currency === code);
        expect(BigInt(own?.spentMinor ?? -1)).toBe(sum);
        // Within half a unit of the exact part.
        const twice = 2n * 30n * BigInt(own?.evenPaceMinor ?? -1) - 2n * BigInt(amount) * BigInt(day);
        expect(twice <= 30n && twice > -30n).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
