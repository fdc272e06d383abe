/** What this is, what is kept, and how to connect a bank. */

import type { RequestHandler } from 'express';
import { type Lifetime, lifetimesFor } from '../connections/lifetime.ts';
import type { Services } from '../services.ts';
import { type Frame, frameOf } from './frame.ts';
import { type UnreadableBanks, unreadableBanks } from './unreadable-banks.ts';

export interface HomePage extends Frame {
  readonly lifetimes: readonly Lifetime[];
  /** Where none of this browser's banks can be read: with one that can, the page of banks says so. */
  readonly unreadable: UnreadableBanks | null;
}

/** GET / */
export function getHome(services: Services): RequestHandler {
  return (req, res) => {
    const saysUnreadable = req.context.banks.length === 0;
    res.send(
      services.views('pages/home', {
        ...frameOf(req, services, { title: 'Your money on one page', saysUnreadable }),
        lifetimes: lifetimesFor(services.config),
        unreadable: saysUnreadable ? unreadableBanks(req, services) : null,
      }),
    );
  };
}
