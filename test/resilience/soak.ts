/** Many requests of every kind to one app, and by how much its memory has grown. */

import http from 'node:http';
import { collectGarbage } from '../support/collect-garbage.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

export interface SoakFigures {
  readonly requests: number;
  /** Those answered by a status of 500 or above, or by none. */
  readonly failed: number;
  /** By how much the heap has grown since the end of the warm-up, after full collections. */
  readonly heapGrowthBytes: number;
  readonly requestsPerSecond: number;
}

const AT_ONCE = 16;
/** One in so many asks a bank, which is much slower than all else. */
const BANK_EVERY = 100;

/** Runs the soak in this process, after a warm-up that fills caches and compiles code. */
export async function soak(requests: number, warmUp: number): Promise<SoakFigures> {
  const app = await startTestApp({ env: { LOG_LEVEL: 'silent' } });
  const client = app.newClient();
  giveBank(app, client, { transactions: 100 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let failed = 0;

  async function ask(index: number): Promise<void> {
    const { path, method = 'GET', headers = {} } = kindOf(index, client.cookies);
    const status = await statusOf(app.url + path, { agent, method, headers }).catch(() => 0);
    if (status === 0 || status >= 500) failed += 1;
  }
  async function askMany(count: number): Promise<void> {
    let next = 0;
    const inTurn = Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await ask(next++);
    });
    await Promise.all(inTurn);
  }

  await askMany(warmUp);
  const before = heapBytes();
  const start = performance.now();
  await askMany(requests);
  const seconds = (performance.now() - start) / 1000;
  const heapGrowthBytes = heapBytes() - before;
  agent.destroy();
  await app.close();
  return { requests, failed, heapGrowthBytes, requestsPerSecond: Math.round(requests / seconds) };
}

interface Kind {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Visitors with a bank and without, forged cookies, forms of ours and of other sites, and pages that do not exist. */
function kindOf(index: number, cookie: string): Kind {
  if (index % BANK_EVERY === 0) return { path: '/transactions?days=30', headers: { cookie } };
  const kinds: readonly Kind[] = [
    { path: '/privacy', headers: { cookie } },
    { path: '/' },
    { path: `/nowhere/${index}` },
    { path: '/dashboard', headers: { cookie: `bank-forged=v1.abcdefgh.${index}; session=s%3Av1.${index}` } },
    {
      path: '/preferences',
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-length': '0' },
    },
    { path: '/logout', method: 'POST', headers: { 'sec-fetch-site': 'cross-site', 'content-length': '0' } },
    { path: '/link/return', headers: { cookie } },
    { path: '/healthz' },
  ];
  return kinds[index % kinds.length] as Kind;
}

function statusOf(url: string, options: http.RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, options, (answer) => {
      answer.resume().once('error', reject);
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    request.once('error', reject).end();
  });
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
