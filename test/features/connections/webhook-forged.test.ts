import { afterAll, beforeEach, expect, it } from 'vitest';
import { startClockedApp } from '../../support/clocked-app.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { linkBank } from '../../support/link.ts';

const FORGERIES = 10_000;
const AT_ONCE = 25;
const MEGABYTE = 1024 * 1024;

/** What is left when everything that nobody needs any more is gone. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const BODY = '{\n  "webhook_type": "ITEM"\n}';

const app = await startClockedApp();
const { control } = app.emulator;
await linkBank(app.newClient());
/** The genuine address of a bank whose time is over, which nobody but Plaid knows. */
const url = control.items()[0]?.webhook ?? '';
// Plaid's own word about it does not arrive.
control.inject({ kind: 'error', code: 'UNAUTHORIZED_ROUTE_ACCESS' }, { path: '/user/items/get' });
await app.pass(25);
app.services.expirySchedule.close();
/** A genuine webhook to it. */
const token = control.sign(BODY, app.now());
afterAll(() => app.close());

let before: number;
beforeEach(() => {
  before = app.emulator.control.calls().length;
});

/** What it answered, and how many calls to Plaid it has cost. */
async function send(to: string, headers: Record<string, string>, body: string): Promise<[number, number]> {
  const { status } = await fetch(to, { method: 'POST', headers, body });
  return [status, app.emulator.control.calls().length - before];
}

it.each([
  ['no header', {}],
  ['garbage for a header', { 'plaid-verification': 'garbage' }],
  ['a token that names no algorithm', { 'plaid-verification': 'eyJhbGciOiJub25lIn0.e30.' }],
])('refuses %s without asking anything', async (_, headers) => {
  expect(await send(url, headers as Record<string, string>, BODY)).toEqual([401, 0]);
});

it('refuses a genuine token with another body', async () => {
  expect(await send(url, { 'plaid-verification': token }, `${BODY} `)).toEqual([401, 0]);
});

it('refuses a genuine webhook that is stale', async () => {
  const stale = app.emulator.control.sign(BODY, new Date(app.now().getTime() - 301_000));
  expect(await send(url, { 'plaid-verification': stale }, BODY)).toEqual([401, 0]);
});

it('refuses a genuine webhook to an address that we never made', async () => {
  const forged = url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect(await send(forged, { 'plaid-verification': token }, BODY)).toEqual([404, 0]);
});

it('refuses an oversized body before it has read it', async () => {
  const [status, calls] = await send(url, { 'plaid-verification': token }, 'x'.repeat(65 * 1024));
  expect([status, calls]).toEqual([413, 0]);
});

it('refuses a compressed body, which could be any size', async () => {
  const headers = { 'plaid-verification': token, 'content-encoding': 'gzip' };
  expect(await send(url, headers, BODY)).toEqual([415, 0]);
});

it('limits how many come from one address', async () => {
  const limited = await startClockedApp({ env: { RATE_LIMIT: '1' }, emulator: app.emulator });
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) {
    statuses.push((await fetch(`${limited.url}/plaid/webhook/x`, { method: 'POST' })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(404), 429]);
  await limited.close();
});

it(`does nothing for ${FORGERIES.toLocaleString()} forged ones but a handful of questions, and keeps nothing of them`, async () => {
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
  const heapBefore = heapInUse();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(accepted).toEqual([]);
  const calls = app.emulator.control.calls().slice(before);
  expect(new Set(calls.map(({ path }) => path))).toEqual(new Set(['/webhook_verification_key/get']));
  expect(calls.length).toBeLessThanOrEqual(5);
  expect(app.emulator.control.items()).toHaveLength(1);
  app.logLines.length = 0;
  expect((heapInUse() - heapBefore) / MEGABYTE).toBeLessThan(5);
}, 600_000);
