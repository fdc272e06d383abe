import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { giveBank } from '../../support/give-bank.ts';
import { type ClockedHouse, openClockedHouse } from '../../support/later.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';

let house: ClockedHouse;
beforeEach(async () => {
  house = await openClockedHouse();
});
afterEach(() => house.close());

const control = () => house.emulator.control;
const callsTo = (path: string) =>
  control()
    .calls()
    .filter((call) => call.path === path).length;

/** Plaid has told of the linking, and from now on its webhooks do not get through. */
async function cutWebhooks(): Promise<void> {
  await house.pass(0.02);
  for (const item of control().items()) item.webhook = null;
}

it('ends a bank whose time is over when its browser comes back, and then clears the cookie', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await cutWebhooks();
  await house.pass(25);
  const answer = await visitor.get('/');
  expect([answer.status, visitor.bankCookies]).toEqual([200, []]);
  expect([control().items(), control().users()]).toEqual([[], []]);
});

it('never shows anything of it meanwhile', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await cutWebhooks();
  await house.pass(25);
  const answer = await visitor.get('/dashboard');
  expect([answer.status, answer.location]).toEqual([303, '/']);
  expect(callsTo('/transactions/get') + callsTo('/accounts/balance/get')).toBe(0);
});

it('ends one without a user by its own key, once', async () => {
  const visitor = house.visitor();
  giveBank(house, visitor);
  await house.pass(25);
  await visitor.get('/privacy');
  expect(callsTo('/item/remove')).toBe(1);
  expect([control().items(), visitor.bankCookies]).toEqual([[], []]);
});

it('keeps the cookie for the next time when Plaid does not confirm', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await cutWebhooks();
  const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
  await house.pass(25);
  expect((await visitor.get('/')).status).toBe(200);
  expect(visitor.bankCookies).toHaveLength(1);
  restore();
  await visitor.get('/');
  expect([control().items(), visitor.bankCookies]).toEqual([[], []]);
});

it('does not keep a page waiting for a slow Plaid, and finishes behind it', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await cutWebhooks();
  await house.pass(25);
  const release = control().hold({ path: '/user/remove' });
  expect((await visitor.get('/')).status).toBe(200);
  expect(visitor.bankCookies).toHaveLength(1);
  release();
  await vi.waitFor(() => expect(control().items()).toEqual([]), 10_000);
  await visitor.get('/');
  expect(visitor.bankCookies).toEqual([]);
});

it('asks Plaid once when several tabs come back at the same time', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await cutWebhooks();
  await house.pass(25);
  const release = control().hold({ path: '/user/items/get' });
  const tabs = ['/', '/', '/privacy'].map((path) => visitor.copy().get(path));
  await vi.waitFor(() => expect(callsTo('/user/items/get')).toBe(1), 10_000);
  await pause(200);
  release();
  await Promise.all(tabs);
  expect([callsTo('/user/items/get'), callsTo('/user/remove')]).toEqual([1, 1]);
});

it('spares a bank that was extended since the cookie was copied', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const copy = visitor.copy();
  await visitor.press(await visitor.get('/privacy'), 'Keep connected longer: Fernhollow Bank', {
    lifetime: '30',
  });
  await house.pass(25);
  await copy.get('/');
  expect(copy.bankCookies).toEqual([]);
  expect(control().items()).toHaveLength(1);
  expect((await visitor.get('/dashboard')).status).toBe(200);
});

it('ends a bank whose owner never comes back', async () => {
  await linkBank(house.visitor());
  await cutWebhooks();
  await house.pass(25);
  await house.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});

it('ends a bank that was linked by someone who never found back to us', async () => {
  await finishAtPlaid(await beginLink(house.visitor()));
  await cutWebhooks();
  expect(control().items()).toHaveLength(1);
  await house.pass(25);
  await house.services.expirySchedule.sweep();
  expect([control().items(), control().users()]).toEqual([[], []]);
});

it('learns of a bank again after a restart, as soon as its browser comes by', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await cutWebhooks();
  house.services.expirySchedule.forget(control().users()[0]?.id ?? '');
  await visitor.get('/privacy');
  await house.pass(25);
  await house.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});
