/** What is stored about this person, on the server and in their browser, and what ends a connection. */

import type { RequestHandler } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { StorageFact } from '../../services/storage-facts.ts';
import type { Services } from '../../services.ts';
import type { User } from '../../users/users.ts';
import { ownRow } from '../sign-in/account.ts';
import { cachedTransactionsOf } from './cached-transactions.ts';
import { type BankTerm, cookiesOf, type OwnCookie } from './own-cookies.ts';

export interface PrivacyPage extends Frame {
  readonly banks: readonly PrivacyBank[];
  readonly cookies: readonly (Omit<OwnCookie, 'bytes'> & { readonly bytes: string })[];
  readonly storage: readonly StorageFact[];
  /** Null for nobody who is signed in. */
  readonly account: (User & { readonly since: string }) | null;
  readonly isAccountKnown: boolean;
  /** Null where Redis does not answer. */
  readonly cacheEntries: readonly CacheEntryRow[] | null;
  /** Whether connections end by themselves; null where Plaid has not said yet. */
  readonly hasUsers: boolean | null;
  readonly hasWebhooks: boolean;
}

interface PrivacyBank extends BankTerm {
  readonly endsByItself: boolean;
}

interface CacheEntryRow {
  readonly bankName: string;
  readonly count: string;
  readonly from: string;
  readonly madeAt: string;
}

/** GET /privacy */
export function getPrivacy(services: Services): RequestHandler {
  const { gateway, storage, views, webhooks } = services;
  return async (req, res) => {
    const [{ user, isKnown }, entries] = await Promise.all([
      ownRow(req, res, services),
      cachedTransactionsOf(req, services),
    ]);
    const format = req.context.format;
    const banks = req.context.banks.map(({ id, connection, expiresAt }) => ({
      id,
      name: connection.institutionName,
      until: format.time(expiresAt),
      endsByItself: connection.userId !== null,
    }));
    res.send(
      views('pages/privacy', {
        ...frameOf(req, services, { title: 'What is kept about you', current: '/privacy' }),
        banks,
        cookies: cookiesOf(req, services, banks, req.context.unreadable).map((cookie) => ({
          ...cookie,
          bytes: format.count(cookie.bytes),
        })),
        storage,
        account: user && { ...user, since: format.time(user.createdAt) },
        isAccountKnown: isKnown,
        cacheEntries:
          entries?.map(({ bankName, entry }) => ({
            bankName,
            count: format.count(entry.rows.length),
            from: format.day(entry.from),
            madeAt: format.time(entry.madeAt),
          })) ?? null,
        // What Plaid said, and nothing that we would wish for.
        hasUsers: gateway.hasUsers(),
        hasWebhooks: webhooks.areReachable,
      }),
    );
  };
}
