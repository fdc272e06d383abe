/** Passes connections on to a store, and keeps all that the app sends there, however soon the store deletes it. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Wire {
  /** In the place of the store's own. */
  readonly url: string;
  /** All that was sent so far, by every connection. */
  sent(): Buffer;
  close(): Promise<void>;
}

/** Listens on a free port for connections to the store at this address. */
export async function openWire(store: string): Promise<Wire> {
  const url = new URL(store);
  const [port, host] = [Number(url.port), url.hostname];
  const pieces: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(port, host);
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(from);
      from.pipe(to).on('error', () => from.destroy());
      from.on('close', () => to.destroy());
    }
    socket.on('data', (bytes: Buffer) => void pieces.push(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    sent: () => Buffer.concat(pieces),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
