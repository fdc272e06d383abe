/** What may be switched on besides: PostgreSQL for accounts and Redis for copies, each a real one where there is one. */

import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { hasPostgres, startPostgres } from '../support/postgres.ts';
import { hasRedis, startRedis } from '../support/redis.ts';

export interface Stores {
  /** What switches them on in the app. */
  readonly env: Readonly<Record<string, string>>;
  /** Where sign-in links arrive; null without accounts. */
  readonly mail: MailServer | null;
  /** Everything that each of them holds, as text, by its name. */
  dumps(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

/** Starts those that this machine has. */
export async function startStores(): Promise<Stores> {
  const postgres = hasPostgres ? await startPostgres() : null;
  const mail = postgres && (await startMailServer());
  const redis = hasRedis ? await startRedis() : null;
  return {
    env: {
      ...(postgres && mail
        ? { DATABASE_URL: postgres.url, SMTP_URL: mail.url, MAIL_FROM: 'proof@example.com' }
        : {}),
      ...(redis ? { REDIS_URL: redis.url } : {}),
    },
    mail,
    async dumps() {
      const dumps = new Map<string, string>();
      if (postgres) dumps.set('PostgreSQL', await postgres.dump());
      if (redis) dumps.set('Redis', (await redis.dump()).toString('latin1'));
      return dumps;
    },
    async close() {
      await Promise.all([postgres?.close(), mail?.close(), redis?.close()]);
    },
  };
}
