/** Everything that is held about this reader, as a file. */

import type { RequestHandler } from 'express';
import type { Connection } from '../bank/connection.ts';
import { readPreferences } from '../http/preferences.ts';
import type { Services } from '../services.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { cookiesOf } from './own-cookies.ts';
import { ownRow } from './signed-in.ts';

/** GET /privacy.json: 503, with all else, when the accounts' database does not answer. */
export function exportPrivacy(services: Services): RequestHandler {
  const { copies, now, storage } = services;

  async function copyFor(connection: Connection): Promise<object | null> {
    const copy = await copies.find(connection);
    if (!copy) return null;
    const { from, madeAt, rows } = copy;
    return { institutionName: connection.institutionName, from, madeAt, transactions: rows };
  }

  return async (req, res) => {
    const { user, isKnown } = await ownRow(req, services);
    // Each but the key itself: whoever finds this file shall not be able to read a bank.
    const banks = linkedBanksOf(req).map(({ id, connection: { accessToken: _, ...known }, expiresAt }) => ({
      id,
      ...known,
      expiresAt,
    }));
    const terms = banks.map(({ id, institutionName, expiresAt }) => {
      return { id, name: institutionName, until: expiresAt.toISOString() };
    });
    const heldCopies = await Promise.all(linkedBanksOf(req).map(({ connection }) => copyFor(connection)));
    const { pendingLinks, pendingSignIn, notices = [] } = req.session;
    res
      .status(isKnown ? 200 : 503)
      .set('Content-Disposition', 'attachment; filename="ledgerless-privacy.json"');
    res.json({
      madeAt: now(),
      onThisServer: { user, copies: heldCopies.filter((copy) => copy !== null) },
      inYourBrowser: {
        cookies: cookiesOf(req, terms),
        banks,
        preferences: readPreferences(req),
        session: {
          linkingUntil: pendingLinks?.map(({ expiresAt }) => new Date(expiresAt)) ?? [],
          signingInAs: pendingSignIn?.email ?? null,
          notices,
        },
      },
      storage,
      problems: isKnown ? [] : ['The accounts’ database does not answer: `user` is not known.'],
    });
  };
}
