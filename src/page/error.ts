/** The page of an error: a title, a sentence, and a link on. */

import type { Services } from '../services.ts';
import type { ErrorPage } from '../web/errors.ts';
import { type Frame, frameOfServer } from './frame.ts';

export interface ErrorPageModel extends Frame, ErrorPage {}

/** The page's text. It reads nothing of the request, since the request may be what is broken. */
export function showError(services: Services) {
  const ofNobody = {
    ...{ current: null, isLinked: false, unreadableCount: 0, hasAccounts: false },
    ...{
      isHidden: false,
      theme: null,
      notices: [],
      undo: null,
      hasBook: false,
      bookHref: null,
      onPaper: null,
    },
  };
  return (error: ErrorPage): string =>
    services.views('pages/error', { ...error, ...frameOfServer(services), ...ofNobody });
}
