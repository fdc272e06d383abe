/** The targets of the forecast over the demo's people; `npm run back-test` measures more days of the year. */

import { expect, it } from 'vitest';
import { backTest } from '../../src/features/ahead/forecast/back-test.ts';
import { measure } from './measure.ts';
import { DEMO_BANKS, readPeople } from './people.ts';

it('holds the true balance on nine of ten hidden days, in a third of a naive band', async () => {
  const { days, insideShare, medianWidth } = await measure(['2026-04-05', '2026-11-22'], DEMO_BANKS);
  expect(days).toBeGreaterThan(1500);
  expect(insideShare).toBeGreaterThanOrEqual(0.9);
  expect(medianWidth).toBeLessThanOrEqual(1 / 3);
});

it('compares with what the banks’ own books say, and counts as it says', async () => {
  for (const { books, truth } of await readPeople('2026-11-22', DEMO_BANKS)) {
    const tested = backTest(books);
    expect(tested?.accounts.size).toBeGreaterThan(2);
    for (const [id, { days, insideCount, nearMinor, nearCount }] of tested?.accounts ?? []) {
      expect(days).toHaveLength(60);
      for (const { date, trueMinor } of days) expect(trueMinor).toBe(truth.get(id)?.get(date));
      const inside = days.filter((day) => day.trueMinor >= day.lowMinor && day.trueMinor <= day.highMinor);
      expect(insideCount).toBe(inside.length);
      const near = days.filter((day) => Math.abs(day.trueMinor - day.middleMinor) <= nearMinor);
      expect(nearCount).toBe(near.length);
      expect(nearCount).toBeGreaterThanOrEqual(51);
    }
  }
});
