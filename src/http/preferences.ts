/** How a reader wants pages to look: a plain cookie, since it says nothing about anybody. */

import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';

export interface Preferences {
  /** Null follows the system. */
  readonly theme: 'light' | 'dark' | null;
  /** Whether amounts are left out of every page. */
  readonly isHidden: boolean;
}

const NAME = 'preferences';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The reader's preferences; whatever else a cookie says counts as none. */
export function readPreferences(req: Request): Preferences {
  const words = (parseCookie(req.headers.cookie ?? '')[NAME] ?? '').split('.');
  const theme = (['light', 'dark'] as const).find((name) => words.includes(name));
  return { theme: theme ?? null, isHidden: words.includes('hidden') };
}

/** Keeps them for a year. */
export function writePreferences(res: Response, preferences: Preferences, isSecure: boolean): void {
  const words = [preferences.theme ?? 'system', preferences.isHidden ? 'hidden' : 'shown'];
  res.cookie(NAME, words.join('.'), { ...cookieOf(isSecure), maxAge: YEAR_MS });
}

/** Forgets them. */
export function clearPreferences(res: Response, isSecure: boolean): void {
  res.clearCookie(NAME, cookieOf(isSecure));
}

function cookieOf(isSecure: boolean) {
  return { httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' } as const;
}
