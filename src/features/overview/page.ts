/** The overview: every bank asked at once, each section sent as it comes. */

import type { RequestHandler } from 'express';
import { periodOf } from '../../finance/period.ts';
import { pageOfSections } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startReading } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { takeFromSession } from '../../web/session.ts';
import { dashboardSections } from './sections.ts';

/** GET /dashboard?days=30 */
export function getDashboard(services: Services): RequestHandler {
  const { gateway, config, transactionCache, views } = services;
  return pageOfSections(services, { title: 'Overview', current: '/dashboard' }, (req, callOptions) => {
    const { banks: linkedBanks, format, now, today } = req.context;
    const isLive = config.liveBalances === 'view' || takeFromSession(req, 'wantsLiveBalances') === true;
    const period = periodOf(req.query, today);
    const banks = startReading({
      gateway,
      transactionCache,
      linkedBanks,
      range: period.asked,
      callOptions,
      now,
      isLive,
    });
    return {
      sections: dashboardSections(banks, period, format),
      start: (page) => views('pages/dashboard', page),
      copiedAt: cacheAge(banks),
    };
  });
}
