/** Everything that is stored about this person, as a JSON file. */

import type { RequestHandler } from 'express';
import type { CacheEntry } from '../../redis/cache-entry.ts';
import type { Services } from '../../services.ts';
import { ownRow } from '../sign-in/account.ts';
import { type CachedBank, cachedTransactionsOf } from './cached-transactions.ts';
import { cookiesOf } from './own-cookies.ts';

export interface CopyFacts extends Pick<CacheEntry, 'from' | 'madeAt'> {
  readonly institutionName: string;
  readonly transactions: CacheEntry['rows'];
}

/** GET /privacy.json: 503, with all else, when the accounts' database or Redis does not answer. */
export function getPrivacyJson(services: Services): RequestHandler {
  const { now, storage } = services;
  return async (req, res) => {
    const [{ user, isKnown }, copies] = await Promise.all([
      ownRow(req, services),
      cachedTransactionsOf(req, services),
    ]);
    const problems = [
      ...(isKnown ? [] : ['The accounts’ database does not answer: `user` is not known.']),
      ...(copies ? [] : ['Redis does not answer: `copies` is not known.']),
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
    const { pendingLinks, pendingSignIn, notices = [] } = req.session;
    res
      .status(problems.length === 0 ? 200 : 503)
      .set('Content-Disposition', 'attachment; filename="ledgerless-privacy.json"');
    res.json({
      madeAt: now(),
      onThisServer: { user, copies: copies?.map(copyFacts) ?? null },
      inYourBrowser: {
        cookies: cookiesOf(req, terms),
        banks,
        preferences: req.context.preferences,
        session: {
          linkingUntil: pendingLinks?.map(({ expiresAt }) => new Date(expiresAt)) ?? [],
          signingInAs: pendingSignIn?.email ?? null,
          notices,
        },
      },
      storage,
      problems,
    });
  };
}

function copyFacts({ bankName, copy: { from, madeAt, rows } }: CachedBank): CopyFacts {
  return { institutionName: bankName, from, madeAt, transactions: rows };
}
