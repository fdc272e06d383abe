/** Live balances on request: one press, one look. */

import type { Request, RequestHandler } from 'express';

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
