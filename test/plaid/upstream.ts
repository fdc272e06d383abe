/** A server in Plaid's place that answers as a test wants. */

import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Upstream {
  readonly baseUrl: string;
  /** Every request: its path, headers and body. */
  readonly requests: { path: string; headers: http.IncomingHttpHeaders; body: string }[];
  close(): void;
}

export async function startUpstream(answer: RequestListener): Promise<Upstream> {
  const requests: Upstream['requests'] = [];
  const server = http.createServer(async (req, res) => {
    requests.push({ path: req.url ?? '', headers: req.headers, body: await text(req) });
    answer(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An answer in JSON. */
export function json(status: number, body: unknown): RequestListener {
  return (_req, res) =>
    void res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
