/** Subscriptions, bills and pay, found in up to two years of transactions. */

import type { RequestHandler } from 'express';
import { wholeHistory } from '../../finance/period.ts';
import { pageOfSections } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { recurringSections } from './section.ts';

/** GET /recurring */
export function getRecurring(services: Services): RequestHandler {
  return pageOfSections(
    services,
    { title: 'Recurring', current: '/recurring' },
    ({ context }, callOptions) => {
      const { format, today } = context;
      // What comes once a year must be seen twice.
      const range = wholeHistory(today);
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
