/** Targets in words and as bars. */

import { describe, expect, it } from 'vitest';
import type { Book, TargetLine } from '../../src/finance/book/lines.ts';
import { createFormat } from '../../src/finance/format.ts';
import { targetsSection } from '../../src/sections/targets.ts';
import { flow } from '../finance/samples.ts';

const target = (category: string, amountMinor: number, currency = 'USD'): TargetLine => ({
  ...{ kind: 'target', category, amountMinor, currency },
});
const formatOn = (today: string, isHidden = false) => createFormat({ locale: 'en-US', isHidden, today });
const shown = (spentMinor: number, today: string, line = target('FOOD_AND_DRINK', 600_00)) =>
  targetsSection(
    [flow({ date: `${today.slice(0, 8)}01`, amountMinor: -spentMinor, kind: 'spending' })],
    { today },
    formatOn(today),
    [line],
  ).rows[0];

describe('a target', () => {
  it.each([
    ['2025-11-12', 312_00, '$312.00 of $600.00: $72.00 more than even pace', 52],
    ['2025-11-12', 200_00, '$200.00 of $600.00: $40.00 less than even pace', 33.33],
    ['2025-11-12', 240_00, '$240.00 of $600.00: at even pace', 40],
    ['2025-11-12', 0, '$0.00 of $600.00: $240.00 less than even pace', 0],
    ['2025-11-12', -20_00, '−$20.00 of $600.00: more came back than was spent', 0],
    ['2025-11-12', 640_00, '$640.00 of $600.00: $40.00 over the target', 100],
    ['2025-11-30', 600_00, '$600.00 of $600.00: at even pace', 100],
    // One purchase in the first days is far from even pace.
    ['2025-11-01', 312_00, '$312.00 of $600.00', 52],
    ['2025-11-03', 312_00, '$312.00 of $600.00', 52],
    ['2025-11-04', 312_00, '$312.00 of $600.00: $232.00 more than even pace', 52],
    ['2025-11-02', 601_00, '$601.00 of $600.00: $1.00 over the target', 100],
  ])('says on %s of %i: %s', (today, spentMinor, words, width) => {
    expect(shown(spentMinor, today)).toMatchObject({
      words,
      bar: { width, isOver: spentMinor > 600_00 },
    });
  });

  it.each([
    ['2025-11-12', 40],
    ['2024-02-29', 100],
    ['2025-12-01', 3.23],
  ])('has its mark on %s at %d%% of the bar', (today, mark) => {
    expect(shown(0, today)?.bar?.mark).toBe(mark);
  });

  it('leads to its rows of this month, and to those of its currency alone where there are others', () => {
    expect(shown(1_00, '2025-11-12')?.query).toBe(
      'category=FOOD_AND_DRINK&counts=spending&from=2025-11-01&to=2025-11-12',
    );
    expect(shown(1_00, '2025-11-12', target('TRAVEL', 1_00, 'EUR'))).toMatchObject({
      query: 'category=TRAVEL&counts=spending&currency=EUR&from=2025-11-01&to=2025-11-12',
      words: '€0.00 of €1.00: €0.40 less than even pace',
    });
  });

  it('is named by its category, or by the person’s own words', () => {
    const names = ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE', '<b>Pets</b>'];
    expect(names.map((name) => shown(0, '2025-11-12', target(name, 1_00))?.label)).toEqual([
      'Food and drink',
      'Food and drink: Coffee',
      '<b>Pets</b>',
    ]);
  });
});

it('shows as many as there is room for, those first of which most is spent, and how many there are', () => {
  const book: Book = ['TRAVEL', 'MEDICAL', 'FOOD_AND_DRINK'].map((category) => target(category, 10_00));
  const today = '2025-11-12';
  const some = targetsSection([flow({ date: today })], { today, most: 2 }, formatOn(today), book);
  expect(some).toMatchObject({ asOf: 'November 2025, day 12 of 30', all: '3' });
  expect(some.rows.map(({ label }) => label)).toEqual(['Food and drink', 'Travel']);
  expect(targetsSection([], { today, most: 3 }, formatOn(today), book).all).toBeNull();
});

it('tells neither amounts nor how they compare while amounts are hidden', () => {
  const today = '2025-11-12';
  const rowsOf = (amountMinor: number) =>
    targetsSection([flow({ date: today, amountMinor })], { today }, formatOn(today, true), [
      target('FOOD_AND_DRINK', 600_00),
    ]).rows;
  expect(rowsOf(-5_00)).toMatchObject([{ bar: null, words: '••••• of •••••' }]);
  expect(rowsOf(-700_00)).toEqual(rowsOf(-5_00));
  expect(rowsOf(30_00)).toEqual(rowsOf(-5_00));
});
