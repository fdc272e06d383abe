/** User accounts: users in PostgreSQL, sign-in links by e-mail. */

import type { AccountsConfig } from '../config/accounts.ts';
import type { Log } from '../log.ts';
import type { Counts } from '../redis/counts.ts';
import { createMailer, type Mailer } from '../users/mail.ts';
import { createUsedLinks, type UsedLinks } from '../users/used-links.ts';
import { createUsers, type Users } from '../users/users.ts';
import type { Try } from './backing.ts';

/** What signing in needs. */
export interface Accounts {
  readonly users: Users;
  /** Null in a demo without a mail server, where sign-in links stand on the page. */
  readonly mailer: Mailer | null;
  readonly usedLinks: UsedLinks;
  /** Real tries of the database, and of the mail server if there is one. */
  readonly tries: { readonly postgres: Try; readonly mail: Try | null };
  close(): Promise<void>;
}

export interface AccountsContext {
  readonly log: Log;
  readonly now: () => Date;
  /** Null where each instance counts for itself. */
  readonly counts: Counts | null;
}

/** Accounts as configured. */
export function createAccounts(config: AccountsConfig, { log, now, counts }: AccountsContext): Accounts {
  const users = createUsers({
    databaseUrl: config.databaseUrl,
    onFailure: (code) => log.warn({ code }, 'postgres: it did not answer'),
  });
  const mailer = config.mail && createMailer(config.mail);
  return {
    users,
    mailer,
    usedLinks: createUsedLinks(now, counts),
    tries: {
      postgres: users.try,
      mail:
        mailer &&
        (async () => {
          const code = await mailer.try();
          if (code !== null) log.warn({ code }, 'mail: the server did not answer');
          return code;
        }),
    },
    async close() {
      mailer?.close();
      await users.close();
    },
  };
}
