/** Plaid without credentials: a real HTTP server on the loopback address, with an invented world behind it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { readAccessToken } from './access-token.ts';
import { createApi, type InTurn } from './api.ts';
import { createCalls } from './calls.ts';
import { createControl, type EmulatorControl } from './control.ts';
import type { Controlled } from './control-calls.ts';
import { createControlRoutes } from './control-routes.ts';
import { createFaults } from './faults.ts';
import { COUPLES_BANKS, linkAtOnce } from './link-end.ts';
import { createLinkPages } from './link-pages.ts';
import { createTick } from './passing-time.ts';
import { createPlaidSide } from './plaid-side.ts';

export interface EmulatorOptions {
  /** The app serves the Link pages; by default the emulator does so itself. */
  readonly hasLinkPagesElsewhere?: boolean;
  /** Whether it can be controlled by HTTP, from a page at / and by the calls beneath /control. Not by default. */
  readonly hasControlByHttp?: boolean;
  /** Where a browser reaches those of the app; when left out, where the person is to come back to. */
  readonly linkOrigin?: string;
  /** The path under which the Link pages are mounted. */
  readonly linkPath?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** A clock of one's own: what is due by it happens when `control.tick` is called, not by itself. */
  readonly clock?: () => Date;
  /** Whether webhooks may be sent to an address; to every http and https one by default. */
  readonly mayCall?: (url: URL) => boolean;
  /** Answers one person after the other, where the emulator shares a process with the app. At once by default. */
  readonly inTurn?: InTurn;
  /** Another seed is another world. */
  readonly seed?: number;
  /** The folder of all views; the Link pages' own are in demo/ beneath it. */
  readonly viewsDir?: string;
  /** The folder of the Link pages' stylesheet, for when the emulator serves them itself. */
  readonly publicDir?: string;
}

export interface Emulator {
  /** Such as http://127.0.0.1:40123, for the SDK's basePath. */
  readonly baseUrl: string;
  /** To be mounted by the app at linkPath. */
  readonly linkPages: Router;
  /** Finishes the visit of a link token with the couple's banks; where the person goes then. */
  linkCouple(linkToken: string): string;
  /** Whether an access token is of an emulator's making, this one's or another's. */
  isEmulated(accessToken: string): boolean;
  readonly control: EmulatorControl;
  close(): Promise<void>;
}

const TICK_MS = 1_000;
/** As long as servers on the Internet keep an idle connection, not Node's 5 s. */
const KEEP_ALIVE_MS = 60_000;
const ROOT = join(import.meta.dirname, '..', '..');

/** Starts listening on 127.0.0.1. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { linkPath = '/demo/link', port = 0, clock, seed = 1, mayCall = () => true } = options;
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { linkOrigin, hasLinkPagesElsewhere = linkOrigin !== undefined } = options;
  const plaid = createPlaidSide({
    now: clock ?? (() => new Date()),
    seed,
    mayCall,
    linkUrl(token, { completionRedirectUri }) {
      const returnOrigin = completionRedirectUri && new URL(completionRedirectUri).origin;
      const origin = hasLinkPagesElsewhere ? (linkOrigin ?? returnOrigin) : baseUrl;
      return `${origin ?? baseUrl}${linkPath}/${token}`;
    },
  });
  const tick = createTick(plaid);
  const timer = clock ? undefined : setInterval(tick, TICK_MS).unref();
  const { inTurn = (_owner, work) => work() } = options;
  const parts = { plaid, inTurn, tick, calls: createCalls(), faults: createFaults() };
  const viewsDir = join(options.viewsDir ?? join(ROOT, 'views'), 'demo');
  const linkPages = createLinkPages(plaid, viewsDir);
  const control = createControl(parts);
  if (!hasLinkPagesElsewhere) {
    app.use(linkPath, linkPages);
    app.use(express.static(options.publicDir ?? join(ROOT, 'public')));
  }
  if (options.hasControlByHttp) {
    const finishLink: Controlled['finishLink'] = (token, chosen) => linkAtOnce(plaid, token, chosen);
    app.use(createControlRoutes({ baseUrl, control, now: plaid.now, finishLink }, viewsDir));
  }
  app.use(createApi(parts));

  return {
    baseUrl,
    linkPages,
    linkCouple: (linkToken) => linkAtOnce(plaid, linkToken, COUPLES_BANKS) ?? baseUrl,
    isEmulated: (accessToken) => readAccessToken(accessToken) !== null,
    control,
    async close() {
      clearInterval(timer);
      plaid.webhooks.close();
      parts.faults.clear();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
