/** The app with accounts: a PostgreSQL and a mail server of its own. */

import type { ClockedHouse } from './later.ts';
import type { MailServer } from './mail-server.ts';
import type { Postgres } from './postgres.ts';
import { openStoresHouse } from './stores-house.ts';

export interface AccountsHouse extends ClockedHouse {
  readonly postgres: Postgres;
  readonly mail: MailServer;
  /** For another instance over the same two. */
  readonly env: Readonly<Record<string, string>>;
}

export async function openAccountsHouse(): Promise<AccountsHouse> {
  const { house, postgres, mail, env, close } = await openStoresHouse({ redis: false, accounts: true });
  return { ...house, postgres: postgres as Postgres, mail: mail as MailServer, env, close };
}
