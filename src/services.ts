/** The composition root: everything that handlers work with, opened as configured. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config/config.ts';
import { type ClockCheck, createClockCheck } from './connections/clock-check.ts';
import type { ExpirySchedule } from './connections/expiry-schedule.ts';
import { createWebhookAddresses, type WebhookAddresses } from './connections/webhook-url.ts';
import { createSealer, type Sealer } from './crypto/sealer.ts';
import type { Log } from './log.ts';
import { loadSdk } from './plaid/call.ts';
import { createFailures, type Failures } from './plaid/failures.ts';
import type { Wait } from './plaid/limit-wait.ts';
import type { TransactionCache } from './redis/transaction-cache.ts';
import type { Accounts, AccountsContext } from './services/accounts.ts';
import { type BackingServices, createBackingServices } from './services/backing.ts';
import { openExpirySchedule } from './services/expiry.ts';
import { openPlaid, type PlaidService } from './services/plaid.ts';
import { createUnsharedState, type SharedState } from './services/shared-state.ts';
import { type StorageFact, storageFacts } from './services/storage-facts.ts';
import { type BackgroundWork, createBackgroundWork } from './web/background.ts';
import { isThisMachine, ownOrigin } from './web/origin.ts';
import { createViews, type Views } from './web/views.ts';

/** What pages work with. */
export interface Services
  extends Pick<PlaidService, 'gateway' | 'linkOrigins' | 'demo' | 'environment' | 'isForeignToken'>,
    Pick<SharedState, 'limitStore'> {
  readonly config: Config;
  readonly log: Log;
  readonly sealer: Sealer;
  /** Removes connections at Plaid when they have expired. */
  readonly expirySchedule: ExpirySchedule;
  /** Whether our clock may end what has expired. */
  readonly clocksAgree: ClockCheck;
  readonly webhooks: WebhookAddresses;
  /** What fails at Plaid, for the log and the set-up page. */
  readonly failures: Failures;
  /** Of banks' transactions; without Redis there are none. */
  readonly transactionCache: TransactionCache;
  /** Null where nobody can sign in. */
  readonly accounts: Accounts | null;
  /** Redis, PostgreSQL and mail, as far as they are switched on. */
  readonly backing: BackingServices;
  /** What goes on when its reader has left. */
  readonly backgroundWork: BackgroundWork;
  /** What is stored where, as long as this runs. */
  readonly storage: readonly StorageFact[];
  readonly views: Views;
  readonly now: () => Date;
  /** Whether browsers reach us by https. */
  readonly isSecure: boolean;
  /** Our own origin, for a request's Host. */
  readonly ownOrigin: (host: string | undefined) => string;
  readonly version: string;
  /** Loads what the start does without. Rejects where a file cannot be read. */
  load(): Promise<void>;
  close(): Promise<void>;
}

/** Works from src/ and from the bundle in dist/ alike: both lie one folder below the root. */
export const ROOT = path.join(import.meta.dirname, '..');

interface ServicesOptions {
  readonly config: Config;
  readonly log: Log;
  readonly now?: () => Date;
  /** How long Redis may take for an answer, in milliseconds. */
  readonly redisAnswersWithinMs?: number;
  /** How calls wait for Plaid's limits, in tests that play the waiting. */
  readonly wait?: Wait | undefined;
}

/** Everything the app needs, opened; `close` ends it. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { config, log, wait, now = () => new Date() } = options;
  const viewsDir = path.join(ROOT, 'views');
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const sealer = createSealer(config.encryptionKeys);
  const isSecure = config.publicUrl.protocol === 'https:';
  const plaid = await openPlaid({ config, viewsDir, now, wait });
  const { gateway, plaidHost, linkOrigins, demo, environment, isForeignToken } = plaid;
  const shared = await openSharedState(options, plaid.accountName);
  const accounts = await openAccounts(config, { log, now, counts: shared.counts });
  // Plaid reaches an https address; a Plaid on this machine reaches any of ours.
  const webhooks = createWebhookAddresses({ sealer, areReachable: isSecure || isThisMachine(plaidHost) });
  const transactionCache = shared.createTransactionCache(
    ({ userId }) => userId !== null && webhooks.areReachable,
  );
  const { expiryStore } = shared;
  const failures = createFailures(log, now);
  const clocksAgree = createClockCheck({
    onDifference: (seconds) => log.error({ seconds }, 'clock: it differs from Plaid’s, so nothing expires'),
  });
  const expirySchedule = openExpirySchedule({
    ...{ gateway, transactionCache, webhooks, failures, expiryStore, now, clocksAgree },
  });
  return {
    ...{ config, log, now, version, isSecure, sealer, webhooks, accounts },
    ...{ gateway, linkOrigins, demo, environment, isForeignToken },
    ...{ transactionCache, expirySchedule, clocksAgree, failures, limitStore: shared.limitStore },
    backing: createBackingServices(
      {
        redis: shared.tryRedis,
        postgres: accounts?.tries.postgres ?? null,
        mail: accounts?.tries.mail ?? null,
      },
      now,
    ),
    backgroundWork: createBackgroundWork(),
    storage: storageFacts({
      redis: config.redisUrl !== null,
      accounts: accounts !== null,
      mail: Boolean(accounts?.mailer),
    }),
    views: createViews(viewsDir),
    ownOrigin: ownOrigin(config),
    async load() {
      await loadSdk();
    },
    async close() {
      expirySchedule.close();
      shared.close();
      await Promise.all([plaid.close(), accounts?.close()]);
    },
  };
}

/** What is not switched on is not even loaded: it would take memory, and time at the start. */
async function openSharedState(
  { config, log, redisAnswersWithinMs }: ServicesOptions,
  accountName: string,
): Promise<SharedState> {
  const { redisUrl, encryptionKeys } = config;
  if (redisUrl === null) return createUnsharedState();
  const { createSharedState } = await import('./services/redis.ts');
  return createSharedState({ redisUrl, encryptionKeys, accountName, log, redisAnswersWithinMs });
}

async function openAccounts({ accounts }: Config, context: AccountsContext): Promise<Accounts | null> {
  if (accounts === null) return null;
  const { createAccounts } = await import('./services/accounts.ts');
  return createAccounts(accounts, context);
}
