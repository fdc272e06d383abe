/** The one place that chooses: Plaid or the emulator. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Router } from 'express';
import type { Bank } from './bank/bank.ts';
import { createPlaidBank } from './bank/plaid.ts';
import type { Config } from './config.ts';
import { ownOrigin } from './http/address.ts';
import { createSealer, type Sealer } from './http/seal.ts';
import { createViews, type Views } from './http/views.ts';
import type { WebhookAddresses } from './http/webhook-address.ts';
import type { Log } from './log.ts';
import { type Accounts, createAccounts } from './services/accounts.ts';
import { createEnding } from './services/ending.ts';
import type { Register } from './stores/register.ts';
import { type StorageFact, storageFacts } from './stores/storage.ts';

/** What pages work with. */
export interface Services {
  readonly config: Config;
  readonly log: Log;
  readonly bank: Bank;
  readonly sealer: Sealer;
  /** Ends connections whose time is over. */
  readonly register: Register;
  readonly webhooks: WebhookAddresses;
  /** Null where nobody can sign in. */
  readonly accounts: Accounts | null;
  /** What is stored where, as long as this runs. */
  readonly storage: readonly StorageFact[];
  readonly views: Views;
  readonly now: () => Date;
  /** Whether browsers reach us by https. */
  readonly isSecure: boolean;
  /** Our own origin, for a request's Host. */
  readonly ownOrigin: (host: string | undefined) => string;
  /** Where Link's hosted page may stand, besides here. */
  readonly linkOrigins: readonly string[];
  readonly version: string;
  /** The demo's own Link pages; null with real credentials. */
  readonly demo: Demo | null;
  close(): Promise<void>;
}

export interface Demo {
  readonly path: string;
  readonly linkPages: Router;
}

/** Plaid's own hosted Link page (plaid.com/docs/link/hosted-link). */
const PLAID_LINK_ORIGIN = 'https://secure.plaid.com';

/** Works from src/ and from the bundle in dist/ alike: both lie one folder below the root. */
export const ROOT = path.join(import.meta.dirname, '..');
const DEMO_LINK_PATH = '/demo/link';

/** Everything the app needs, opened; `close` ends it. */
export async function createServices(options: {
  config: Config;
  log: Log;
  now?: () => Date;
}): Promise<Services> {
  const { config, log, now = () => new Date() } = options;
  const views = createViews(path.join(ROOT, 'views'));
  const sealer = createSealer(config.encryptionKeys);
  const isSecure = config.publicUrl.protocol === 'https:';
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const accounts = createAccounts(config.accounts, { log, now });
  const storage = storageFacts({ accounts: accounts !== null, mail: Boolean(accounts?.mailer) });
  const common = {
    ...{ config, log, sealer, views, now, isSecure, ownOrigin: ownOrigin(config), version },
    ...{ accounts, storage },
  };
  if (config.plaid) {
    const { baseUrl, clientId, secret } = config.plaid;
    const bank = createPlaidBank({
      baseUrl: baseUrl.href.replace(/\/$/, ''),
      clientId,
      secret,
      countryCodes: config.countryCodes,
    });
    const ending = createEnding({ ...common, bank, plaidHost: baseUrl.host });
    return {
      ...common,
      bank,
      ...ending,
      linkOrigins: [PLAID_LINK_ORIGIN, baseUrl.origin],
      demo: null,
      async close() {
        ending.register.close();
        await accounts?.close();
      },
    };
  }
  const { startEmulator } = await import('./emulator/emulator.ts');
  const emulator = await startEmulator({
    hasLinkPagesElsewhere: true,
    ...(config.isLocal ? {} : { linkOrigin: config.publicUrl.origin }),
    mayCall: ({ origin, host, port }) => port === config.publicUrl.port && origin === ownOrigin(config)(host),
    linkPath: DEMO_LINK_PATH,
    viewsDir: path.join(ROOT, 'views'),
  });
  const bank = createPlaidBank({
    baseUrl: emulator.baseUrl,
    clientId: 'demo',
    secret: 'demo',
    countryCodes: config.countryCodes,
  });
  const ending = createEnding({ ...common, bank, plaidHost: new URL(emulator.baseUrl).host });
  log.warn('demo mode: no Plaid credentials are set, so every bank and person is invented');
  return {
    ...common,
    bank,
    ...ending,
    linkOrigins: [],
    demo: { path: DEMO_LINK_PATH, linkPages: emulator.linkPages },
    async close() {
      ending.register.close();
      await Promise.all([emulator.close(), accounts?.close()]);
    },
  };
}
