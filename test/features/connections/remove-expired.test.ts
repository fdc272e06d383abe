import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';

let app: ClockedApp;
beforeEach(async () => {
  app = await startClockedApp();
});
afterEach(() => app.close());

const control = () => app.emulator.control;
const callsTo = (path: string) =>
  control()
    .calls()
    .filter((call) => call.path === path).length;

/** Plaid has told of the linking, and from now on its webhooks do not get through. */
async function cutWebhooks(): Promise<void> {
  await app.pass(0.02);
  for (const item of control().items()) item.webhook = null;
}

it('ends a bank whose time is over when its browser comes back, and then clears the cookie', async () => {
  const client = app.newClient();
  await linkBank(client);
  await cutWebhooks();
  await app.pass(25);
  const answer = await client.get('/');
  expect([answer.status, client.bankCookies]).toEqual([200, []]);
  expect([control().items(), control().users()]).toEqual([[], []]);
});

it('never shows anything of it meanwhile', async () => {
  const client = app.newClient();
  await linkBank(client);
  await cutWebhooks();
  await app.pass(25);
  const answer = await client.get('/dashboard');
  expect([answer.status, answer.location]).toEqual([303, '/']);
  expect(callsTo('/transactions/get') + callsTo('/accounts/balance/get')).toBe(0);
});

it('ends one without a user by its own key, once', async () => {
  const client = app.newClient();
  giveBank(app, client);
  await app.pass(25);
  await client.get('/privacy');
  expect(callsTo('/item/remove')).toBe(1);
  expect([control().items(), client.bankCookies]).toEqual([[], []]);
});

it('keeps the cookie for the next time when Plaid does not confirm', async () => {
  const client = app.newClient();
  await linkBank(client);
  await cutWebhooks();
  const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
  await app.pass(25);
  expect((await client.get('/')).status).toBe(200);
  expect(client.bankCookies).toHaveLength(1);
  restore();
  await client.get('/');
  expect([control().items(), client.bankCookies]).toEqual([[], []]);
});

it('does not keep a page waiting for a slow Plaid, and finishes behind it', async () => {
  const client = app.newClient();
  await linkBank(client);
  await cutWebhooks();
  await app.pass(25);
  const release = control().hold({ path: '/user/remove' });
  expect((await client.get('/')).status).toBe(200);
  expect(client.bankCookies).toHaveLength(1);
  release();
  await vi.waitFor(() => expect(control().items()).toEqual([]), 10_000);
  await client.get('/');
  expect(client.bankCookies).toEqual([]);
});

it('asks Plaid once when several tabs come back at the same time', async () => {
  const client = app.newClient();
  await linkBank(client);
  await cutWebhooks();
  await app.pass(25);
  const release = control().hold({ path: '/user/items/get' });
  const tabs = ['/', '/', '/privacy'].map((path) => client.copy().get(path));
  await vi.waitFor(() => expect(callsTo('/user/items/get')).toBe(1), 10_000);
  await pause(200);
  release();
  await Promise.all(tabs);
  expect([callsTo('/user/items/get'), callsTo('/user/remove')]).toEqual([1, 1]);
});

it('spares a bank that was extended since the cookie was copied', async () => {
  const client = app.newClient();
  await linkBank(client);
  const copy = client.copy();
  await client.press(await client.get('/privacy'), 'Keep connected longer: Fernhollow Bank', {
    lifetime: '30',
  });
  await app.pass(25);
  await copy.get('/');
  expect(copy.bankCookies).toEqual([]);
  expect(control().items()).toHaveLength(1);
  expect((await client.get('/dashboard')).status).toBe(200);
});

it('ends a bank whose owner never comes back', async () => {
  await linkBank(app.newClient());
  await cutWebhooks();
  await app.pass(25);
  await app.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});

it('ends a bank that was linked by someone who never found back to us', async () => {
  await finishAtPlaid(await beginLink(app.newClient()));
  await cutWebhooks();
  expect(control().items()).toHaveLength(1);
  await app.pass(25);
  await app.services.expirySchedule.sweep();
  expect([control().items(), control().users()]).toEqual([[], []]);
});

it('learns of a bank again after a restart, as soon as its browser comes by', async () => {
  const client = app.newClient();
  await linkBank(client);
  await cutWebhooks();
  app.services.expirySchedule.forget(control().users()[0]?.id ?? '');
  await client.get('/privacy');
  await app.pass(25);
  await app.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});
