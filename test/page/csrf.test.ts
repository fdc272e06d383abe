import { afterAll, expect, it } from 'vitest';
import { asked } from '../support/asked.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
const client = app.newClient();
giveBank(app, client);
afterAll(() => app.close());

it('accepts a form of ours from an older browser, by its origin', async () => {
  const answer = await client.send('/preferences', { method: 'POST', headers: { origin: app.url } });
  expect(answer.status).toBe(303);
});

it('takes a cookie of another server’s key for none, and clears it', async () => {
  const elsewhere = await startTestApp({ emulator: app.emulator });
  const stranger = client.at(elsewhere.url).copy();
  const answer = await stranger.get('/dashboard');
  expect([answer.status, answer.location]).toEqual([303, '/']);
  expect(stranger.bankCookies).toEqual([]);
  await elsewhere.close();
});

it('takes a bank’s cookie under another bank’s name for none', async () => {
  const [[name, value] = ['', '']] = [...client.jar];
  const mover = app.newClient();
  mover.jar.set('bank-movedx', value);
  expect((await mover.get('/dashboard')).location).toBe('/');
  const keeper = app.newClient();
  keeper.jar.set(name, value);
  expect((await keeper.get('/transactions')).status).toBe(200);
});

it('takes a cookie whose time is over for none, whatever the browser thinks', async () => {
  let now = Date.now();
  const clocked = await startTestApp({ now: () => new Date(now) });
  const sleeper = clocked.newClient();
  giveBank(clocked, sleeper);
  now += 86_399_000;
  expect((await sleeper.get('/privacy')).page('.banks li')).toHaveLength(1);
  now += 2_000;
  const copy = sleeper.copy();
  expect((await copy.get('/dashboard')).location).toBe('/');
  expect(copy.bankCookies).toEqual([]);
  await clocked.close();
});

it('names its cookies __Host- and marks them Secure where the public address is https', async () => {
  const secure = await startTestApp({ env: { PUBLIC_URL: 'https://money.example' } });
  const answer = await fetch(`${secure.url}/link`, {
    method: 'POST',
    headers: { origin: 'https://money.example' },
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie();
  expect(cookies).toEqual([
    expect.stringMatching(/^__Host-session=s%3Av1\.[\w.%-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  await secure.close();
});

it('answers a health check without a cookie, a session or a call to Plaid', async () => {
  const before = asked(app.emulator).length;
  const answer = await client.get('/healthz');
  expect([answer.status, answer.text]).toEqual([200, 'ok']);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(asked(app.emulator)).toHaveLength(before);
});
