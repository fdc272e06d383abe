import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, expect, it } from 'vitest';
import { beginLink, finishAtPlaid, giveUpAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

let hour = 0;
const START = Date.parse('2026-05-20T12:00:00Z');

const app = await startTestApp({ now: () => new Date(START + hour * 3_600_000) });
afterAll(() => app.close());
afterEach(() => {
  app.emulator.control.reset();
  hour = 0;
});

const callsTo = (path: string) => app.emulator.control.calls().filter((call) => call.path === path).length;

it('goes back to the front page with a plain sentence when the person gave up', async () => {
  const client = app.newClient();
  const back = await client.get(await giveUpAtPlaid(await beginLink(client)));
  expect([back.status, back.location]).toEqual([303, '/']);
  expect(noticesOf(await client.get('/'))).toEqual([
    'You left Plaid before a bank was connected, so nothing was linked.',
  ]);
  expect(client.bankCookies).toEqual([]);
});

it('waits for a result that comes a moment later than the person', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  const back = client.get('/link/return');
  await pause(600);
  await finishAtPlaid(hostedUrl);
  expect((await back).location).toBe('/dashboard');
  expect(client.bankCookies).toHaveLength(1);
});

it('offers to look again when the result takes long, and finds it then', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  const waiting = await client.get('/link/return');
  expect(waiting.status).toBe(200);
  expect(waiting.headers.get('refresh')).toBe('5');
  expect(waiting.page('h1').text()).toBe('Waiting for Plaid');
  // An empty address is this very page, and so this very visit.
  expect(waiting.page('main a').first().attr('href')).toBe('');

  await finishAtPlaid(hostedUrl);
  expect((await client.get('/link/return')).location).toBe('/dashboard');
});

it('waits too while Plaid does not answer, instead of giving the bank up', async () => {
  const client = app.newClient();
  await finishAtPlaid(await beginLink(client));
  app.emulator.control.inject({ kind: 'html' }, { path: '/link/token/get', times: 3 });
  expect((await client.get('/link/return')).headers.get('refresh')).toBe('5');
  expect((await client.get('/link/return')).location).toBe('/dashboard');
});

it('does nothing the second time', async () => {
  const client = app.newClient();
  await linkBank(client);
  const again = await client.get('/link/return');
  expect([again.status, again.location]).toEqual([303, '/dashboard']);
  expect(callsTo('/item/public_token/exchange')).toBe(1);
  expect(client.bankCookies).toHaveLength(1);
});

it('makes no second bank out of a copy of the cookies from before the first return', async () => {
  const client = app.newClient();
  const returnUrl = await finishAtPlaid(await beginLink(client));
  const copy = client.copy();
  await client.get(returnUrl);
  await copy.get(returnUrl);
  expect(copy.bankCookies).toEqual([]);
  expect(app.emulator.control.items()).toHaveLength(1);
  expect(noticesOf(await copy.get('/'))[0]).toMatch(/^One bank could not be connected/);
});

it('says that a visit has expired after four hours', async () => {
  const client = app.newClient();
  const returnUrl = await finishAtPlaid(await beginLink(client));
  hour = 4;
  expect((await client.get(returnUrl)).status).toBe(303);
  expect(noticesOf(await client.get('/'))).toEqual(['There was no linking to finish in this browser.']);
  expect(callsTo('/item/public_token/exchange')).toBe(0);
});

it('says that a visit has expired when Plaid no longer knows it', async () => {
  const client = app.newClient();
  const returnUrl = await finishAtPlaid(await beginLink(client));
  app.emulator.control.inject({ kind: 'error', code: 'INVALID_LINK_TOKEN' }, { path: '/link/token/get' });
  expect((await client.get(returnUrl)).location).toBe('/');
  expect(noticesOf(await client.get('/'))[0]).toMatch(/expired, so nothing was linked/);
});

it.each(['link_token', 'public_token', 'token', 'oauth_state_id'])(
  'takes no %s from the address: another browser’s visit stays its own',
  async (name) => {
    const owner = app.newClient();
    const hostedUrl = await beginLink(owner);
    const returnUrl = await finishAtPlaid(hostedUrl);
    const linkToken = new URL(hostedUrl).pathname.split('/').at(-1) ?? '';
    const stranger = app.newClient();
    const answer = await stranger.get(`/link/return?${name}=${linkToken}`);
    expect(answer.status).toBe(303);
    expect(stranger.bankCookies).toEqual([]);
    expect([callsTo('/link/token/get'), callsTo('/item/public_token/exchange')]).toEqual([0, 0]);

    await owner.get(returnUrl);
    expect(owner.bankCookies).toHaveLength(1);
  },
);
