/** The overview: every bank asked at once, each section sent as it comes. */

import type { RequestHandler } from 'express';
import { copyAge } from '../dashboard/copy-age.ts';
import { periodOf } from '../dashboard/period.ts';
import { startReading } from '../dashboard/reading.ts';
import { dashboardSections } from '../dashboard/sections.ts';
import { dayOf } from '../present/days.ts';
import type { Services } from '../services.ts';
import { askingFor } from './asking.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { takeLiveWish } from './live-balances.ts';
import { formatFor } from './reader.ts';
import { sendSections } from './send-sections.ts';

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
