/** Stands between the app and a store, and hears everything that the app ever sends there, however soon it is gone. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Wire {
  /** The store's address, through here. */
  readonly url: string;
  /** All that was sent so far, by everyone who came this way. */
  sent(): Buffer;
  close(): Promise<void>;
}

/** Opens a wire to the store at this address, on a free port. */
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
