/** How pages look: hidden amounts, light or dark. */

import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';
import { readPreferences, writePreferences } from '../web/preferences.ts';
import { refererPath } from './request-context.ts';

const THEMES = { light: 'light', dark: 'dark', system: null } as const;

/** POST /preferences: changes what the form names, and goes back to the page it stood on. */
export function postPreferences({ isSecure }: Services): RequestHandler {
  return (req, res) => {
    const before = readPreferences(req, isSecure);
    const { hidden, theme } = req.body ?? {};
    writePreferences(
      res,
      {
        isHidden: hidden === 'yes' || (before.isHidden && hidden !== 'no'),
        theme: Object.hasOwn(THEMES, String(theme)) ? THEMES[theme as keyof typeof THEMES] : before.theme,
      },
      isSecure,
    );
    res.redirect(303, refererPath(req));
  };
}
