/** A load balancer: one address, and each request goes to the next of those instances that are in service. */

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Front {
  readonly url: string;
  /** From now on new requests go to these. Those under way stay where they are. */
  serveFrom(urls: readonly string[]): void;
  /** How many requests are with this instance, not yet answered to the end. */
  underWay(instance: string): number;
  close(): Promise<void>;
}

/** Listens on a free port. As a host's own does, it keeps connections to instances alive and tries no request twice. */
export async function startFront(): Promise<Front> {
  let instances: readonly string[] = [];
  let turn = 0;
  const underWay = new Map<string, number>();
  const count = (instance: string, more: number) =>
    void underWay.set(instance, (underWay.get(instance) ?? 0) + more);
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((req, res) => {
    const instance = instances[turn++ % instances.length];
    if (!instance) return void res.writeHead(503).end();
    count(instance, 1);
    res.once('close', () => count(instance, -1));
    const { method = 'GET', url = '/', headers } = req;
    const passedOn = http.request(instance + url, { agent, method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(res).once('error', () => answer.destroy());
      answer.once('error', () => res.destroy());
    });
    passedOn.once('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
    req.pipe(passedOn);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serveFrom(urls) {
      instances = urls;
    },
    underWay: (instance) => underWay.get(instance) ?? 0,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
