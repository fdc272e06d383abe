/** Asking the banks themselves although there are copies, or for live balances: one press, one page view. */

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

/** POST /live-balances: the next look at the overview asks the banks themselves. */
export const wishForLiveBalances: RequestHandler = (req, res) => {
  req.session.wantsLiveBalances = true;
  res.redirect(303, '/dashboard');
};

/** Whether live balances were pressed for; the wish is spent by this, so it comes before the first byte. */
export function takeLiveWish(req: Request): boolean {
  const isWished = req.session.wantsLiveBalances === true;
  if (isWished) {
    delete req.session.wantsLiveBalances;
    req.session.save();
  }
  return isWished;
}
