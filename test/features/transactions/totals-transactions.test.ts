/** Every total of the list against one calculated from the banks’ own data, for random people, banks, days and filters. */

import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { checkList, filters } from '../../support/list-totals.ts';
import { lives, RUNS, startScenarioApp } from '../../support/scenarios.ts';

const all = await startScenarioApp();
afterAll(() => all.app.close());

it('has the right count, sums and days in the list, whatever the filter', async () => {
  await fc.assert(
    fc.asyncProperty(lives, filters, fc.constantFrom(30, 90, 365), async (life, filter, days) => {
      const { client, books } = await all.begin(life);
      await checkList(client, books, { life, filter, days });
    }),
    { numRuns: RUNS },
  );
}, 120_000);
