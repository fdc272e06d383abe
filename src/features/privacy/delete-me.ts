/** Deleting everything: banks at Plaid, the account, the cookies. What fails stays, so that it can be tried again. */

import type { Request, RequestHandler, Response } from 'express';
import type { Api } from '../../page/api-schema.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { clearKnownBrowser } from '../../users/known-browser.ts';
import { clearUserCookie, readUserCookie } from '../../users/user-cookie.ts';
import { clearPreferences } from '../../web/preferences.ts';
import { clearSiteData } from '../../web/security.ts';
import { endSession } from '../../web/session.ts';
import { banksToEnd, type ReceiptLine, removeBanks, removeUnreadable } from '../connections/disconnect.ts';
import { forgetVisits } from '../connections/visits.ts';

/** What became of one thing: a line of the receipt. */
type Deletion = Api['Deletion']['receipt'][number];

export interface DeletedPage extends Frame {
  readonly isComplete: boolean;
  /** How many cookies were cleared that could not be used, so that Plaid has not ended their connections. */
  readonly notEnded: number;
  /** Nobody was signed in, so that an account, if there is one, is still there. */
  readonly mayHaveAccount: boolean;
  readonly lines: readonly (Omit<Deletion, 'at'> & { readonly at: string })[];
}

/** POST /delete-me: this very answer is the receipt, since we could not show it again. */
export function postDeleteMe(services: Services): RequestHandler {
  return async (req, res) => {
    const { isComplete, receipt: lines, notEnded } = await deleteEverything(services, req, res);
    const format = req.context.format;
    const everything = notEnded > 0 ? 'Everything here' : 'Everything';
    const title = isComplete ? `${everything} is deleted` : 'Not everything is deleted';
    const page = services.views('pages/deleted', {
      ...frameOf(req, services, { title }),
      ...{ isComplete, notEnded },
      mayHaveAccount: services.accounts !== null && lines.every(({ where }) => where !== 'PostgreSQL'),
      lines: lines.map((line) => ({ ...line, at: format.time(line.at) })),
    });
    if (isComplete) clearBrowser(req, res, services.isSecure);
    res.send(page);
  };
}

/** DELETE /api/delete-me: the same; 503 while something is left. */
export function deleteMeJson(services: Services): RequestHandler {
  return async (req, res) => {
    const answer = await deleteEverything(services, req, res);
    if (answer.isComplete) clearBrowser(req, res, services.isSecure);
    res.status(answer.isComplete ? 200 : 503).json(answer);
  };
}

/** What only Plaid tells. */
const ELSEWHERE = { reason: null, requestId: null };

async function deleteEverything(services: Services, req: Request, res: Response): Promise<Api['Deletion']> {
  const [banks, account] = await Promise.all([
    removeBanks(services, req, banksToEnd(req), { untilCacheCleared: true }),
    deleteAccount(services, req, res),
  ]);
  const lines: Deletion[] = banks.map(({ name, isRemoved, reason, wasGone, at, requestId }) => {
    return { what: name, where: 'Plaid', isDeleted: isRemoved, reason, wasGone, at, requestId };
  });
  if (services.config.redisUrl !== null && banks.length > 0) lines.push(cacheLine(banks, services.now()));
  if (account) lines.push(account);
  // An expired cookie is still the only key to a bank that Plaid has not ended.
  const isComplete = lines.every((line) => line.isDeleted) && req.vault.expired.length === 0;
  const cookies = { what: 'Cookies', where: 'This browser', isDeleted: isComplete, ...ELSEWHERE } as const;
  lines.push({ ...cookies, wasGone: false, at: services.now() });
  return { isComplete, receipt: lines, notEnded: isComplete ? removeUnreadable(req) : 0 };
}

function cacheLine(banks: readonly ReceiptLine[], at: Date): Deletion {
  const isDeleted = banks.every(({ isCacheCleared }) => isCacheCleared);
  return { what: 'Copies of transactions', where: 'Redis', isDeleted, wasGone: false, at, ...ELSEWHERE };
}

/** Null where nobody is signed in, or the session has been ended: its cookie may delete nothing. */
async function deleteAccount(services: Services, req: Request, res: Response): Promise<Deletion | null> {
  const { accounts, now } = services;
  const session = readUserCookie(req, services);
  if (session === null || accounts === null) return null;
  const outcome = await accounts.users.remove(session).catch(() => null);
  if (outcome === 'signed-out') {
    clearUserCookie(req, res, services.isSecure);
    return null;
  }
  return {
    what: 'Your e-mail address and subscription',
    where: 'PostgreSQL',
    isDeleted: outcome !== null,
    wasGone: outcome === 'gone',
    at: now(),
    ...ELSEWHERE,
  };
}

function clearBrowser(req: Request, res: Response, isSecure: boolean): void {
  endSession(req, res, isSecure);
  forgetVisits(req);
  clearUserCookie(req, res, isSecure);
  clearKnownBrowser(req, res, isSecure);
  clearPreferences(res, isSecure);
  clearSiteData(res);
}
