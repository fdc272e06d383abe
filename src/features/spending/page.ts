/** Where the money goes, month by month: up to two years, read live. */

import type { RequestHandler } from 'express';
import { dayOf } from '../../finance/days.ts';
import { MONTHS, monthsBack } from '../../finance/period.ts';
import { formatFor } from '../../page/format-for-request.ts';
import { frameOf } from '../../page/frame.ts';
import { linkedBanksOf } from '../../page/linked-banks.ts';
import { askingFor } from '../../page/plaid-call-options.ts';
import { type SectionsPage, sendSections } from '../../page/send-sections.ts';
import { copyAge } from '../../reading/all-transactions.ts';
import { countCalls, startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { spendingSections } from './sections.ts';

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
