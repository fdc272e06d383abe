/** Net worth on each day of up to two years, worked out live: nothing of it was ever stored. */

import type { RequestHandler } from 'express';
import { MONTHS, monthsBack } from '../../finance/period.ts';
import { pageOfSections, type SectionsPage } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { netWorthSections } from './sections.ts';

export interface NetWorthPage extends SectionsPage {
  readonly ranges: readonly { readonly months: number; readonly isCurrent: boolean }[];
}

/** GET /net-worth?months=12: the calls of /spending for the same months, and none more. */
export function getNetWorth(services: Services): RequestHandler {
  return pageOfSections(services, { title: 'Net worth', current: '/net-worth' }, (req, callOptions) => {
    const { context, query } = req;
    const back = monthsBack(query, context.today);
    const banks = startHistories(context.readingOptions(back.range, callOptions));
    const ranges = MONTHS.map((months) => ({ months, isCurrent: months === back.months }));
    return {
      sections: netWorthSections(banks, back, context.format, context.book),
      range: back.range,
      start: (page) => services.views('pages/net-worth', { ...page, ranges }),
      cachedAt: cacheAge(banks),
    };
  });
}
