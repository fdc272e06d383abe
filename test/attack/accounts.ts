/** A target with accounts: a PostgreSQL and a mail server of its own. */

import { randomBytes } from 'node:crypto';
import type { Bundle } from '../resilience/bundle.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { startTarget, type Target } from './attack.ts';

export interface AccountsTarget {
  readonly target: Target;
  readonly mail: MailServer;
  readonly postgres: Postgres;
  /** To start the bundle once more over the same stores. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** For an attack's `cannotRun`. */
export const LACKS_POSTGRES = hasPostgres ? undefined : 'there is no PostgreSQL here';

/** Starts all three. */
export async function startAccountsTarget(
  bundle: Bundle,
  settings: Readonly<Record<string, string>> = {},
): Promise<AccountsTarget> {
  const [postgres, mail] = await Promise.all([startPostgres(), startMailServer()]);
  const env = {
    DATABASE_URL: postgres.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'Ledgerless <sign-in@ledgerless.example>',
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    ...settings,
  };
  const target = await startTarget(bundle, env);
  return {
    ...{ target, mail, postgres, env },
    async close() {
      await target.close();
      await Promise.all([postgres.close(), mail.close()]);
    },
  };
}
