/** Everything the emulated Plaid holds, in memory. */
import type { Canary } from './canary.ts';
import { createItems, type Items } from './items.ts';
import { createLedgers, type Ledgers } from './ledgers.ts';
import { createLimits, type Limits } from './limits.ts';
import { createLinks, type LinkRequest, type Links } from './links.ts';
import type { Production } from './production.ts';
import { createPublicTokens, type PublicTokens } from './public-tokens.ts';
import { createUsers, type Users } from './users.ts';
import { createSchedule, type Schedule } from './webhooks/schedule.ts';
import { createSigningKeys, type SigningKeys } from './webhooks/signing-keys.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';

export interface PlaidSide {
  readonly now: () => Date;
  readonly items: Items;
  readonly users: Users;
  readonly links: Links;
  readonly publicTokens: PublicTokens;
  readonly ledgerOf: Ledgers;
  readonly limits: Limits;
  readonly schedule: Schedule;
  readonly keys: SigningKeys;
  readonly webhooks: Webhooks;
  /** The address of a link's page, as a browser reaches it. */
  linkUrl(linkToken: string, request: LinkRequest): string;
  /** How the client's account is set up in Production; null in the Sandbox. */
  production: Production | null;
  /** Whether this client may use /user/*. */
  mayUseUsers: boolean;
  /** A text that every string of a bank's carries, for proofs that nothing is kept. */
  canary: Canary | null;
  /** As new; only the signing keys stay. */
  forget(): void;
}

interface Options {
  readonly now: () => Date;
  readonly seed: number;
  readonly linkUrl: PlaidSide['linkUrl'];
  readonly mayCall: (url: URL) => boolean;
}

/** A Plaid that knows nobody yet. */
export function createPlaidSide({ now, seed, linkUrl, mayCall }: Options): PlaidSide {
  const schedule = createSchedule(now);
  const keys = createSigningKeys(now);
  const side: PlaidSide = {
    now,
    items: createItems(now),
    users: createUsers(now),
    links: createLinks(now),
    publicTokens: createPublicTokens(now),
    ledgerOf: createLedgers(seed),
    limits: createLimits(now, () => side.production?.hasLimits ?? false),
    schedule,
    keys,
    webhooks: createWebhooks({ now, keys, schedule, mayCall }),
    linkUrl,
    production: null,
    mayUseUsers: true,
    canary: null,
    forget() {
      for (const part of [this.items, this.users, this.links, this.publicTokens]) part.clear();
      for (const part of [this.limits, schedule, this.webhooks]) part.clear();
      this.production = null;
      this.mayUseUsers = true;
      this.canary = null;
    },
  };
  return side;
}
