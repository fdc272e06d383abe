/** The sealed cookie of a signed-in user: the user's id and their count of sign-outs, and nothing of any bank. */

import type { Request, Response } from 'express';
import { cookieOptions, hostCookieName, type SealedCookieOptions, sentCookies } from '../web/cookies.ts';
import type { UserSession } from './users.ts';

const PURPOSE = 'user';

/**
 * Who the cookie says is signed in; null for nobody, and for a cookie that is forged, too old or from before sign-outs
 * were counted. Whether that session has been ended since, only the row can say.
 */
export function readUserCookie(
  req: Request,
  { sealer, isSecure, now }: SealedCookieOptions,
): UserSession | null {
  const name = hostCookieName(PURPOSE, isSecure);
  const sealed = sentCookies(req)[name];
  const opened = sealed === undefined ? null : sealer.open(sealed, { purpose: PURPOSE, name });
  if (!opened || opened.expiresAt <= now()) return null;
  const [, id, signOuts] = /^(\S+) (\d+)$/.exec(opened.content.toString()) ?? [];
  return id === undefined ? null : { id, signOuts: Number(signOuts) };
}

/** Signs the browser in until then. */
export function writeUserCookie(
  res: Response,
  { id, signOuts, expiresAt }: UserSession & { expiresAt: Date },
  { sealer, isSecure, now }: SealedCookieOptions,
): void {
  const name = hostCookieName(PURPOSE, isSecure);
  const sealed = sealer.seal(Buffer.from(`${id} ${signOuts}`), expiresAt, { purpose: PURPOSE, name });
  res.cookie(name, sealed, { ...cookieOptions(isSecure), maxAge: expiresAt.getTime() - now().getTime() });
}

/** Takes the cookie from a browser that sent one. */
export function clearUserCookie(req: Request, res: Response, isSecure: boolean): void {
  const name = hostCookieName(PURPOSE, isSecure);
  if (sentCookies(req)[name] !== undefined) res.clearCookie(name, cookieOptions(isSecure));
}
