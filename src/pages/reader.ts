/** How this reader reads: language, and whether amounts are hidden. */

import type { Request } from 'express';
import { readPreferences } from '../http/preferences.ts';
import { dayOf } from '../present/days.ts';
import { createFormat, type Format } from '../present/format.ts';
import { chooseLocale } from '../present/locale.ts';

/** The words for one request. */
export function formatFor(req: Request, now: Date): Format {
  return createFormat({
    locale: chooseLocale(req.headers['accept-language']),
    isHidden: readPreferences(req).isHidden,
    today: dayOf(now),
  });
}
