/** How a person wants pages to look: a plain cookie, since it says nothing about anybody. */

import type { Request, Response } from 'express';
import { cookieOptions, hostCookieName, sentCookies } from './cookies.ts';

export interface Preferences {
  /** Null follows the system. */
  readonly theme: 'light' | 'dark' | null;
  /** Whether amounts are left out of every page. */
  readonly isHidden: boolean;
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The reader's preferences; whatever else a cookie says counts as none. */
export function readPreferences(req: Request, isSecure: boolean): Preferences {
  const words = new Set(sentCookies(req)[nameOf(isSecure)]?.split('.'));
  const theme = (['light', 'dark'] as const).find((name) => words.has(name));
  return { theme: theme ?? null, isHidden: words.has('hidden') };
}

/** Keeps them for a year. */
export function writePreferences(res: Response, preferences: Preferences, isSecure: boolean): void {
  const words = [preferences.theme ?? 'system', preferences.isHidden ? 'hidden' : 'shown'];
  res.cookie(nameOf(isSecure), words.join('.'), { ...cookieOptions(isSecure), maxAge: YEAR_MS });
}

/** Forgets them. */
export function clearPreferences(res: Response, isSecure: boolean): void {
  res.clearCookie(nameOf(isSecure), cookieOptions(isSecure));
}

/** No other site of this domain can set it with https, and so show hidden amounts. */
function nameOf(isSecure: boolean): string {
  return hostCookieName('preferences', isSecure);
}
