/** Subscriptions, bills and pay, found in up to two years of transactions. */

import type { RequestHandler } from 'express';
import { addDays, dayOf } from '../../finance/days.ts';
import { formatFor } from '../../page/format-for-request.ts';
import { frameOf } from '../../page/frame.ts';
import { linkedBanksOf } from '../../page/linked-banks.ts';
import { askingFor } from '../../page/plaid-call-options.ts';
import { sendSections } from '../../page/send-sections.ts';
import { copyAge } from '../../reading/all-transactions.ts';
import { countCalls, startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { recurringSections } from './section.ts';

/** All that Plaid has: what comes once a year must be seen twice. */
const DAYS_BACK = 730;

/** GET /recurring */
export function showRecurring(services: Services): RequestHandler {
  const { bank, copies, log, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    if (linkedBanks.length === 0) return res.redirect(303, '/');

    const format = formatFor(req, now());
    const today = dayOf(now());
    const frame = frameOf(req, services, { title: 'Recurring', current: '/recurring' });
    const { counted, callCount } = countCalls(askingFor(req, res, log));
    const range = { from: addDays(today, -DAYS_BACK), to: today };
    const banks = startHistories({ bank, copies, linkedBanks, range, asking: counted, now: now() });
    const sections = recurringSections(banks, today, format);
    await sendSections({
      services,
      req,
      res,
      format,
      frame,
      start: (places) => services.views('pages/recurring', { ...frame, sections: places }),
      sections,
      callCount,
      copiedAt: copyAge(banks),
    });
  };
}
