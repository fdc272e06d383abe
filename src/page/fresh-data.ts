/** The two buttons that ask the banks anew for the next page view: transactions past the cache, and live balances. */

import type { Request, RequestHandler } from 'express';
import type { LinkedBank } from '../reading/reading.ts';
import type { Services } from '../services.ts';
import { redirectWithNotice, takeFromSession } from '../web/session.ts';
import { refererPath } from './request-context.ts';

/**
 * No bank is asked again within this time. Plaid bills each answer (plaid.com/docs/account/billing), allows 30 an hour
 * for each Item (plaid.com/docs/errors/rate-limit-exceeded), and has read the balances when an Item is added
 * (plaid.com/docs/balance).
 */
const ASKED_ONCE_IN_MS = 2 * 60 * 1000;

/** POST /from-bank: the next page of transactions is read from the banks. */
export const postFreshData: RequestHandler = (req, res) => {
  req.session.wantsBanks = true;
  res.redirect(303, refererPath(req));
};

/** POST /live-balances: the next view of the overview asks the banks themselves, unless they were asked just now. */
export const postLiveBalances: RequestHandler = (req, res) => {
  const { banks, format } = req.context;
  // The one that was linked first can be asked first.
  const linkedAt = Math.min(...banks.map(({ connection }) => connection.linkedAt.getTime()));
  const { balancesAskedAt = 0 } = req.session;
  const lastReadAt = Math.max(balancesAskedAt, linkedAt);
  if (isJustNow(lastReadAt, req)) {
    const again = format.time(new Date(lastReadAt + ASKED_ONCE_IN_MS));
    const sentence =
      linkedAt > balancesAskedAt
        ? `Plaid read your balances when you connected, less than two minutes ago. Your banks can be asked for newer ones after ${again}.`
        : `Your banks were asked for their balances less than two minutes ago. They can be asked again after ${again}.`;
    return redirectWithNotice(req, res, '/dashboard', sentence);
  }
  req.session.wantsLiveBalances = true;
  res.redirect(303, '/dashboard');
};

/**
 * Which banks a view asks for their balances of this moment. Comes before the first byte: that they are asked is noted
 * in the session, since no cookie can be written when they have answered.
 */
export function askedForBalances(req: Request, { config }: Services): (bank: LinkedBank) => boolean {
  if (config.liveBalances === 'view') return () => true;
  if (!takeFromSession(req, 'wantsLiveBalances')) return () => false;
  req.session.balancesAskedAt = req.context.now.getTime();
  req.session.save();
  return ({ connection }) => !isJustNow(connection.linkedAt.getTime(), req);
}

/** A time to come is none: then a clock was set back. */
function isJustNow(time: number, { context }: Request): boolean {
  const age = context.now.getTime() - time;
  return age >= 0 && age < ASKED_ONCE_IN_MS;
}
