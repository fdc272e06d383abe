/** What happens at the expiry of a connection, and how it is extended. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Client } from '../../support/client.ts';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid, linkBank } from '../../support/link.ts';
import { banksOf, noticesOf } from '../../support/pages.ts';

let app: ClockedApp;
let client: Client;
beforeEach(async () => {
  app = await startClockedApp();
  client = app.newClient();
});
afterEach(() => app.close());

const control = () => app.emulator.control;
const items = () => control().items();
const firstUserId = () => control().users()[0]?.id ?? '';
const callsTo = (path: string) =>
  control()
    .calls()
    .filter((call) => call.path === path).length;

/** Moves the clock on, and then does what the app does every minute. */
async function passAndSweep(hours: number): Promise<void> {
  await app.pass(hours);
  await app.services.expirySchedule.sweep();
}

async function extend(lifetime: string): Promise<Answer> {
  return client.press(await client.get('/banks'), 'Keep longer: Fernhollow Bank', { lifetime });
}

const notices = async () => noticesOf(await client.get('/privacy'));

describe('a connection that expires', () => {
  /** Plaid has told of the linking, and from now on sends no webhooks. */
  async function stopWebhooks(): Promise<void> {
    await app.pass(0.02);
    for (const item of items()) item.webhook = null;
  }

  async function linkAndExpire(): Promise<void> {
    await linkBank(client);
    await stopWebhooks();
    await app.pass(25);
  }

  it('is ended at Plaid when its browser comes back, and then its cookie is cleared', async () => {
    await linkAndExpire();
    expect((await client.get('/')).status).toBe(200);
    expect(client.bankCookies).toEqual([]);
    expect([items(), control().users()]).toEqual([[], []]);
  });

  it('is ended also beside an expired cookie that holds no connection', async () => {
    await linkAndExpire();
    const bank = [...client.jar];
    client.jar.clear();
    const name = 'bank-aaaaaa';
    const { sealer, now } = app.services;
    const content = Buffer.from('\0\xff\xff');
    client.jar.set(name, sealer.seal(content, new Date(now().getTime() - 1), { purpose: 'bank', name }));
    for (const [own, value] of bank) client.jar.set(own, value);
    await client.get('/');
    expect(client.bankCookies).toEqual([]);
    expect(items()).toEqual([]);
  });

  it('shows nothing in the meantime', async () => {
    await linkAndExpire();
    expect(await client.get('/dashboard')).toMatchObject({ status: 303, location: '/' });
    expect(callsTo('/transactions/get') + callsTo('/accounts/balance/get')).toBe(0);
  });

  it('without a Plaid user is ended by its access token, once', async () => {
    giveBank(app, client);
    await app.pass(25);
    await client.get('/privacy');
    expect(callsTo('/item/remove')).toBe(1);
    expect([items(), client.bankCookies]).toEqual([[], []]);
  });

  it('is ended by its access token where Plaid takes the user’s id for none', async () => {
    await linkBank(client);
    await stopWebhooks();
    control().inject({ kind: 'error', code: 'INVALID_USER_ID' }, { path: '/user/items/get' });
    await passAndSweep(25);
    expect(items()).toHaveLength(1);
    await client.get('/');
    expect([items(), client.bankCookies]).toEqual([[], []]);
    expect(callsTo('/item/remove')).toBe(1);
  });

  it('keeps its cookie for the next try when Plaid does not confirm', async () => {
    await linkBank(client);
    await stopWebhooks();
    const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    await app.pass(25);
    expect((await client.get('/')).status).toBe(200);
    expect(client.bankCookies).toHaveLength(1);
    restore();
    await client.get('/');
    expect([items(), client.bankCookies]).toEqual([[], []]);
  });

  it('keeps no page waiting for a slow Plaid, and is ended after the page', async () => {
    await linkAndExpire();
    const release = control().hold({ path: '/user/remove' });
    expect((await client.get('/')).status).toBe(200);
    expect(client.bankCookies).toHaveLength(1);
    release();
    await vi.waitFor(() => expect(items()).toEqual([]), 10_000);
    await client.get('/');
    expect(client.bankCookies).toEqual([]);
  });

  it('is ended once when several tabs come back at the same time', async () => {
    await linkAndExpire();
    const before = callsTo('/user/items/get');
    const asked = () => callsTo('/user/items/get') - before;
    const release = control().hold({ path: '/user/items/get' });
    const tabs = ['/', '/', '/privacy'].map((path) => client.copy().get(path));
    await vi.waitFor(() => expect(asked()).toBe(1), 10_000);
    await pause(200);
    release();
    await Promise.all(tabs);
    expect([asked(), callsTo('/user/remove')]).toEqual([1, 1]);
  });

  it('is ended when its owner never comes back', async () => {
    await linkBank(client);
    await stopWebhooks();
    await passAndSweep(25);
    expect(items()).toEqual([]);
  });

  it('is ended when its owner did not even come back from Plaid', async () => {
    await finishAtPlaid(await beginLink(client));
    await stopWebhooks();
    expect(control().users()).toHaveLength(1);
    await passAndSweep(25);
    expect([items(), control().users()]).toEqual([[], []]);
  });

  it('is in the schedule again after a restart, as soon as its browser sends a request', async () => {
    await linkBank(client);
    await stopWebhooks();
    app.services.expirySchedule.forget(firstUserId());
    await client.get('/privacy');
    await passAndSweep(25);
    expect(items()).toEqual([]);
  });
});

