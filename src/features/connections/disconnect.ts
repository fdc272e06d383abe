/**
 * Disconnecting one bank or all. The cookie of a bank that can be read is cleared only when Plaid has confirmed; the
 * answer is the receipt itself.
 */

import type { Request, RequestHandler } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import { bankFromParams, banksIn } from '../../page/request-context.ts';
import type { Removal } from '../../plaid/gateway.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { clearKnownBrowser } from '../../users/known-browser.ts';
import { signOutEverywhere } from '../../users/signed-in.ts';
import { clearPreferences } from '../../web/preferences.ts';
import { clearSiteData } from '../../web/security.ts';
import { endSession, redirectWithNotice } from '../../web/session.ts';
import { refusalSentence } from './refusals.ts';
import { forgetVisits } from './visits.ts';

export interface ReceiptPage extends Frame {
  readonly isComplete: boolean;
  readonly lines: readonly (Omit<ReceiptLine, 'at'> & { readonly at: string })[];
  /** False where copies of the account's cookie go on being good in other browsers, since its row could not be changed. */
  readonly isSignedOutEverywhere: boolean;
  /** How many cookies were cleared that could not be used, so that Plaid has not ended their connections. */
  readonly notEnded: number;
  /** Where a form tries once more. */
  readonly retry: string;
}

/** POST /banks/:id/disconnect */
export function postDisconnect(services: Services): RequestHandler {
  return async (req, res) => {
    const linkedBank = bankFromParams(req, banksToEnd(req));
    const { institutionName } = linkedBank.connection;
    const lines = await removeBanks(services, req, [linkedBank]);
    const isComplete = lines.every(({ isRemoved }) => isRemoved);
    const ended = lines.some(({ wasGone }) => wasGone) ? 'removed from this browser' : 'disconnected';
    const title = `${institutionName} is ${isComplete ? ended : 'still connected'}`;
    const retry = `/banks/${linkedBank.id}/disconnect`;
    res.send(
      receipt(services, req, { title, lines, isComplete, isSignedOutEverywhere: true, notEnded: 0, retry }),
    );
  };
}

/** POST /logout: this very answer clears the browser. */
export function postLogout(services: Services): RequestHandler {
  return async (req, res) => {
    const [lines, isSignedOutEverywhere] = await Promise.all([
      removeBanks(services, req, banksToEnd(req)),
      signOutEverywhere(req, res, services),
    ]);
    // An expired cookie is still the only key to a bank that Plaid has not ended.
    const isComplete = lines.every(({ isRemoved }) => isRemoved) && req.vault.expired.length === 0;
    const notEnded = isComplete ? removeUnreadable(req) : 0;
    const title = isComplete ? 'You are logged out' : 'Not every bank is disconnected';
    const page = receipt(services, req, {
      ...{ title, lines, isComplete, isSignedOutEverywhere, notEnded },
      retry: '/logout',
    });
    endSession(req, res, services.isSecure);
    forgetVisits(req);
    clearKnownBrowser(req, res, services.isSecure);
    if (isComplete) {
      clearPreferences(res, services.isSecure);
      clearSiteData(res);
    }
    res.send(page);
  };
}

/** POST /banks/unreadable/remove: clears the cookies that this server cannot use. Nothing is ended by that. */
export const postRemoveUnreadable: RequestHandler = (req, res) => {
  const hadBook = req.context.wholeBook.length > 0;
  const count = removeUnreadable(req);
  const page = req.context.banks.length > 0 ? '/banks' : '/';
  if (count === 0) return res.redirect(303, page);
  const cookies =
    count === 1 ? 'One cookie that could not be used was' : `${count} cookies that could not be used were`;
  const isBookGone = hadBook && req.context.wholeBook.length === 0;
  const gone = isBookGone ? [BOOK_WENT_TOO] : [];
  redirectWithNotice(req, res, page, `${cookies} removed from this browser.`, ...gone);
};

const BOOK_WENT_TOO =
  'No bank is left in this browser, so your book was removed from it as well. If you have it as a file, you can upload it.';

/** How many there were. */
export function removeUnreadable(req: Request): number {
  const { unreadable } = req.context;
  for (const { slot } of unreadable) req.vault.remove(slot);
  req.context.bookCookies.removeWithLastBank();
  return unreadable.length;
}

interface Receipt
  extends Pick<ReceiptPage, 'title' | 'isComplete' | 'isSignedOutEverywhere' | 'notEnded' | 'retry'> {
  readonly lines: readonly ReceiptLine[];
}

function receipt(services: Services, req: Request, page: Receipt): string {
  const { format } = req.context;
  const lines = page.lines.map((line) => ({ ...line, at: format.time(line.at) }));
  return services.views('pages/receipt', { ...frameOf(req, services, page), ...page, lines });
}

/** Those that this browser may end on purpose: whatever the clocks say, and so also what is undecided. */
export function banksToEnd({ context }: Request): readonly LinkedBank[] {
  return [...context.banks, ...context.undecided];
}

/** What became of one bank: a line of the receipt. */
export interface ReceiptLine extends Removal {
  readonly name: string;
  readonly isRemoved: boolean;
  /** Why it was not. */
  readonly reason: string | null;
  /** When Plaid answered. */
  readonly at: Date;
  /** Its cache entry in Redis is gone. */
  readonly isCacheCleared: boolean;
}

/**
 * Ends these banks, one call each, and those of Plaid's users who have none left. With `untilCacheCleared` a cookie
 * stays while its cache entry does, so that it can be repeated: nobody else could find the entry.
 */
export async function removeBanks(
  services: Services,
  req: Request,
  banks: readonly LinkedBank[],
  { untilCacheCleared = false } = {},
): Promise<ReceiptLine[]> {
  const lines = await Promise.all(
    banks.map(async (bank) => {
      const line = await removeBank(services, req, bank);
      if (line.isRemoved && (line.isCacheCleared || !untilCacheCleared)) req.vault.remove(bank.id);
      return line;
    }),
  );
  req.context.bookCookies.removeWithLastBank();
  const heldBanks = [...req.context.banks, ...banksIn(req.vault.expired)];
  const left = new Set(heldBanks.map(({ connection }) => connection.userId));
  const userIds = new Set(banks.map(({ connection }) => connection.userId));
  await Promise.all(
    [...userIds].map((userId) =>
      userId === null || left.has(userId) ? null : removeUser(services, req, userId),
    ),
  );
  return lines;
}

async function removeBank(
  { gateway, transactionCache, now }: Services,
  req: Request,
  { connection }: LinkedBank,
): Promise<ReceiptLine> {
  const [outcome, isCacheCleared] = await Promise.all([
    gateway.remove(connection.accessToken, req.context.durableCalls),
    transactionCache.remove([connection.itemId]),
  ]);
  const answer = outcome.ok ? outcome.value : { requestId: outcome.error.requestId, wasGone: false };
  const reason = outcome.ok ? null : refusalSentence(outcome.error);
  const name = connection.institutionName;
  return { name, isRemoved: outcome.ok, reason, isCacheCleared, at: now(), ...answer };
}

/** Nothing is billed for a user without Items, so a failure concerns nobody: the expiry schedule tries again. */
async function removeUser(
  { gateway, expirySchedule }: Services,
  req: Request,
  userId: string,
): Promise<void> {
  const outcome = await gateway.removeUser(userId, req.context.durableCalls);
  if (outcome.ok) expirySchedule.forget(userId);
}
