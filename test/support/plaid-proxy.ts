/** A proxy between the app and the emulator: it lists every call, and can change Plaid's answers. */

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface HeardCall {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

export interface PlaidProxy {
  /** For PLAID_BASE_URL. */
  readonly url: string;
  /** Oldest first. */
  readonly heard: HeardCall[];
  /** Called before Plaid is asked; does nothing until it is set. */
  before: (path: string) => unknown;
  /** Changes an answer of Plaid's, which is JSON text; none until it is set. */
  change: (path: string, answer: string) => string | Promise<string>;
  /** As it was at first: nothing heard, and nothing changed. */
  reset(): void;
  close(): Promise<void>;
}

/** Opens a proxy in front of `upstream`, on a free port. */
export async function startPlaidProxy(upstream: string): Promise<PlaidProxy> {
  const heard: HeardCall[] = [];
  const server = createServer(async (req, res) => {
    const path = req.url ?? '/';
    const body = await text(req);
    heard.push({ path, body: JSON.parse(body) });
    try {
      await proxy.before(path);
      const answer = await fetch(upstream + path, { method: 'POST', headers: credentialsOf(req), body });
      const answerText = await proxy.change(path, await answer.text());
      const date = answer.headers.get('date');
      res
        .writeHead(answer.status, { 'content-type': 'application/json', ...(date && { date }) })
        .end(answerText);
    } catch {
      // What breaks behind the proxy breaks before it too.
      res.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: PlaidProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    before: () => {},
    change: (_path, answer) => answer,
    reset() {
      heard.length = 0;
      proxy.before = () => {};
      proxy.change = (_path, answer) => answer;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

/** Where the visit that was begun last leads back to. */
export function returnUrlOf({ heard }: PlaidProxy): string {
  const begun = heard.filter(({ path }) => path === '/link/token/create').at(-1);
  const page = begun?.body.hosted_link as { completion_redirect_uri: string } | undefined;
  if (page === undefined) throw new Error('no visit was begun');
  return page.completion_redirect_uri;
}

function credentialsOf({ headers }: IncomingMessage): Record<string, string> {
  return {
    'plaid-client-id': String(headers['plaid-client-id']),
    'plaid-secret': String(headers['plaid-secret']),
  };
}
