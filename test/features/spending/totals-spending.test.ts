/** Every total of the spending page against one calculated from the banks’ own data, for random people, banks and days. */

import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { between, checkMerchants, checkMonths } from '../../support/printed-totals.ts';
import { lives, monthsTo, RUNS, startScenarioApp } from '../../support/scenarios.ts';
import { checkMonthTotal, checkTrends } from '../../support/spending-totals.ts';

const MONTHS = fc.constantFrom(3, 6, 12, 24);
/** How much banks tell. */
const DAYS = fc.constantFrom(90, 730);

const all = await startScenarioApp();
afterAll(() => all.app.close());

it('has the right totals on the spending page', async () => {
  await fc.assert(
    fc.asyncProperty(lives, MONTHS, DAYS, async (life, months, days) => {
      const { today } = life;
      const { client, books } = await all.begin(life, days);
      const answer = await client.get(`/spending?months=${months}`);
      const shown = monthsTo(today, months);
      const isShown = between(`${shown[0]}-01`, today);
      checkMonths(answer, books, shown);
      checkTrends(answer, books, shown, today);
      checkMonthTotal(answer, books, today);
      checkMerchants(answer, '#merchants table', books, isShown, 12);
    }),
    { numRuns: RUNS },
  );
}, 120_000);
