/** The app as it starts with no settings at all, but for its port: the demo. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type House, openHouse } from './house.ts';

/** Opens the demo. Its own address stands in its Link pages, so its port must be known before it starts. */
export async function openDemo(): Promise<House> {
  return openHouse({
    env: { PORT: String(await freePort()), PLAID_CLIENT_ID: '', PLAID_SECRET: '', ENCRYPTION_KEYS: '' },
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
