/** Everything that is stored about this person, as a JSON file. */

import type { Request, RequestHandler } from 'express';
import { formatLine } from '../../finance/book/text.ts';
import type { Services } from '../../services.ts';
import { visitsUnderWay } from '../connections/visits.ts';
import { ownRow } from '../sign-in/account.ts';
import { cachedTransactionsOf } from './cached-transactions.ts';
import { cookiesOf } from './own-cookies.ts';

/** GET /privacy.json: 503, with all else, when the accounts' database or Redis does not answer. */
export function getPrivacyJson(services: Services): RequestHandler {
  const { now, storage } = services;
  return async (req, res) => {
    const [{ user, isKnown }, entries] = await Promise.all([
      ownRow(req, res, services),
      cachedTransactionsOf(req, services),
    ]);
    const problems = [
      ...(isKnown ? [] : ['The accounts’ database does not answer: `user` is not known.']),
      ...(entries ? [] : ['Redis does not answer: `copies` is not known.']),
    ];
    // Each but the key itself: whoever finds this file shall not be able to read a bank.
    const banks = req.context.banks.map(({ id, connection: { accessToken: _, ...known }, expiresAt }) => ({
      id,
      ...known,
      expiresAt,
    }));
    const terms = banks.map(({ id, institutionName, expiresAt }) => {
      return { id, name: institutionName, until: expiresAt.toISOString() };
    });
    const copies =
      entries?.map(({ bankName, entry: { from, madeAt, rows } }) => {
        return { institutionName: bankName, from, madeAt, transactions: rows };
      }) ?? null;
    const { pendingSignIn, balancesAskedAt, notices = [] } = req.session;
    res
      .status(problems.length === 0 ? 200 : 503)
      .set('Content-Disposition', 'attachment; filename="ledgerless-privacy.json"');
    res.json({
      madeAt: now(),
      onThisServer: { user, copies },
      inYourBrowser: {
        cookies: cookiesOf(req, services, terms, req.context.unreadable),
        banks,
        ...bookOf(req),
        preferences: req.context.preferences,
        session: {
          linkingUntil: visitsUnderWay(req).map(({ expiresAt }) => new Date(expiresAt)),
          signingInAs: pendingSignIn?.email ?? null,
          balancesAskedAt: balancesAskedAt === undefined ? null : new Date(balancesAskedAt),
          notices,
        },
      },
      storage,
      problems,
    });
  };
}

/** Its lines as text, and none of them where amounts are hidden; nothing at all without a book. */
function bookOf({ context: { wholeBook, preferences } }: Request): { book?: readonly string[] | null } {
  if (wholeBook.length === 0) return {};
  return { book: preferences.isHidden ? null : wholeBook.map(formatLine) };
}
