/** The sealed cookie of a signed-in user: the user's id, and nothing of any bank. */

import type { Request, Response } from 'express';
import type { Sealer } from '../crypto/sealer.ts';
import { sentCookies } from '../web/cookies.ts';

export interface UserCookieOptions {
  readonly sealer: Sealer;
  readonly isSecure: boolean;
  readonly now: () => Date;
}

const PURPOSE = 'user';

/** The user's id; null for nobody, and for a cookie that is forged or too old. */
export function readUserId(req: Request, { sealer, isSecure, now }: UserCookieOptions): string | null {
  const { name } = cookieOf(isSecure);
  const sealed = sentCookies(req)[name];
  const opened = sealed === undefined ? null : sealer.open(sealed, { purpose: PURPOSE, name });
  return opened && opened.expiresAt > now() ? opened.content.toString() : null;
}

/** Signs the browser in until then. */
export function writeUserId(
  res: Response,
  { userId, expiresAt }: { userId: string; expiresAt: Date },
  { sealer, isSecure, now }: UserCookieOptions,
): void {
  const { name, cookie } = cookieOf(isSecure);
  const sealed = sealer.seal(Buffer.from(userId), expiresAt, { purpose: PURPOSE, name });
  res.cookie(name, sealed, { ...cookie, maxAge: expiresAt.getTime() - now().getTime() });
}

/** Signs the browser out. */
export function clearUserId(res: Response, isSecure: boolean): void {
  const { name, cookie } = cookieOf(isSecure);
  res.clearCookie(name, cookie);
}

function cookieOf(isSecure: boolean) {
  return {
    name: `${isSecure ? '__Host-' : ''}user`,
    cookie: { httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' } as const,
  };
}
