/** Cards and loans: what is used, what it costs, what is due. Banks are asked for this only when the page is opened. */

import type { RequestHandler } from 'express';
import { countCalls } from '../dashboard/call-count.ts';
import { startCredit } from '../dashboard/credit.ts';
import { creditSections } from '../dashboard/credit-sections.ts';
import type { Services } from '../services.ts';
import { askingFor } from './asking.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';
import { sendSections } from './send-sections.ts';

/** GET /credit */
export function showCredit(services: Services): RequestHandler {
  const { bank, log, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    if (linkedBanks.length === 0) return res.redirect(303, '/');

    const format = formatFor(req, now());
    const frame = frameOf(req, services, { title: 'Credit', current: '/credit' });
    const { counted, callCount } = countCalls(askingFor(req, res, log));
    const sections = creditSections(startCredit({ bank, linkedBanks, asking: counted }), format);
    await sendSections({
      services,
      req,
      res,
      format,
      frame,
      start: (places) => services.views('pages/credit', { ...frame, sections: places }),
      sections,
      callCount,
    });
  };
}
