/** The page of an error: a title, a sentence, and a link on. */

import type { Services } from '../services.ts';
import type { ErrorPage } from '../web/errors.ts';
import type { Frame } from './frame.ts';

export interface ErrorPageModel extends Frame, ErrorPage {}

/** The page's text. It reads nothing of the request, since the request may be what is broken. */
export function showError({ config, views, demo, storage, version }: Services) {
  return (error: ErrorPage): string =>
    views('pages/error', {
      ...error,
      current: null,
      isDemo: demo !== null,
      isLinked: false,
      hasAccounts: false,
      isAnythingKept: storage.some(({ isKeptByUs }) => isKeptByUs),
      hasCopies: config.redisUrl !== null,
      isHidden: false,
      theme: null,
      notices: [],
      version,
    });
}
