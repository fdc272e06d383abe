/** Who is signed in at a browser, as the cookie claims and the database confirms; and signing out. */

import type { Request, Response } from 'express';
import type { SealedCookieOptions } from '../web/cookies.ts';
import { clearUserCookie, readUserCookie } from './user-cookie.ts';
import type { User, Users } from './users.ts';

export interface SignedInOptions extends SealedCookieOptions {
  /** Null where nobody can sign in. */
  readonly accounts: { readonly users: Users } | null;
}

/**
 * The user; null for nobody, and for a session that has been ended, whose cookie is cleared. Rejects when the database
 * does not answer.
 */
export async function signedInUser(
  req: Request,
  res: Response,
  options: SignedInOptions,
): Promise<User | null> {
  if (options.accounts === null) return null;
  const session = readUserCookie(req, options);
  const user = session && (await options.accounts.users.find(session));
  if (user === null) clearUserCookie(req, res, options.isSecure);
  return user;
}

/**
 * Ends every session of whoever is signed in here (ASVS 5.0, 7.4.1 and 7.5.2), and clears this browser's cookie. False
 * when the database does not answer or takes no changes: then copies of the cookie go on being good elsewhere.
 */
export async function signOutEverywhere(
  req: Request,
  res: Response,
  options: SignedInOptions,
): Promise<boolean> {
  const session = readUserCookie(req, options);
  clearUserCookie(req, res, options.isSecure);
  if (session === null || options.accounts === null) return true;
  return options.accounts.users.endSessions(session).then(
    () => true,
    // The store has logged it.
    () => false,
  );
}