describe('a visit to Plaid', () => {
  /** What is known of a visit from its webhooks. */
  const hearAndStopWebhooks = async () => {
    await app.pass(0.02);
    for (const item of items()) item.webhook = null;
  };

  it.each<[string, () => Promise<unknown>]>([
    ['was never made', () => beginLink(client, { lifetime: '90' })],
    ['was left at Plaid', async () => giveUpAtPlaid(await beginLink(client, { lifetime: '90' }))],
    [
      'came back with nothing',
      async () => client.get(await giveUpAtPlaid(await beginLink(client, { lifetime: '90' }))),
    ],
  ])('that %s is noted for five hours, however long a bank was to stay', async (_, visit) => {
    await visit();
    await hearAndStopWebhooks();
    await passAndSweep(4.5);
    expect(control().users()).toHaveLength(1);
    await passAndSweep(0.5);
    expect(control().users()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['came back', () => linkBank(client, { lifetime: '90' })],
    ['Plaid alone has told of', async () => finishAtPlaid(await beginLink(client, { lifetime: '90' }))],
  ])('with a bank that %s is noted for as long as the bank was to stay', async (_, visit) => {
    await visit();
    await hearAndStopWebhooks();
    await passAndSweep(89 * 24);
    expect(control().users()).toHaveLength(1);
    await passAndSweep(24);
    expect([items(), control().users()]).toEqual([[], []]);
  });

  it('with a bank is noted by the way back itself, for as long as the bank was to stay', async () => {
    const returnUrl = await finishAtPlaid(await beginLink(client, { lifetime: '90' }));
    const note = vi.spyOn(app.services.expirySchedule, 'note');
    await client.get(returnUrl);
    expect(note.mock.calls).toEqual([[firstUserId(), new Date('2026-08-18T12:00:00Z')]]);
  });
});

describe('extending a connection', () => {
  it('postpones its expiry in the cookie, in the schedule and in the address for Plaid’s webhooks', async () => {
    await linkBank(client);
    const oldWebhook = items()[0]?.webhook;
    expect((await extend('30')).location).toBe('/banks');
    expect(await notices()).toContain('Fernhollow Bank stays connected (30 days).');
    expect(items()[0]?.webhook).not.toBe(oldWebhook);

    await passAndSweep(29 * 24);
    expect((await client.get('/dashboard')).status).toBe(200);
    expect(items()).toHaveLength(1);

    await passAndSweep(2 * 24);
    expect(items()).toEqual([]);
  });

  it('keeps it from being ended by a late retry of a webhook to the old address', async () => {
    await linkBank(client);
    const oldWebhook = items()[0]?.webhook ?? '';
    await extend('30');
    const userId = firstUserId();
    await app.pass(25);
    // As after a restart, when only the address itself says when the Item expires.
    app.services.expirySchedule.forget(userId);
    const headers = { 'plaid-verification': control().sign('{}', app.now()) };
    expect((await fetch(oldWebhook, { method: 'POST', headers, body: '{}' })).status).toBe(200);
    expect(items()).toHaveLength(1);
  });

  it('keeps it from being ended by an older copy of its cookie', async () => {
    await linkBank(client);
    const copy = client.copy();
    await extend('30');
    await app.pass(25);
    await copy.get('/');
    expect(copy.bankCookies).toEqual([]);
    expect(items()).toHaveLength(1);
    expect((await client.get('/dashboard')).status).toBe(200);
  });

  it('extends all that was linked in the same visit, and nothing else', async () => {
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
    await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
    await linkBank(client, { bank: 'ins_900006' });
    await extend('30');
    await passAndSweep(25);
    const left = items().map(({ institution }) => institution.id);
    expect(left.toSorted()).toEqual(['ins_900001', 'ins_900002']);
    expect(banksOf(await client.get('/banks'))).toHaveLength(2);
  });

  it('changes nothing when Plaid does not confirm, and says so', async () => {
    await linkBank(client);
    const jar = new Map(client.jar);
    control().inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/webhook/update' });
    await extend('30');
    expect((await notices())[0]).toContain('Fernhollow Bank could not be kept connected longer');
    for (const name of client.bankCookies) expect(client.jar.get(name)).toBe(jar.get(name));
    await passAndSweep(25);
    expect(items()).toEqual([]);
  });

  it('is taken back at Plaid where the person left before the cookie could be sent', async () => {
    await linkBank(client);
    const endAtPlaid = () =>
      app.services.webhooks.expiryNamedBy(items()[0]?.webhook ?? '', firstUserId())?.getTime();
    const [before, told] = [endAtPlaid(), callsTo('/item/webhook/update')];
    const release = control().hold({ path: '/item/webhook/update' });
    const leaving = new AbortController();
    const extending = client.send('/banks/extend', {
      method: 'POST',
      body: new URLSearchParams({ lifetime: '90' }),
      headers: { 'sec-fetch-site': 'same-origin' },
      signal: leaving.signal,
    });
    await vi.waitFor(() => expect(callsTo('/item/webhook/update')).toBe(told + 1), 10_000);
    leaving.abort();
    await expect(extending).rejects.toThrow();
    const hasLeft = () => app.logLines.some((line) => line.includes('"isAborted":true'));
    await vi.waitFor(() => expect(hasLeft()).toBe(true), 10_000);
    release();
    await vi.waitFor(() => expect(callsTo('/item/webhook/update')).toBe(told + 2), 10_000);
    await vi.waitFor(() => expect(endAtPlaid()).toBe(before), 10_000);
    await passAndSweep(25);
    expect(items()).toEqual([]);
  });

  it('never shortens it', async () => {
    await linkBank(client, { lifetime: '30' });
    await extend('1');
    expect(await notices()).toContain('Fernhollow Bank stays connected longer than that already.');
    await app.pass(48);
    expect((await client.get('/dashboard')).status).toBe(200);
  });

  it('goes no further than the operator allows', async () => {
    const strict = await startClockedApp({ env: { MAX_SESSION_DAYS: '1' } });
    const limited = strict.newClient();
    await linkBank(limited);
    expect((await limited.get('/banks')).page('.rows option').toArray()).toHaveLength(2);
    await strict.pass(1);
    const [slot = ''] = limited.bankCookies;
    await limited.post(`/banks/${slot.slice('bank-'.length)}/extend`, { lifetime: '90' });
    await strict.pass(24.5);
    expect((await limited.get('/dashboard')).location).toBe('/');
    await strict.close();
  });

  it('changes only its cookie where there is no Plaid user', async () => {
    giveBank(app, client);
    await extend('30');
    await app.pass(48);
    expect((await client.get('/dashboard')).status).toBe(200);
  });

  it('is for connections of this browser alone', async () => {
    expect((await client.post('/banks/zzzzzz/extend', { lifetime: '30' })).status).toBe(404);
  });
});
