/** A client by a bare socket: it writes anything, as slowly as it likes, and reads when it likes. */

import { once } from 'node:events';
import net from 'node:net';

export interface RawClient {
  readonly socket: net.Socket;
  /** All that came back, once the connection is closed. */
  readonly closed: Promise<string>;
  /** All that came back until the server had no more to say. */
  readonly ended: Promise<string>;
  /** What has come back up to now. */
  soFar(): string;
}

/**
 * Connects to the host of an address. A reset by the server closes the connection like any other end. With `allowHalfOpen`
 * the client leaves its own side open for good, so that only the server can close it.
 */
export async function connectTo(url: string, { allowHalfOpen = false } = {}): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = net.connect({ port: Number(port), host: hostname, allowHalfOpen }).setEncoding('latin1');
  socket.on('error', () => {});
  let answer = '';
  socket.on('data', (text) => {
    answer += text;
  });
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  const ended = new Promise<string>((resolve) => socket.once('end', () => resolve(answer)));
  await once(socket, 'connect');
  return { socket, closed, ended: Promise.race([ended, closed]), soFar: () => answer };
}
