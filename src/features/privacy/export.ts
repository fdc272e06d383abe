/** Everything that is stored about this person, as a JSON file. */

import type { RequestHandler } from 'express';
import type { Services } from '../../services.ts';
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
    const { pendingLinks, pendingSignIn, balancesAskedAt, notices = [] } = req.session;
    res
      .status(problems.length === 0 ? 200 : 503)
      .set('Content-Disposition', 'attachment; filename="ledgerless-privacy.json"');
    res.json({
      madeAt: now(),
      onThisServer: { user, copies },
      inYourBrowser: {
        cookies: cookiesOf(req, terms, req.context.unreadable),
        banks,
        preferences: req.context.preferences,
        session: {
          linkingUntil: pendingLinks?.map(({ expiresAt }) => new Date(expiresAt)) ?? [],
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
