/** Past weeks, day by day, and which of them a week ahead is like. */

import { describe, expect, it } from 'vitest';
import { everydayChanges, similarWeeks } from '../../../../src/features/ahead/forecast/everyday.ts';
import { addDays } from '../../../../src/finance/days.ts';
import { flow } from '../../../finance/samples.ts';

const TODAY = '2025-11-14';

describe('the changes of an account', () => {
  const changesOf = (...rows: [daysAgo: number, amountMinor: number, accountId?: string][]) => {
    const flows = rows.map(([daysAgo, amountMinor, accountId = 'checking']) =>
      flow({ date: addDays(TODAY, -daysAgo), amountMinor, accountId }),
    );
    const changes = everydayChanges(flows, ['checking', 'joint'], TODAY);
    return Object.fromEntries(
      [...changes].map(([id, own]) => [
        id,
        [...own].flatMap((minor, at) => (minor === 0 ? [] : [[at, minor]])),
      ]),
    );
  };

  it('are in weeks that end today, the latest first, each from its first day on', () => {
    expect(changesOf([0, -1], [1, -2], [6, -3], [7, -4], [13, -5], [14, -6])).toEqual({
      // Today is the last day of the latest week, and a week ago the last of the one before.
      checking: [
        [0, -3],
        [5, -2],
        [6, -1],
        [7, -5],
        [13, -4],
        [20, -6],
      ],
      joint: [],
    });
  });

  it('are those of 52 weeks, and of no day to come', () => {
    expect(changesOf([363, -1], [364, -2], [-1, -4])).toEqual({ checking: [[51 * 7, -1]], joint: [] });
    expect(everydayChanges([], ['checking'], TODAY).get('checking')).toHaveLength(364);
  });

  it('add up on a day, for each account by itself, and leave out other accounts', () => {
    expect(changesOf([0, -1], [0, -2], [0, 50, 'joint'], [0, -9, 'card'])).toEqual({
      checking: [[6, -3]],
      joint: [[6, 50]],
    });
  });
});

describe('a week ahead', () => {
  it('is like past ones with a month’s end where it holds one itself', () => {
    // Behind: 8 to 14 November, 1 to 7 November, 25 to 31 October. Ahead: from the 15th, the 22nd, the 29th and 6 December.
    expect(similarWeeks(TODAY, 4, 3)).toEqual([[0, 1], [0, 1], [2], [0, 1]]);
  });

  it('holds the end of a month that ends on its first day, and on its last', () => {
    // The first week ahead begins on 30 November. Behind, the fourth week is 25 to 31 October.
    expect(similarWeeks('2025-11-29', 1, 5)[0]).toEqual([4]);
    expect(similarWeeks('2025-11-29', 2, 5)[1]).toEqual([0, 1, 2, 3]);
    expect(similarWeeks('2025-11-30', 1, 1)).toEqual([[]]);
  });

  it('is like none where too few are known', () => {
    expect(similarWeeks(TODAY, 1, 0)).toEqual([[]]);
  });
});
