/** Where the money goes, month by month: up to two years, read live. */

import type { RequestHandler } from 'express';
import { countCalls } from '../dashboard/call-count.ts';
import { copyAge } from '../dashboard/copy-age.ts';
import { MONTHS, monthsBack } from '../dashboard/months-back.ts';
import { startHistories } from '../dashboard/reading.ts';
import { spendingSections } from '../dashboard/spending-sections.ts';
import { dayOf } from '../present/days.ts';
import type { Services } from '../services.ts';
import { askingFor } from './asking.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';
import { type SectionsPage, sendSections } from './send-sections.ts';

export interface SpendingPage extends SectionsPage {
  readonly ranges: readonly { readonly months: number; readonly isCurrent: boolean }[];
}

/** GET /spending?months=12 */
export function showSpending(services: Services): RequestHandler {
  const { bank, copies, log, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    if (linkedBanks.length === 0) return res.redirect(303, '/');

    const format = formatFor(req, now());
    const back = monthsBack(req.query, dayOf(now()));
    const frame = frameOf(req, services, { title: 'Spending', current: '/spending' });
    const ranges = MONTHS.map((months) => ({ months, isCurrent: months === back.months }));
    const { counted, callCount } = countCalls(askingFor(req, res, log));
    const banks = startHistories({
      bank,
      copies,
      linkedBanks,
      range: back.range,
      asking: counted,
      now: now(),
    });
    const sections = spendingSections(banks, back, format);
    await sendSections({
      services,
      req,
      res,
      format,
      frame,
      start: (places) => services.views('pages/spending', { ...frame, ranges, sections: places }),
      sections,
      callCount,
      copiedAt: copyAge(banks),
    });
  };
}
