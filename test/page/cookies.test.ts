/** Which cookies count as a connection, which do not, and how they are marked. */

import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_ROUTES, ROUTES } from '../routes/table.ts';
import { methodOf, pathOf } from '../routes/visit.ts';
import { asked } from '../support/asked.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { banksOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());

function clientWithBank(at = app): Client {
  const client = at.newClient();
  giveBank(at, client);
  return client;
}

describe('a bank cookie', () => {
  it('sealed with another server’s key opens at that server alone', async () => {
    const elsewhere = await startTestApp({ emulator: app.emulator });
    const client = clientWithBank();
    const there = client.at(elsewhere.url);
    expect(await there.get('/dashboard')).toMatchObject({ status: 303, location: '/' });
    expect((await client.get('/dashboard')).status).toBe(200);
    await elsewhere.close();
  });

  it('under another bank’s name is ignored', async () => {
    const [[name, value] = ['', '']] = [...clientWithBank().jar];
    const mover = app.newClient();
    mover.jar.set('bank-movedx', value);
    expect((await mover.get('/dashboard')).location).toBe('/');
    const keeper = app.newClient();
    keeper.jar.set(name, value);
    expect((await keeper.get('/transactions')).status).toBe(200);
  });

  it('that has expired is ignored and cleared, though the browser still sends it', async () => {
    let now = Date.now();
    const clocked = await startTestApp({ now: () => new Date(now) });
    const client = clientWithBank(clocked);
    now += 86_399_000;
    expect(banksOf(await client.get('/banks'))).toHaveLength(1);
    now += 2_000;
    expect((await client.get('/dashboard')).location).toBe('/');
    expect(client.bankCookies).toEqual([]);
    await clocked.close();
  });
});

describe('a bank cookie that opens but holds no connection, such as one of another version', () => {
  const GUARDED = Object.entries({ ...ROUTES, ...DEMO_ROUTES }).filter(
    ([name, { anonymous, known }]) =>
      anonymous !== known &&
      /^(303 \/|401)$/.test(anonymous) &&
      !name.includes(':') &&
      // This one is asked for to clear it.
      !['POST /sign-out', 'POST /banks/unreadable/remove'].includes(name),
  );

  function giveUnusable(client: Client): void {
    const { sealer, now } = app.services;
    const name = 'bank-unusable';
    const expiresAt = new Date(now().getTime() + 86_400_000);
    client.jar.set(name, sealer.seal(Buffer.from('\0\xff\xff'), expiresAt, { purpose: 'bank', name }));
  }

  it('is tested on every page and API path that needs a bank', () => {
    expect(GUARDED.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        ...['GET /dashboard', 'GET /transactions', 'GET /transactions.csv', 'GET /api/credit'],
      ]),
    );
  });

  it.each(GUARDED)('is no bank for %s, and stays', async (name, { anonymous }) => {
    const client = app.newClient();
    giveUnusable(client);
    const headers = { 'sec-fetch-site': 'same-origin' };
    const { status, location } = await client.send(pathOf(name), { method: methodOf(name), headers });
    expect(location === null ? String(status) : `${status} ${location}`).toBe(anonymous);
    expect(client.bankCookies).toHaveLength(1);
  });

  it('takes no usable one with it', async () => {
    const client = clientWithBank();
    giveUnusable(client);
    expect((await client.get('/dashboard')).status).toBe(200);
    expect(client.bankCookies).toHaveLength(2);
  });
});

it('cookies are named __Host- and marked Secure where the public address is https', async () => {
  const secure = await startTestApp({ env: { PUBLIC_URL: 'https://money.example' } });
  const answer = await fetch(`${secure.url}/link`, {
    method: 'POST',
    headers: { origin: 'https://money.example' },
    redirect: 'manual',
  });
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-link-[a-z2-7]{6}=v1\.[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  await secure.close();
});

it('a health check sets no cookie and calls no Plaid', async () => {
  const client = clientWithBank();
  const before = asked(app.emulator).length;
  const answer = await client.get('/healthz');
  expect([answer.status, answer.text]).toEqual([200, 'ok']);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(asked(app.emulator)).toHaveLength(before);
});
