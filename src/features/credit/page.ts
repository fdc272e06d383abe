/** Cards and loans: what is used, what it costs, what is due. Banks are asked for this only when the page is opened. */

import type { RequestHandler } from 'express';
import { frameOf } from '../../page/frame.ts';
import { pageOfSections } from '../../page/send-sections.ts';
import type { Services } from '../../services.ts';
import { startCredit } from './read-credit.ts';
import { creditSections } from './section.ts';

/** GET /credit; without PLAID_CREDIT it says so, and asks nobody. */
export function getCredit(services: Services): RequestHandler {
  const { config, gateway, views } = services;
  if (!config.hasCredit) {
    return (req, res) =>
      void res.send(views('pages/credit-off', frameOf(req, services, { title: 'Credit' })));
  }
  return pageOfSections(services, { title: 'Credit', current: '/credit' }, ({ context }, callOptions) => ({
    sections: creditSections(
      startCredit({ gateway, linkedBanks: context.banks, callOptions }),
      context.book,
      context.today,
      context.format,
    ),
    start: (page) => views('pages/credit', page),
  }));
}
