/** The two buttons that ask the banks anew for the next page view: transactions past the cache, and live balances. */

import type { RequestHandler } from 'express';
import { pageBefore } from './request-context.ts';

/** POST /from-bank: the next page of transactions is read from the banks. */
export const postFreshData: RequestHandler = (req, res) => {
  req.session.wantsBanks = true;
  res.redirect(303, pageBefore(req));
};

/** POST /live-balances: the next view of the overview asks the banks themselves. */
export const postLiveBalances: RequestHandler = (req, res) => {
  req.session.wantsLiveBalances = true;
  res.redirect(303, '/dashboard');
};
