/** Follows a sign-in link. GET changes nothing, since mail servers open links too; a button signs in. */

import type { Request, RequestHandler, Response } from 'express';
import { expiryOf } from '../../connections/lifetime.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Accounts } from '../../services/accounts.ts';
import type { Services } from '../../services.ts';
import { rememberAddress } from '../../users/known-browser.ts';
import { writeUserCookie } from '../../users/user-cookie.ts';
import { type PendingSignIn, redirectWithNotice } from '../../web/session.ts';
import { linkExpiry, openSignIn } from './link.ts';

/** How long a browser stays signed in, unless the operator's limit is shorter. */
const SIGNED_IN_DAYS = 30;
const TOO_LATE = 'That link is too old or was used before. Ask for a new one here.';
const ELSEWHERE = 'A link works only in the browser that asked for it. Open it there, or ask for one here.';

export interface SignInConfirmPage extends Frame {
  readonly email: string;
  readonly path: string;
}

/** GET /sign-in/:sealed */
export function getSignInLink(services: Services): RequestHandler<{ sealed: string }> {
  return (req, res) => {
    const link = usableLink(services, req, res);
    if (!link) return;
    const frame = frameOf(req, services, { title: 'Sign in', current: '/account' });
    res.send(services.views('pages/sign-in-confirm', { ...frame, email: link.email, path: req.path }));
  };
}

/** POST /sign-in/:sealed: whoever holds the link and the browser owns the address, and has an account from now on. */
export function postSignInLink(
  services: Services,
  { users, usedLinks }: Accounts,
): RequestHandler<{ sealed: string }> {
  const { config, now } = services;
  return async (req, res) => {
    const link = usableLink(services, req, res);
    if (!link) return;
    // First what can fail, so that a link is not lost to a database that is down.
    const { id, email, signOuts } = await users.findOrAdd(link.email);
    // Several links of one browser share a nonce; none made until now works longer than this.
    const isFirst = await usedLinks.use(link.nonce, linkExpiry(now()));
    delete req.session.pendingSignIn;
    if (!isFirst) return redirectWithNotice(req, res, '/sign-in', TOO_LATE);
    const days = Math.min(SIGNED_IN_DAYS, config.maxSessionDays);
    writeUserCookie(res, { id, signOuts, expiresAt: expiryOf({ days }, now()) }, services);
    rememberAddress(req as Request, res, email, services);
    redirectWithNotice(req, res, '/account', `You are signed in as ${email}.`);
  };
}

/** The link, or null when the reader has been sent away with the reason. */
function usableLink(
  { sealer, now }: Services,
  req: Request<{ sealed: string }>,
  res: Response,
): PendingSignIn | null {
  const link = openSignIn(sealer, req.params.sealed, now());
  const { pendingSignIn } = req.session;
  if (link && pendingSignIn && link.nonce === pendingSignIn.nonce) return link;
  redirectWithNotice(req as Request, res, '/sign-in', link ? ELSEWHERE : TOO_LATE);
  return null;
}
