/** The sealed cookie of a signed-in user: the user's id, and nothing of any bank. */

import type { Request, Response } from 'express';
import { cookieOptions, type SealedCookieOptions, sealedCookieName, sentCookies } from '../web/cookies.ts';

const PURPOSE = 'user';

/** The user's id; null for nobody, and for a cookie that is forged or too old. */
export function readUserId(req: Request, { sealer, isSecure, now }: SealedCookieOptions): string | null {
  const name = sealedCookieName(PURPOSE, isSecure);
  const sealed = sentCookies(req)[name];
  const opened = sealed === undefined ? null : sealer.open(sealed, { purpose: PURPOSE, name });
  return opened && opened.expiresAt > now() ? opened.content.toString() : null;
}

/** Signs the browser in until then. */
export function writeUserId(
  res: Response,
  { userId, expiresAt }: { userId: string; expiresAt: Date },
  { sealer, isSecure, now }: SealedCookieOptions,
): void {
  const name = sealedCookieName(PURPOSE, isSecure);
  const sealed = sealer.seal(Buffer.from(userId), expiresAt, { purpose: PURPOSE, name });
  res.cookie(name, sealed, { ...cookieOptions(isSecure), maxAge: expiresAt.getTime() - now().getTime() });
}

/** Signs the browser out. */
export function clearUserId(res: Response, isSecure: boolean): void {
  res.clearCookie(sealedCookieName(PURPOSE, isSecure), cookieOptions(isSecure));
}
