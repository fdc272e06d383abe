/** A test app with accounts: with a PostgreSQL and a mail server of its own. */

import type { ClockedApp } from './clocked-app.ts';
import type { MailServer } from './mail-server.ts';
import type { Postgres } from './postgres.ts';
import { startStoresApp } from './stores-app.ts';

export interface AccountsApp extends ClockedApp {
  readonly postgres: Postgres;
  readonly mail: MailServer;
  /** The settings of another instance with the same two. */
  readonly env: Readonly<Record<string, string>>;
}

export async function startAccountsApp(): Promise<AccountsApp> {
  const { app, postgres, mail, env, close } = await startStoresApp({ redis: false, accounts: true });
  return { ...app, postgres: postgres as Postgres, mail: mail as MailServer, env, close };
}
