/** Subscriptions, bills and pay, found in up to two years of transactions. */

import type { RequestHandler } from 'express';
import { addDays } from '../../finance/days.ts';
import { pageOfSections } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { recurringSections } from './section.ts';

/** All that Plaid has: what comes once a year must be seen twice. */
const DAYS_BACK = 730;

/** GET /recurring */
export function getRecurring(services: Services): RequestHandler {
  return pageOfSections(
    services,
    { title: 'Recurring', current: '/recurring' },
    ({ context }, callOptions) => {
      const { format, today } = context;
      const range = { from: addDays(today, -DAYS_BACK), to: today };
      const banks = startHistories(context.readingOptions(range, callOptions));
      return {
        sections: recurringSections(banks, today, format),
        range,
        start: (page) => services.views('pages/recurring', page),
        cachedAt: cacheAge(banks),
      };
    },
  );
}
