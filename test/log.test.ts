/** The log of a whole visit: each request by its route, and nothing that names a person or opens a bank. */

import { afterAll, expect, it } from 'vitest';
import { beginLink, finishAtPlaid, giveUpAtPlaid } from './support/link.ts';
import { startProxiedApp } from './support/proxied-app.ts';

const CANARY = 'Zwergtaucher';
const SEARCHED = 'Haubenmeise';

const app = await startProxiedApp();
const { emulator, proxy } = app;
afterAll(() => app.close());

/** Every token, name, amount and cookie of someone who uses every page once. */
async function walk(): Promise<Set<string>> {
  const secrets = new Set([CANARY, SEARCHED, 'test-secret', '127.0.0.1']);
  proxy.change = (path, answer) => {
    for (const [, token = ''] of answer.matchAll(/"(?:\w+_token|item_id|account_id)":"([^"]+)"/g)) {
      secrets.add(token);
    }
    if (path === '/transactions/get') {
      for (const [, amount = ''] of answer.matchAll(/"amount":-?(\d+\.\d+)/g)) secrets.add(amount);
    }
    return answer;
  };
  const { control } = emulator;
  control.canary(CANARY);
  const client = app.newClient();
  const remember = () => {
    for (const value of client.jar.values()) secrets.add(value);
  };
  await client.get(await giveUpAtPlaid(await beginLink(client)));
  for (const bank of ['ins_900001', 'ins_900002']) {
    await client.get(await finishAtPlaid(await beginLink(client), { bank }));
    remember();
  }
  await client.get('/dashboard');
  await client.get(`/transactions?q=${SEARCHED}&account=${CANARY}`);
  await client.get(`/${SEARCHED}?q=${SEARCHED}`, { referer: `${app.url}/?q=${SEARCHED}` });
  await client.get('/privacy', { 'user-agent': SEARCHED });
  await client.post('/preferences', { hidden: SEARCHED });
  await client.post('/link', { lifetime: SEARCHED }, { origin: SEARCHED, 'sec-fetch-site': 'none' });
  await client.send('/preferences', { method: 'POST', body: SEARCHED.repeat(2000) });
  for (const kind of ['html', 'truncated', 'reset'] as const) {
    const end = control.inject({ kind });
    await client.get('/dashboard');
    await client.get('/transactions');
    await client.post('/logout');
    remember();
    end();
  }
  const end = control.inject({ kind: 'error', code: 'ITEM_LOGIN_REQUIRED' });
  await client.get('/dashboard');
  end();
  await client.post(`/banks/${client.bankCookies[0]?.slice('bank-'.length)}/disconnect`);
  await client.post('/logout');
  return secrets;
}

it('logs every request by its route, and nothing that could name a person or open a bank', async () => {
  const secrets = await walk();
  expect(secrets.size).toBeGreaterThan(200);
  const log = app.logLines.join('');
  expect([...secrets].filter((secret) => secret.length > 3 && log.includes(secret))).toEqual([]);

  const lines = app.logLines.map((line) => JSON.parse(line));
  const routes = new Set(lines.map(({ route }) => route));
  const expected = ['/', '/dashboard', '/transactions', '/logout', '/link/return', 'none'];
  for (const route of [...expected, '/banks/:id/disconnect']) expect(routes).toContain(route);
});

it('names the request of each call that failed, and Plaid’s code and request id', () => {
  const lines = app.logLines.map((line) => JSON.parse(line));
  const failures = lines.filter(({ msg }) => msg === 'plaid');
  expect(new Set(failures.map(({ code }) => code))).toContain('ITEM_LOGIN_REQUIRED');
  const requests = new Set(lines.flatMap(({ msg, requestId }) => (msg === 'request' ? [requestId] : [])));
  expect(failures.every(({ requestId }) => requests.has(requestId))).toBe(true);
  const signIns = failures.filter(({ code }) => code === 'ITEM_LOGIN_REQUIRED');
  expect(signIns.every(({ plaidRequestId }) => /^\w{15}$/.test(plaidRequestId))).toBe(true);
});
