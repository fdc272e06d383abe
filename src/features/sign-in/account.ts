/** Who is signed in at this browser, and the page of their account. */

import type { Request, RequestHandler, Response } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { signedInUser, signOutEverywhere } from '../../users/signed-in.ts';
import type { User } from '../../users/users.ts';
import { redirectWithNotice } from '../../web/session.ts';

const SIGNED_OUT = 'You are signed out of your account, in every browser.';
const ONLY_HERE =
  'You are signed out in this browser alone: the database of accounts did not answer, so other browsers stay signed in. To end that, sign in and sign out again in a few minutes.';

/** Who is signed in, for pages that go on without the database: `isKnown` is false when it does not answer. */
export async function ownRow(
  req: Request,
  res: Response,
  services: Services,
): Promise<{ user: User | null; isKnown: boolean }> {
  try {
    return { user: await signedInUser(req, res, services), isKnown: true };
  } catch {
    // The store has logged it.
    return { user: null, isKnown: false };
  }
}

export interface AccountPage extends Frame {
  readonly user: User;
  /** When the account was made. */
  readonly since: string;
  readonly signOuts: string;
}

/** GET /account */
export function getAccount(services: Services): RequestHandler {
  return async (req, res) => {
    const user = await signedInUser(req, res, services);
    if (!user) return res.redirect(303, '/sign-in');
    const { format } = req.context;
    const [since, signOuts] = [format.dateTime(user.createdAt), format.count(user.signOuts)];
    const frame = frameOf(req, services, { title: 'Your account', current: '/account' });
    res.send(services.views('pages/account', { ...frame, user, since, signOuts }));
  };
}

/** POST /sign-out: of the account alone, and everywhere; banks stay connected. */
export function postSignOut(services: Services): RequestHandler {
  return async (req, res) => {
    const isEverywhere = await signOutEverywhere(req, res, services);
    redirectWithNotice(req, res, '/', isEverywhere ? SIGNED_OUT : ONLY_HERE);
  };
}
