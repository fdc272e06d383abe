/** Who is signed in at this browser, and the page of their account. */

import type { Request, RequestHandler } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { clearUserId, readUserId } from '../../users/user-cookie.ts';
import type { User } from '../../users/users.ts';
import { redirectWithNotice } from '../../web/session.ts';

/** The user; null for nobody, or for one who has been deleted. Rejects when the database does not answer. */
async function signedInUser(req: Request, services: Services): Promise<User | null> {
  const id = readUserId(req, services);
  return id !== null && services.accounts ? services.accounts.users.find(id) : null;
}

/** The same for pages that go on without the database: `isKnown` is false when it does not answer. */
export async function ownRow(
  req: Request,
  services: Services,
): Promise<{ user: User | null; isKnown: boolean }> {
  try {
    return { user: await signedInUser(req, services), isKnown: true };
  } catch {
    // The store has logged it.
    return { user: null, isKnown: false };
  }
}

export interface AccountPage extends Frame {
  readonly user: User;
  /** When the account was made. */
  readonly since: string;
}

/** GET /account */
export function getAccount(services: Services): RequestHandler {
  return async (req, res) => {
    const user = await signedInUser(req, services);
    if (!user) {
      clearUserId(res, services.isSecure);
      return res.redirect(303, '/sign-in');
    }
    const since = req.context.format.time(user.createdAt);
    const frame = frameOf(req, services, { title: 'Your account', current: '/account' });
    res.send(services.views('pages/account', { ...frame, user, since }));
  };
}

/** POST /sign-out: of the account alone; banks stay connected. */
export function postSignOut({ isSecure }: Services): RequestHandler {
  return (req, res) => {
    clearUserId(res, isSecure);
    redirectWithNotice(req, res, '/', 'You are signed out of your account.');
  };
}
