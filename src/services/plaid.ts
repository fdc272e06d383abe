/** Plaid itself, or its emulator where there are no credentials. */

import { createHash } from 'node:crypto';
import type { Router } from 'express';
import type { Config, PlaidConfig } from '../config/config.ts';
import { environmentOf, type PlaidEnvironment } from '../connections/connection.ts';
import { openLane } from '../event-loop-queue.ts';
import type { Gateway } from '../plaid/gateway.ts';
import { createGateway, type GatewayOptions } from '../plaid/plaid-gateway.ts';
import { ownOrigin } from '../web/origin.ts';
import { SESSION_LIFETIME_MS } from '../web/session.ts';

export interface PlaidService {
  readonly gateway: Gateway;
  /** Where Plaid is, as a URL's host. */
  readonly plaidHost: string;
  /** Names this Plaid and the account there, for what outlives this process: no other is to take it for its own. */
  readonly accountName: string;
  /** The environment of Plaid's that its tokens name, or the demo; null for a server that is neither, which may give any. */
  readonly environment: PlaidEnvironment | 'demo' | null;
  /** Whether an access token belongs to another environment of Plaid's: this one does not know it, and its Item may go on there. */
  isForeignToken(accessToken: string): boolean;
  /** Where Link's hosted page may stand, besides here. */
  readonly linkOrigins: readonly string[];
  /** The demo's own Link pages; null with real credentials. */
  readonly demo: Demo | null;
  close(): Promise<void>;
}

export interface Demo {
  readonly path: string;
  readonly linkPages: Router;
  /** Finishes the visit of a link token with the banks of an invented couple; the address of the way back. */
  linkCouple(linkToken: string): string;
}

interface PlaidServiceOptions extends Pick<GatewayOptions, 'now' | 'wait'> {
  readonly config: Config;
  readonly viewsDir: string;
}

/** Plaid's own hosted Link page (plaid.com/docs/link/hosted-link). */
const PLAID_LINK_ORIGIN = 'https://secure.plaid.com';
/** The environments by their servers, which are Plaid's own. */
const ENVIRONMENT_OF_HOST: Readonly<Record<string, PlaidEnvironment>> = {
  'sandbox.plaid.com': 'sandbox',
  'production.plaid.com': 'production',
};
const DEMO_LINK_PATH = '/demo/link';
/** Whoever comes back later finds no visit of theirs in this browser. */
const URL_LIFETIME_SECONDS = SESSION_LIFETIME_MS / 1000;

/** Plaid as configured. */
export async function openPlaid(options: PlaidServiceOptions): Promise<PlaidService> {
  return options.config.plaid ? realPlaid(options, options.config.plaid) : openDemo(options);
}

/** What the gateway is told beside the keys. */
function settingsOf({ config: { countryCodes, hasCredit }, now, wait }: PlaidServiceOptions) {
  return { countryCodes, hasCredit, urlLifetimeSeconds: URL_LIFETIME_SECONDS, now, wait };
}

function realPlaid(options: PlaidServiceOptions, { baseUrl, clientId, secret }: PlaidConfig): PlaidService {
  const keys = { baseUrl: baseUrl.href.replace(/\/$/, ''), clientId, secret };
  const environment = ENVIRONMENT_OF_HOST[baseUrl.host] ?? null;
  // The id itself is for the operator alone.
  const account = createHash('sha256').update(clientId).digest('base64url').slice(0, 12);
  return {
    gateway: createGateway({ ...keys, ...settingsOf(options) }),
    plaidHost: baseUrl.host,
    accountName: `${baseUrl.host}:${account}`,
    environment,
    isForeignToken(accessToken) {
      const named = environmentOf(accessToken);
      return environment !== null && named !== null && named !== environment;
    },
    linkOrigins: [PLAID_LINK_ORIGIN, baseUrl.origin],
    demo: null,
    async close() {},
  };
}

async function openDemo(options: PlaidServiceOptions): Promise<PlaidService> {
  const { config, viewsDir } = options;
  const { startEmulator } = await import('../emulator/emulator.ts');
  const emulator = await startEmulator({
    hasLinkPagesElsewhere: true,
    ...(config.isLocal ? {} : { linkOrigin: config.publicUrl.origin }),
    mayCall: ({ origin, host, port }) => port === config.publicUrl.port && origin === ownOrigin(config)(host),
    linkPath: DEMO_LINK_PATH,
    // It works in this process: whoever has many banks in it must not hold up those who have one.
    inTurn: async (owner, work) => {
      await openLane({ owner }).schedule(work);
    },
    viewsDir,
  });
  return {
    gateway: createGateway({
      ...{ baseUrl: emulator.baseUrl, clientId: 'demo', secret: 'demo' },
      ...settingsOf(options),
    }),
    plaidHost: new URL(emulator.baseUrl).host,
    accountName: 'demo',
    // Its tokens have the form of those of Plaid's sandbox.
    environment: 'demo',
    isForeignToken: (accessToken) => environmentOf(accessToken) !== null && !emulator.isEmulated(accessToken),
    linkOrigins: [],
    demo: { path: DEMO_LINK_PATH, linkPages: emulator.linkPages, linkCouple: emulator.linkCouple },
    close: () => emulator.close(),
  };
}
