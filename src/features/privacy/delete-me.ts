/** Deleting everything: banks at Plaid, the account, the cookies. What fails stays, so that it can be tried again. */

import type { Request, RequestHandler, Response } from 'express';
import type { Api } from '../../page/api-schema.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { clearUserId, readUserId } from '../../users/user-cookie.ts';
import { clearPreferences } from '../../web/preferences.ts';
import { endSession } from '../../web/session.ts';
import { type ReceiptLine, removeBanks } from '../connections/disconnect.ts';

/** What became of one thing: a line of the receipt. */
type Deletion = Api['Deletion']['receipt'][number];

export interface DeletedPage extends Frame {
  readonly isComplete: boolean;
  readonly lines: readonly (Omit<Deletion, 'at'> & { readonly at: string })[];
}

/** POST /delete-me: this very answer is the receipt, since we could not show it again. */
export function postDeleteMe(services: Services): RequestHandler {
  return async (req, res) => {
    const lines = await deleteEverything(services, req);
    const isComplete = lines.every(({ isDeleted }) => isDeleted);
    const format = req.context.format;
    const title = isComplete ? 'Everything is deleted' : 'Not everything is deleted';
    const page = services.views('pages/deleted', {
      ...frameOf(req, services, { title }),
      isComplete,
      lines: lines.map((line) => ({ ...line, at: format.time(line.at) })),
    });
    if (isComplete) clearBrowser(req, res, services.isSecure);
    res.send(page);
  };
}

/** DELETE /api/delete-me: the same; 503 while something is left. */
export function deleteMeJson(services: Services): RequestHandler {
  return async (req, res) => {
    const receipt = await deleteEverything(services, req);
    const isComplete = receipt.every(({ isDeleted }) => isDeleted);
    if (isComplete) clearBrowser(req, res, services.isSecure);
    const answer: Api['Deletion'] = { isComplete, receipt };
    res.status(isComplete ? 200 : 503).json(answer);
  };
}

async function deleteEverything(services: Services, req: Request): Promise<Deletion[]> {
  const [banks, account] = await Promise.all([
    removeBanks(services, req, req.context.banks, { untilCacheCleared: true }),
    deleteAccount(services, req),
  ]);
  const lines: Deletion[] = banks.map(({ name, isRemoved, wasGone, at, requestId }) => {
    return { what: name, where: 'Plaid', isDeleted: isRemoved, wasGone, at, requestId };
  });
  if (services.config.redisUrl !== null && banks.length > 0) lines.push(cacheLine(banks, services.now()));
  if (account) lines.push(account);
  // An expired cookie is still the only key to a bank that Plaid has not ended.
  const isDeleted = lines.every((line) => line.isDeleted) && req.vault.expired.length === 0;
  const cookies = { what: 'Cookies', where: 'This browser', isDeleted, wasGone: false } as const;
  return [...lines, { ...cookies, at: services.now(), requestId: null }];
}

function cacheLine(banks: readonly ReceiptLine[], at: Date): Deletion {
  const isDeleted = banks.every(({ isCacheCleared }) => isCacheCleared);
  return { what: 'Copies of transactions', where: 'Redis', isDeleted, wasGone: false, at, requestId: null };
}

/** Null where nobody is signed in. */
async function deleteAccount(services: Services, req: Request): Promise<Deletion | null> {
  const { accounts, now } = services;
  const id = readUserId(req, services);
  if (id === null || accounts === null) return null;
  const removed = await accounts.users.remove(id).catch(() => null);
  return {
    what: 'Your e-mail address and subscription',
    where: 'PostgreSQL',
    isDeleted: removed !== null,
    wasGone: removed === false,
    at: now(),
    requestId: null,
  };
}

function clearBrowser(req: Request, res: Response, isSecure: boolean): void {
  endSession(req, res, isSecure);
  clearUserId(res, isSecure);
  clearPreferences(res, isSecure);
  res.set('Clear-Site-Data', '"cache", "cookies", "storage"');
}
