/** How this reader reads: language, and whether amounts are hidden. */

import type { Request } from 'express';
import { dayOf } from '../finance/days.ts';
import { createFormat, type Format } from '../finance/format.ts';
import { chooseLocale } from '../finance/locale.ts';
import { readPreferences } from '../web/preferences.ts';

/** The words for one request. */
export function formatFor(req: Request, now: Date): Format {
  return createFormat({
    locale: chooseLocale(req.headers['accept-language']),
    isHidden: readPreferences(req).isHidden,
    today: dayOf(now),
  });
}
