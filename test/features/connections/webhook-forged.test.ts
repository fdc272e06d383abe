/** Webhooks that are not Plaid’s: refused before any work, and nothing of them is kept. */

import { afterAll, expect, it } from 'vitest';
import { startClockedApp } from '../../support/clocked-app.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { linkBank } from '../../support/link.ts';

const FORGERIES = 10_000;
const AT_ONCE = 25;
const MEGABYTE = 1024 * 1024;

function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const BODY = '{\n  "webhook_type": "ITEM"\n}';

const app = await startClockedApp();
const { control } = app.emulator;
await linkBank(app.newClient());
/** The genuine address of an expired Item, which nobody but Plaid knows. */
const url = control.items()[0]?.webhook ?? '';
// So that Plaid's own webhook does not remove the Item.
control.inject({ kind: 'error', code: 'UNAUTHORIZED_ROUTE_ACCESS' }, { path: '/user/items/get' });
await app.pass(25);
app.services.expirySchedule.close();
/** The signature of a genuine webhook to it. */
const token = control.sign(BODY, app.now());
afterAll(() => app.close());

/** The headers of other webhooks to it. */
const signed = { 'plaid-verification': token };
const noAlgorithm = { 'plaid-verification': 'eyJhbGciOiJub25lIn0.e30.' };
const stale = { 'plaid-verification': control.sign(BODY, new Date(app.now().getTime() - 301_000)) };
const foreignUrl = url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
it.each<[string, number, string, Record<string, string>, string]>([
  ['without a signature', 401, url, {}, BODY],
  ['with garbage for a signature', 401, url, { 'plaid-verification': 'garbage' }, BODY],
  ['whose signature names no algorithm', 401, url, noAlgorithm, BODY],
  ['with another body than was signed', 401, url, signed, `${BODY} `],
  ['that is stale', 401, url, stale, BODY],
  ['to an address that is not ours', 404, foreignUrl, signed, BODY],
  ['with an oversized body, which it does not read', 413, url, signed, 'x'.repeat(65 * 1024)],
  ['with a compressed body, of any size', 415, url, { ...signed, 'content-encoding': 'gzip' }, BODY],
])('answers a webhook %s with %d, and does not call Plaid', async (_, status, to, headers, body) => {
  const before = control.calls().length;
  const answer = await fetch(to, { method: 'POST', headers, body });
  expect([answer.status, control.calls().length - before]).toEqual([status, 0]);
});

it('limits how many one address may send', async () => {
  const limited = await startClockedApp({ env: { RATE_LIMIT: '1' }, emulator: app.emulator });
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) {
    statuses.push((await fetch(`${limited.url}/plaid/webhook/x`, { method: 'POST' })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(404), 429]);
  await limited.close();
});

it(`makes five calls to Plaid at most for ${FORGERIES.toLocaleString()} forged ones, and keeps nothing of them`, async () => {
  const forge = (i: number): [string, Record<string, string>] => {
    const [head = '', payload = '', signature = ''] = token.split('.');
    const unknown = Buffer.from(JSON.stringify({ alg: 'ES256', kid: `invented-${i}` })).toString('base64url');
    const kinds: [string, string][] = [
      [url, `${unknown}.${payload}.${signature}`],
      [url, `${head}.${payload}.${signature.split('').reverse().join('')}`],
      [url, `${head}.${Buffer.from(`{"iat":${i}}`).toString('base64url')}.${signature}`],
      [`${url.slice(0, -8)}${String(i).padStart(8, '0')}`, token],
    ];
    const [to, forged] = kinds[i % kinds.length] as [string, string];
    return [to, { 'plaid-verification': forged }];
  };
  const accepted: number[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < FORGERIES; i = next++) {
      const [to, headers] = forge(i);
      const answer = await fetch(to, { method: 'POST', headers, body: BODY });
      await answer.arrayBuffer();
      if (![401, 404].includes(answer.status)) accepted.push(i);
    }
  };
  const before = control.calls().length;
  const heapBefore = heapInUse();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(accepted).toEqual([]);
  const calls = control.calls().slice(before);
  expect(new Set(calls.map(({ path }) => path))).toEqual(new Set(['/webhook_verification_key/get']));
  expect(calls.length).toBeLessThanOrEqual(5);
  expect(control.items()).toHaveLength(1);
  app.logLines.length = 0;
  expect((heapInUse() - heapBefore) / MEGABYTE).toBeLessThan(5);
}, 600_000);
