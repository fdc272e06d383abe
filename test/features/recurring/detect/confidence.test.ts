import { expect, it } from 'vitest';
import type { Confidence } from '../../../../src/features/recurring/detect/detect.ts';
import { daysOf, found, monthly, rowsOn, same } from './rows.ts';

const YEAR = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

it.each<[string, ReturnType<typeof monthly>, Confidence]>([
  ['six alike', monthly('Films', 7, same(-999, 6)), 'high'],
  ['six that differ by a quarter', monthly('Power', 7, [-1000, ...same(-1250, 5)]), 'high'],
  ['six that differ by more', monthly('Power', 7, [-1000, ...same(-1251, 5)]), 'medium'],
  ['six, and one missed', rowsOn(daysOf([31, 28, 31, 61, 30])), 'high'],
  ['a year and a half, and two missed', rowsOn(daysOf([...YEAR.slice(0, 11), 62, 59, 30])), 'medium'],
  ['nine, one of them at an odd time', rowsOn(daysOf([31, 28, 31, 12, 30, 31, 30, 31])), 'low'],
  ['four alike', monthly('Films', 7, same(-999, 4)), 'medium'],
  ['three alike', monthly('Films', 7, same(-999, 3)), 'low'],
  ['five that differ', monthly('Power', 7, [-1000, -2000, -1500, -1800, -1200]), 'low'],
])('%s', (_what, rows, confidence) => {
  expect(found(rows).map((one) => one.confidence)).toEqual([confidence]);
});
