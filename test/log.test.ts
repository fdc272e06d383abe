import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from './support/house.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid } from './support/link.ts';
import { openTap, type Tap } from './support/tap.ts';

const CANARY = 'Zwergtaucher';
const SEARCHED = 'Haubenmeise';

let plain: House;
let tap: Tap;
let house: House;
beforeAll(async () => {
  plain = await openHouse();
  tap = await openTap(plain.emulator.baseUrl);
  house = await openHouse({ env: { PLAID_BASE_URL: tap.url }, emulator: plain.emulator });
});
afterAll(async () => {
  await house.close();
  await tap.close();
  await plain.close();
});

/** Every token, name, amount and cookie that passed, gathered while a person does everything there is to do. */
async function walk(): Promise<Set<string>> {
  const secrets = new Set([CANARY, SEARCHED, 'test-secret', '127.0.0.1']);
  tap.change = (path, answer) => {
    for (const [, token = ''] of answer.matchAll(/"(?:\w+_token|item_id|account_id)":"([^"]+)"/g)) {
      secrets.add(token);
    }
    if (path === '/transactions/get') {
      for (const [, amount = ''] of answer.matchAll(/"amount":-?(\d+\.\d+)/g)) secrets.add(amount);
    }
    return answer;
  };
  const { control } = house.emulator;
  control.canary(CANARY);
  const visitor = house.visitor();
  const remember = () => {
    for (const value of visitor.jar.values()) secrets.add(value);
  };
  await visitor.get(await giveUpAtPlaid(await beginLink(visitor)));
  for (const bank of ['ins_900001', 'ins_900002']) {
    await visitor.get(await finishAtPlaid(await beginLink(visitor), { bank }));
    remember();
  }
  await visitor.get('/dashboard');
  await visitor.get(`/transactions?q=${SEARCHED}&account=${CANARY}`);
  await visitor.get(`/${SEARCHED}?q=${SEARCHED}`, { referer: `${house.url}/?q=${SEARCHED}` });
  await visitor.get('/privacy', { 'user-agent': SEARCHED });
  await visitor.post('/preferences', { hidden: SEARCHED });
  await visitor.post('/link', { lifetime: SEARCHED }, { origin: SEARCHED, 'sec-fetch-site': 'none' });
  await visitor.send('/preferences', { method: 'POST', body: SEARCHED.repeat(2000) });
  for (const kind of ['html', 'truncated', 'reset'] as const) {
    const end = control.inject({ kind });
    await visitor.get('/dashboard');
    await visitor.get('/transactions');
    await visitor.post('/logout');
    remember();
    end();
  }
  const end = control.inject({ kind: 'error', code: 'ITEM_LOGIN_REQUIRED' });
  await visitor.get('/dashboard');
  end();
  await visitor.post(`/banks/${visitor.bankCookies[0]?.slice('bank-'.length)}/disconnect`);
  await visitor.post('/logout');
  return secrets;
}

it('logs every request by its route, and nothing that could name a person or open a bank', async () => {
  const secrets = await walk();
  expect(secrets.size).toBeGreaterThan(200);
  const log = house.logLines.join('');
  expect([...secrets].filter((secret) => secret.length > 3 && log.includes(secret))).toEqual([]);

  const lines = house.logLines.map((line) => JSON.parse(line));
  const routes = new Set(lines.map(({ route }) => route));
  for (const route of ['/', '/dashboard', '/transactions', '/logout', '/link/return', 'none']) {
    expect(routes).toContain(route);
  }
  expect(routes).toContain('/banks/:id/disconnect');
});

it('says of each call that failed which request it belonged to and what Plaid called it', () => {
  const failures = house.logLines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'plaid');
  expect(new Set(failures.map(({ code }) => code))).toContain('ITEM_LOGIN_REQUIRED');
  const requests = new Set(
    house.logLines
      .map((line) => JSON.parse(line))
      .flatMap(({ msg, requestId }) => (msg === 'request' ? [requestId] : [])),
  );
  expect(failures.every(({ requestId }) => requests.has(requestId))).toBe(true);
  const signIns = failures.filter(({ code }) => code === 'ITEM_LOGIN_REQUIRED');
  expect(signIns.every(({ plaidRequestId }) => /^\w{15}$/.test(plaidRequestId))).toBe(true);
});
