/** What this is, what is kept, and how to connect a bank. */

import type { RequestHandler } from 'express';
import { type Lifetime, lifetimesFor } from '../connections/lifetime.ts';
import type { Services } from '../services.ts';
import { type Frame, frameOf } from './frame.ts';

export interface HomePage extends Frame {
  readonly lifetimes: readonly Lifetime[];
}

/** GET / */
export function getHome(services: Services): RequestHandler {
  return (req, res) => {
    res.send(
      services.views('pages/home', {
        ...frameOf(req, services, { title: 'Your money on one page' }),
        lifetimes: lifetimesFor(services.config),
      }),
    );
  };
}
