/** Every total of the dashboard against one calculated from the banks’ own data, for random people, banks and days. */

import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { checkBalances, checkCategories, checkMonthSoFar } from '../../support/overview-totals.ts';
import { between, checkMonths } from '../../support/printed-totals.ts';
import { dayBefore, lives, monthsTo, RUNS, startScenarioApp } from '../../support/scenarios.ts';

const DAYS = fc.constantFrom(30, 90, 180, 365, 730);

const all = await startScenarioApp();
afterAll(() => all.app.close());

it('has the right totals on the dashboard', async () => {
  await fc.assert(
    fc.asyncProperty(lives, DAYS, async (life, days) => {
      const { today } = life;
      const { client, books } = await all.begin(life);
      const answer = await client.get(`/dashboard?days=${days}`);
      checkBalances(answer, books);
      checkMonthSoFar(answer, books, today);
      checkMonths(answer, books, monthsTo(today, Math.max(6, Math.round((days * 12) / 365))));
      checkCategories(answer, books, between(dayBefore(today, days), today));
    }),
    { numRuns: RUNS },
  );
}, 120_000);
