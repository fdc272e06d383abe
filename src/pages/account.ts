/** The account of whoever is signed in: all four values of it. */

import type { RequestHandler } from 'express';
import { clearUserId } from '../http/user-cookie.ts';
import type { Services } from '../services.ts';
import type { User } from '../stores/users.ts';
import { type Frame, frameOf } from './frame.ts';
import { leaveWith } from './notices.ts';
import { formatFor } from './reader.ts';
import { signedInUser } from './signed-in.ts';

export interface AccountPage extends Frame {
  readonly user: User;
  /** When the account was made. */
  readonly since: string;
}

/** GET /account */
export function showAccount(services: Services): RequestHandler {
  return async (req, res) => {
    const user = await signedInUser(req, services);
    if (!user) {
      clearUserId(res, services.isSecure);
      return res.redirect(303, '/sign-in');
    }
    const since = formatFor(req, services.now()).time(user.createdAt);
    const frame = frameOf(req, services, { title: 'Your account', current: '/account' });
    res.send(services.views('pages/account', { ...frame, user, since }));
  };
}

/** POST /sign-out: of the account alone; banks stay connected. */
export function signOut({ isSecure }: Services): RequestHandler {
  return (req, res) => {
    clearUserId(res, isSecure);
    leaveWith(req, res, '/', 'You are signed out of your account.');
  };
}
