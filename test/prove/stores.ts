/** PostgreSQL for accounts and Redis for the cache, each a real one where this machine has it. */

import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { hasPostgres, startPostgres } from '../support/postgres.ts';
import { hasRedis, startRedis } from '../support/redis.ts';
import { openWire } from './wire.ts';

export interface Stores {
  /** The app's settings for them. */
  readonly env: Readonly<Record<string, string>>;
  /** Where sign-in links arrive; null without accounts. */
  readonly mail: MailServer | null;
  /** Everything that the app ever sent to each of them, and what each of them holds, by a name for each. */
  contents(): Promise<ReadonlyMap<string, Buffer>>;
  close(): Promise<void>;
}

/** Those that this machine cannot start. */
export const missingStores: readonly string[] = [
  ...(hasRedis ? [] : ['Redis']),
  ...(hasPostgres ? [] : ['PostgreSQL']),
];

/** Starts those that this machine has. */
export async function startStores(): Promise<Stores> {
  const postgres = hasPostgres ? await startPostgres() : null;
  const mail = postgres && (await startMailServer());
  const redis = hasRedis ? await startRedis() : null;
  const toPostgres = postgres && (await openWire(postgres.url));
  const toRedis = redis && (await openWire(redis.url));
  return {
    env: {
      ...(toPostgres && mail
        ? { DATABASE_URL: toPostgres.url, SMTP_URL: mail.url, MAIL_FROM: 'proof@example.com' }
        : {}),
      ...(toRedis ? { REDIS_URL: toRedis.url } : {}),
    },
    mail,
    async contents() {
      const contents = new Map<string, Buffer>();
      if (postgres && toPostgres) {
        contents.set('what was sent to PostgreSQL', toPostgres.sent());
        contents.set('a dump of PostgreSQL', Buffer.from(await postgres.dump()));
      }
      if (redis && toRedis) {
        contents.set('what was sent to Redis', toRedis.sent());
        contents.set('a dump of Redis', await redis.dump());
      }
      return contents;
    },
    async close() {
      await Promise.all([toPostgres?.close(), toRedis?.close()]);
      await Promise.all([postgres?.close(), mail?.close(), redis?.close()]);
    },
  };
}
