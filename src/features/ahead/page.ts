/** What is ahead: balances, dues, and what can be spent. */

import type { RequestHandler } from 'express';
import { wholeHistory } from '../../finance/period.ts';
import { pageOfSections } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startReading } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { monthOfQuery } from './month-grid.ts';
import { aheadSections } from './sections.ts';

/** GET /ahead?month=2026-12 */
export function getAhead(services: Services): RequestHandler {
  return pageOfSections(services, { title: 'Forecast', current: '/ahead' }, (req, callOptions) => {
    const { context, query } = req;
    const { today, format } = context;
    // What comes once a year must be seen twice.
    const range = wholeHistory(today);
    // Balances come with the transactions, so that the two fit; the bank is asked for none of this moment.
    const banks = startReading({ ...context.readingOptions(range, callOptions), isLive: () => false });
    return {
      sections: aheadSections(banks, context.banks, {
        ...{ month: monthOfQuery(query.month, today), today, format },
      }),
      range,
      start: (page) => services.views('pages/ahead', page),
      cachedAt: cacheAge(banks),
    };
  });
}
