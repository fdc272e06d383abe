/** The overview: every bank asked at once, each section sent as it comes. */

import type { RequestHandler } from 'express';
import { periodOf } from '../../finance/period.ts';
import { askedForBalances } from '../../page/fresh-data.ts';
import { pageOfSections } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startReading } from '../../reading/reading.ts';
import { connectedLine } from '../../sections/connected-until.ts';
import type { Services } from '../../services.ts';
import { dashboardSections } from './sections.ts';

/** GET /dashboard?days=30 */
export function getDashboard(services: Services): RequestHandler {
  const { views } = services;
  return pageOfSections(services, { title: 'Overview', current: '/dashboard' }, (req, callOptions) => {
    const { context, query } = req;
    const isLive = askedForBalances(req, services);
    const period = periodOf(query, context.today);
    const banks = startReading({ ...context.readingOptions(period.asked, callOptions), isLive });
    return {
      sections: dashboardSections(
        banks,
        period,
        context.format,
        context.book,
        connectedLine(context.banks, context.format, context.now),
      ),
      range: period.asked,
      start: (page) => views('pages/dashboard', page),
      cachedAt: cacheAge(banks),
    };
  });
}
