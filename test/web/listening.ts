/** A server that listens for one test, and a client that can misbehave. */

import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { listen, type RunningServer } from '../../src/web/server.ts';

export async function serve(app: RequestListener, isSecure = false): Promise<RunningServer> {
  const running = await listen(app, { port: 0, host: '127.0.0.1', isSecure });
  onTestFinished(() => {
    running.server.close();
    running.server.closeAllConnections();
  });
  return running;
}

export const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
/** After which the server is to close the connection. */
export const LAST_GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

/** Sends this; `answer` is all that came back until the server closed the connection. */
export function send({ server }: RunningServer, text: string) {
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.setEncoding('utf8').on('error', () => {});
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  return {
    socket,
    answer: once(socket, 'close').then(() => answer),
    /** Waits until this has come back, and gives all that has come back so far. */
    async until(part: string): Promise<string> {
      while (!answer.includes(part)) await once(socket, 'data');
      return answer;
    },
  };
}

export const sayHello: RequestListener = (_req, res) => void res.end('hello');

/** Begins its answer; `finish` ends it. */
export function slowAnswer() {
  const slow = { answer: (() => {}) as RequestListener, finish: () => {} };
  slow.answer = (_req, res) => {
    res.write('begun ');
    slow.finish = () => void res.end('and ended');
  };
  return slow;
}
