import { expect, it } from 'vitest';
import { addDays } from '../../../../src/finance/days.ts';
import { flow } from '../../../finance/samples.ts';
import { referenceMs } from '../../../support/time-limits.ts';
import { found, TODAY } from './rows.ts';

it('what recurs among twenty thousand rows is found within a second and a half', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) =>
    flow({
      name: `Shop ${'abcdefghijklmnopqrst'[index % 20]}`,
      date: addDays(TODAY, -(index % 730)),
      amountMinor: -100 - (index % 997),
    }),
  );
  expect(await referenceMs(() => found(rows), { warmUps: 0 })).toBeLessThan(1_500);
});
