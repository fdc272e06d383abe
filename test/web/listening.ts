/** A server that listens for one test, and a client that may be as rude as it likes. */

import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { listen, type RunningServer } from '../../src/web/server.ts';

export let running: RunningServer;
afterEach(() => void running.server.closeAllConnections());

export async function serve(app: RequestListener): Promise<void> {
  running = await listen(app, { port: 0, host: '127.0.0.1' });
}

/** Writes this; `answer` is all that came back when the server has closed. */
export function client(text: string) {
  const socket = net.connect((running.server.address() as AddressInfo).port, '127.0.0.1');
  socket.setEncoding('utf8').on('error', () => {});
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  return { socket, answer: once(socket, 'close').then(() => answer), soFar: () => answer };
}

export const sayHello: RequestListener = (_req, res) => void res.end('hello');
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
