/** The overview: every bank asked at once, each section sent as it comes. */

import type { RequestHandler } from 'express';
import { startReading } from '../dashboard/reading.ts';
import { dashboardSections, type Section } from '../dashboard/sections.ts';
import { streamPage } from '../http/stream.ts';
import { addMonths, dayOf, firstOfMonth } from '../present/days.ts';
import { parseFilter, rangeOf } from '../present/filter.ts';
import type { Services } from '../services.ts';
import { askingFor } from './asking.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';

/** Cash flow looks back over this month and the five before it. */
const MONTHS_BACK = 5;

export function showDashboard(services: Services): RequestHandler {
  const { bank, log, views, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    if (linkedBanks.length === 0) return res.redirect(303, '/');

    const startedAt = performance.now();
    const frame = frameOf(req, services, { title: 'Overview', current: '/dashboard' });
    const format = formatFor(req, now());
    const today = dayOf(now());
    const period = rangeOf(parseFilter({ days: req.query.days }), today);
    const halfYear = firstOfMonth(addMonths(today, -MONTHS_BACK));
    const range = { from: period.from < halfYear ? period.from : halfYear, to: today };
    const reading = startReading({ bank, linkedBanks, range, asking: askingFor(req, res, log) });

    async function print({ id, slot, model }: Section): Promise<string | null> {
      try {
        const it = await model;
        return it && views(`sections/${id}`, { ...it, slot });
      } catch (error) {
        log.error({ requestId: req.id, section: id, error: (error as Error).name }, 'section failed');
        return views('sections/failed', { id, slot });
      }
    }

    await streamPage(res, {
      start: views('pages/dashboard', { ...frame, days: parseFilter({ days: req.query.days }).days }),
      sections: dashboardSections(reading, format).map(print),
      end: () =>
        views('parts/dashboard-end', {
          ...frame,
          calls: format.count(reading.callCount()),
          ms: format.count(Math.round(performance.now() - startedAt)),
        }),
    });
  };
}
