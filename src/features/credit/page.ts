/** Cards and loans: what is used, what it costs, what is due. Banks are asked for this only when the page is opened. */

import type { RequestHandler } from 'express';
import { formatFor } from '../../page/format-for-request.ts';
import { frameOf } from '../../page/frame.ts';
import { linkedBanksOf } from '../../page/linked-banks.ts';
import { askingFor } from '../../page/plaid-call-options.ts';
import { sendSections } from '../../page/send-sections.ts';
import { countCalls } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { startCredit } from './read-credit.ts';
import { creditSections } from './section.ts';

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
