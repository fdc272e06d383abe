/** The overview: every bank asked at once, each section sent as it comes. */

import type { RequestHandler } from 'express';
import { dayOf } from '../../finance/days.ts';
import { periodOf } from '../../finance/period.ts';
import { formatFor } from '../../page/format-for-request.ts';
import { frameOf } from '../../page/frame.ts';
import { takeLiveWish } from '../../page/fresh-data.ts';
import { linkedBanksOf } from '../../page/linked-banks.ts';
import { askingFor } from '../../page/plaid-call-options.ts';
import { sendSections } from '../../page/send-sections.ts';
import { copyAge } from '../../reading/all-transactions.ts';
import { startReading } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { dashboardSections } from './sections.ts';

/** GET /dashboard */
export function showDashboard(services: Services): RequestHandler {
  const { bank, config, copies, log, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    if (linkedBanks.length === 0) return res.redirect(303, '/');

    const isLive = config.liveBalances === 'view' || takeLiveWish(req);
    const format = formatFor(req, now());
    const period = periodOf(req.query, dayOf(now()));
    const frame = frameOf(req, services, { title: 'Overview', current: '/dashboard' });
    const asking = askingFor(req, res, log);
    const range = period.asked;
    const reading = startReading({ bank, copies, linkedBanks, range, asking, now: now(), isLive });
    const sections = dashboardSections(reading, period, format);
    const { callCount } = reading;
    await sendSections({
      services,
      req,
      res,
      format,
      frame,
      start: (places) => services.views('pages/dashboard', { ...frame, sections: places }),
      sections,
      callCount,
      copiedAt: copyAge(reading.banks),
    });
  };
}
