/** Asking the banks themselves although there are copies: one press, one look. */

import type { Request, RequestHandler } from 'express';
import type { Services } from '../services.ts';
import { pageBefore } from './page-before.ts';

/** POST /from-bank: the next page of transactions is read from the banks. */
export function wishForBanks({ ownOrigin }: Services): RequestHandler {
  return (req, res) => {
    req.session.wantsBanks = true;
    res.redirect(303, pageBefore(req, ownOrigin));
  };
}

/** Whether the banks were pressed for; the wish is spent by this, so it comes before the first byte. */
export function takeBankWish(req: Request): boolean {
  const isWished = req.session.wantsBanks === true;
  if (isWished) {
    delete req.session.wantsBanks;
    req.session.save();
  }
  return isWished;
}
