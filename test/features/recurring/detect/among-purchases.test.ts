import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src/finance/days.ts';
import type { Flow } from '../../../../src/finance/flow.ts';
import { flow } from '../../../finance/samples.ts';
import { daysOf, found, monthly, rowsOn, same, TODAY } from './rows.ts';

/** So many purchases of as many amounts, three on a day, from the first of some days to the last. */
function purchases(count: number, days: readonly string[]): Flow[] {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const span = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return Array.from({ length: count }, (_, index) =>
    flow({
      name: 'Shop',
      originalName: 'Shop',
      date: addDays(first, Math.floor((Math.floor(index / 3) * 3 * span) / count)),
      amountMinor: -2000 - index * 7,
    }),
  );
}

const plansOf = (rows: readonly Flow[]) => found(rows).map(({ cadence, count }) => [cadence, count]);
const YEAR = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

describe('a subscription among many purchases at the same shop', () => {
  it('is found', () => {
    const others = [1, 5, 6, 11, 19, 20, 28, 37, 41, 53, 66, 71, 72, 88, 99, 120, 141].map((age) =>
      flow({ name: 'Shop', originalName: 'Shop', date: addDays(TODAY, -age), amountMinor: -1000 - age * 37 }),
    );
    const rows = [...others, ...monthly('Shop', 12, same(-1499, 6))];
    expect(found(rows)).toMatchObject([{ cadence: 'monthly', amountMinor: -1499, count: 6 }]);
  });

  it.each<[string, number[], [string, number][]]>([
    ['four times', [31, 28, 31], []],
    ['five times', [31, 28, 31, 30], [['monthly', 5]]],
    ['five times, and missed once', [31, 28, 61, 31], [['monthly', 5]]],
    ['for more than a year, and missed twice', [...YEAR.slice(0, 11), 62, 59, 30], []],
    ['nine times, of them once at an odd time', [31, 28, 31, 12, 30, 31, 30, 31], []],
  ])('has come %s', (_history, gaps, plans) => {
    const days = daysOf(gaps);
    expect(plansOf([...rowsOn(days, {}, [-999]), ...purchases(30, days)])).toEqual(plans);
  });

  it.each<[string, number, [string, number][]]>([
    ['two a day', 239, [['monthly', 5]]],
    ['more, as in a till', 240, []],
  ])('is told from %s', (_purchases, count, plans) => {
    const days = daysOf([30, 30, 32, 30]);
    expect(plansOf([...rowsOn(days, {}, [-999]), ...purchases(count, days)])).toEqual(plans);
  });
});

describe('a subscription that few have come of', () => {
  it.each<[string, number, [string, number][]]>([
    ['one other purchase', 1, [['monthly', 4]]],
    ['two other purchases', 2, []],
  ])('is told from %s', (_purchases, count, plans) => {
    const days = daysOf([31, 28, 31]);
    expect(plansOf([...rowsOn(days, {}, [-99]), ...purchases(count, days)])).toEqual(plans);
  });
});
