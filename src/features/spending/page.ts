/** Where the money goes, month by month: up to two years, read live. */

import type { RequestHandler } from 'express';
import { MONTHS, monthsBack } from '../../finance/period.ts';
import { pageOfSections, type SectionsPage } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { spendingSections } from './sections.ts';

export interface SpendingPage extends SectionsPage {
  readonly ranges: readonly { readonly months: number; readonly isCurrent: boolean }[];
}

/** GET /spending?months=12 */
export function getSpending(services: Services): RequestHandler {
  return pageOfSections(services, { title: 'Spending', current: '/spending' }, (req, callOptions) => {
    const { context, query } = req;
    const back = monthsBack(query, context.today);
    const banks = startHistories(context.readingOptions(back.range, callOptions));
    const ranges = MONTHS.map((months) => ({ months, isCurrent: months === back.months }));
    return {
      sections: spendingSections(banks, back, context.format, context.book),
      range: back.range,
      start: (page) => services.views('pages/spending', { ...page, ranges }),
      cachedAt: cacheAge(banks),
    };
  });
}
