import { expect, it } from 'vitest';
import { findRecurring } from '../../../../src/features/recurring/detect/detect.ts';
import { addDays } from '../../../../src/finance/days.ts';
import { daysOf, found, monthly, rowsOn, same, TODAY } from './rows.ts';

const weeklyUntil = (day: string, name: string) =>
  rowsOn(
    [-14, -7, 0].map((age) => addDays(day, age)),
    { name },
  );

it.each([
  ['weekly', [7, 7, 7], 10],
  ['fortnightly', [14, 14, 14], 21],
  ['monthly', [31, 28, 31], 45],
  ['yearly', [365], 547],
])('knows that what came %s has stopped, after one and a half periods', (_cadence, gaps, wait) => {
  const days = daysOf(gaps);
  const last = days.at(-1) ?? '';
  const statusAfter = (age: number) =>
    findRecurring(rowsOn(days), addDays(last, age)).map(({ status, nextDate }) => [
      status,
      nextDate === null,
    ]);
  expect(statusAfter(wait)).toEqual([['active', false]]);
  expect(statusAfter(wait + 1)).toEqual([['cancelled', true]]);
});

it('lists what goes on by its next date, then what has ended, the latest first', () => {
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
    'Weekly',
    'On the ninth',
    'On the fifteenth',
    'On the twentieth',
    'Yearly',
    'Ended in July',
    'Ended in May',
    'Ended in March',
  ];
  for (const shuffled of [streams, streams.toReversed()]) {
    expect(found(shuffled.flat()).map(({ name }) => name)).toEqual(inOrder);
  }
});
