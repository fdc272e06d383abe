/** What stands around every page. */

import type { Request } from 'express';
import type { Services } from '../services.ts';
import { readPreferences } from '../web/preferences.ts';
import { linkedBanksOf } from './linked-banks.ts';

/** Part of every page's model. */
export interface Frame {
  readonly title: string;
  /** The path of the navigation entry that this page belongs to. */
  readonly current: string | null;
  readonly isDemo: boolean;
  readonly isLinked: boolean;
  readonly hasAccounts: boolean;
  /** Whether anything about anybody may be kept on our side. */
  readonly isAnythingKept: boolean;
  /** Whether copies of transactions are kept. */
  readonly hasCopies: boolean;
  readonly isHidden: boolean;
  readonly theme: 'light' | 'dark' | null;
  readonly notices: readonly string[];
  readonly version: string;
}

/** The frame for a page. Notices are shown once: taking them changes the session, so this comes before the first byte. */
export function frameOf(req: Request, services: Services, page: { title: string; current?: string }): Frame {
  return {
    title: page.title,
    current: page.current ?? null,
    isDemo: services.demo !== null,
    isLinked: linkedBanksOf(req).length > 0,
    hasAccounts: services.accounts !== null,
    isAnythingKept: services.storage.some(({ isKeptByUs }) => isKeptByUs),
    hasCopies: services.config.redisUrl !== null,
    ...readPreferences(req),
    notices: takeNotices(req),
    version: services.version,
  };
}

function takeNotices(req: Request): readonly string[] {
  const { notices = [] } = req.session;
  if (notices.length > 0) {
    delete req.session.notices;
    req.session.save();
  }
  return notices;
}
