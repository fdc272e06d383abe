/** Cards and loans: what is used, what it costs, what is due. Banks are asked for this only when the page is opened. */

import type { RequestHandler } from 'express';
import { pageOfSections } from '../../page/send-sections.ts';
import type { Services } from '../../services.ts';
import { startCredit } from './read-credit.ts';
import { creditSections } from './section.ts';

/** GET /credit */
export function getCredit(services: Services): RequestHandler {
  const { gateway, views } = services;
  return pageOfSections(services, { title: 'Credit', current: '/credit' }, ({ context }, callOptions) => ({
    sections: creditSections(
      startCredit({ gateway, linkedBanks: context.banks, callOptions }),
      context.format,
    ),
    start: (page) => views('pages/credit', page),
  }));
}
