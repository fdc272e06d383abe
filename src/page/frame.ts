/** The header, navigation and footer that surround every page. */

import type { Request } from 'express';
import type { Services } from '../services.ts';
import type { Preferences } from '../web/preferences.ts';
import { takeFromSession } from '../web/session.ts';

/** Part of every page's model. */
export interface Frame extends Preferences {
  readonly title: string;
  /** The path of the navigation entry that this page belongs to. */
  readonly current: string | null;
  readonly isDemo: boolean;
  readonly isLinked: boolean;
  readonly hasAccounts: boolean;
  /** Whether there is a page of cards and loans. */
  readonly hasCredit: boolean;
  /** Whether anything about anybody may be kept on our side. */
  readonly isAnythingKept: boolean;
  /** Whether transactions are cached in Redis. */
  readonly hasCache: boolean;
  readonly notices: readonly string[];
  readonly version: string;
}

/** What is the same in every frame. */
export function frameOfServer({ demo, storage, config, version }: Services) {
  return {
    isDemo: demo !== null,
    isAnythingKept: storage.some(({ isKeptByUs }) => isKeptByUs),
    hasCache: config.redisUrl !== null,
    hasCredit: config.hasCredit,
    version,
  };
}

interface FramedPage {
  readonly title: string;
  readonly current?: string;
}

/** The frame for a page. Notices are shown once: taking them changes the session, so this comes before the first byte. */
export function frameOf(req: Request, services: Services, page: FramedPage): Frame {
  return { ...frameWithoutNotices(req, services, page), notices: takeFromSession(req, 'notices') ?? [] };
}

/** The same for a page that few get to see: notices wait for the next. */
export function frameWithoutNotices(req: Request, services: Services, page: FramedPage): Frame {
  return {
    ...frameOfServer(services),
    title: page.title,
    current: page.current ?? null,
    isLinked: req.context.banks.length > 0,
    hasAccounts: services.accounts !== null,
    ...req.context.preferences,
    notices: [],
  };
}
