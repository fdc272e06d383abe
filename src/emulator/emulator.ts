/** Plaid without credentials: a real HTTP server on the loopback address, with an invented world behind it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { createApi } from './api.ts';
import { createCalls } from './calls.ts';
import { createControl, type EmulatorControl } from './control.ts';
import { createFaults } from './faults.ts';
import { createLinkPages } from './link-pages.ts';
import { createPlaidSide } from './plaid-side.ts';

export interface EmulatorOptions {
  /** Where a browser reaches the Link pages; by default the emulator serves them itself. */
  readonly linkOrigin?: string;
  /** The path under which the Link pages are mounted. */
  readonly linkPath?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: () => Date;
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
  readonly control: EmulatorControl;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts listening on 127.0.0.1. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { linkPath = '/demo/link', port = 0, clock = () => new Date(), seed = 1 } = options;
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const linkBase = (options.linkOrigin ?? baseUrl) + linkPath;
  const plaid = createPlaidSide({ now: clock, seed, linkUrl: (token) => `${linkBase}/${token}` });
  const parts = { plaid, calls: createCalls(), faults: createFaults() };
  const linkPages = createLinkPages(plaid, join(options.viewsDir ?? join(ROOT, 'views'), 'demo'));
  if (options.linkOrigin === undefined) {
    app.use(linkPath, linkPages);
    app.use(express.static(options.publicDir ?? join(ROOT, 'public')));
  }
  app.use(createApi(parts));

  return {
    baseUrl,
    linkPages,
    control: createControl(parts),
    async close() {
      parts.faults.clear();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
