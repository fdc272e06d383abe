/** A client by a bare socket: it writes anything, as slowly as it likes, and reads when it likes. */

import { once } from 'node:events';
import net from 'node:net';

export interface RawClient {
  readonly socket: net.Socket;
  /** All that came back, once the connection is closed. */
  readonly closed: Promise<string>;
  /** What has come back up to now. */
  soFar(): string;
}

/** Connects to the host of an address. A reset by the server closes the connection like any other end. */
export async function connectTo(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname).setEncoding('latin1');
  socket.on('error', () => {});
  let answer = '';
  socket.on('data', (text) => {
    answer += text;
  });
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  await once(socket, 'connect');
  return { socket, closed, soFar: () => answer };
}
