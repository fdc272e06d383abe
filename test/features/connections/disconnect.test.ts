/** Ending connections: one bank on the privacy page, all of them at log-out, and one by its disconnect link. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';
import { newKey, startTestApp, type TestApp } from '../../support/test-app.ts';

const ENCRYPTION_KEYS = newKey();
/** A link of 2026-11-26, and the key it was sealed with. */
const SAVED_KEY = Buffer.from('a key of a test and nowhere else').toString('base64');
const SAVED =
  '/disconnect/v1.eStz2OEg.XgQLM8idvxxEDV00T96vvmjjYff9kiN0LX3kiFuhZHS6y59hgTb1dbTwG7qoHlJgv7PvUeKKVeNVs73Gk3oUhiT7yuUIZ1o6ho6hug';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp({ env: { ENCRYPTION_KEYS } });
});
afterEach(() => app.close());

const control = () => app.emulator.control;
const items = () => app.emulator.control.items();
const removedItems = () =>
  asked(app.emulator).flatMap(({ path, itemId }) => (path === '/item/remove' ? [itemId] : []));

async function withBanks(...banks: string[]): Promise<Client> {
  const client = app.newClient();
  for (const bank of banks) await linkBank(client, { bank });
  return client;
}

/** Both linked in one visit to Plaid, so that they have one user. */
async function withTwoBanksOfOneVisit(): Promise<Client> {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
  return client;
}

const withTwoBanks = () => withBanks('ins_900001', 'ins_900002');
const disconnect = async (client: Client, name = 'Fernhollow Bank') =>
  client.press(await client.get('/privacy'), `Disconnect ${name}`);

describe('disconnecting', () => {
  it('removes one bank: its Item once, its cookie, and nothing of the other bank', async () => {
    const client = await withTwoBanks();
    const [first, second] = items();
    const { page } = await disconnect(client);
    expect(page('h1').text()).toBe('Fernhollow Bank is disconnected');
    expect(page('tbody tr').text()).toMatch(/^Fernhollow BankRemoved, .* request \w+Cookie cleared$/);
    expect(removedItems()).toEqual([first?.id]);
    expect(items()).toEqual([second]);
    expect(client.bankCookies).toHaveLength(1);
    const { accounts } = dashboardOf(await client.get('/dashboard'));
    expect(accounts.map(({ about }) => about.split(' · ')[0])).toEqual(Array(2).fill('Quillfeather Cards'));
  });

  it('keeps the cookie when Plaid does not confirm the removal, says so, and offers to try again', async () => {
    const client = await withTwoBanks();
    const end = control().inject({ kind: 'html' }, { path: '/item/remove' });
    const receipt = await disconnect(client);
    expect(client.bankCookies).toHaveLength(2);
    expect(receipt.page('h1').text()).toBe('Fernhollow Bank is still connected');
    expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankNot removed.*Cookie kept/);
    end();
    await client.press(receipt, 'Try again');
    expect(client.bankCookies).toHaveLength(1);
  });

  it('counts a bank that Plaid no longer knows as disconnected', async () => {
    const client = await withTwoBanks();
    control().inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { path: '/item/remove' });
    const receipt = await disconnect(client);
    expect(client.bankCookies).toHaveLength(1);
    expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankAlready gone, /);
  });

  it('removes the Plaid user of a visit with its last bank, and not before', async () => {
    const client = await withTwoBanksOfOneVisit();
    expect(control().users()).toHaveLength(1);
    await disconnect(client);
    expect(control().users()).toHaveLength(1);
    await disconnect(client, 'Quillfeather Cards');
    expect(control().users()).toEqual([]);
  });

  it.each(['zzzzzz', 'constructor', '..%2F..%2Flogout', '%00'])('knows no bank called %s', async (id) => {
    const client = await withTwoBanks();
    expect((await client.post(`/banks/${id}/disconnect`)).status).toBe(404);
    expect(removedItems()).toEqual([]);
    expect(client.bankCookies).toHaveLength(2);
  });
});

describe('log-out', () => {
  it('removes every Item exactly once, clears the browser and gives a receipt', async () => {
    const client = await withTwoBanks();
    const ids = items().map(({ id }) => id);
    const { status, headers, page } = await client.press(await client.get('/dashboard'), 'Log out');
    expect(status).toBe(200);
    expect(removedItems()).toEqual(ids);
    expect(items()).toEqual([]);
    expect(headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    expect([...client.jar.keys()]).toEqual([]);
    expect(page('h1').text()).toBe('You are logged out');
    const rows = page('tbody tr').toArray();
    expect(rows.map((row) => page(row).text())).toEqual([
      expect.stringMatching(/^Fernhollow BankRemoved, .*Cookie cleared$/),
      expect.stringMatching(/^Quillfeather CardsRemoved, .*Cookie cleared$/),
    ]);
  });

  it('keeps the cookie of a bank that could not be removed, and says which', async () => {
    const client = await withTwoBanks();
    control().inject({ kind: 'reset' }, { path: '/item/remove', itemId: items()[0]?.id ?? '' });
    const receipt = await client.post('/logout');
    expect(receipt.headers.get('clear-site-data')).toBeNull();
    expect(receipt.page('h1').text()).toBe('Not every bank is disconnected');
    expect(receipt.page('tbody tr').first().text()).toMatch(/^Fernhollow BankNot removed.*Cookie kept/);
    expect(client.bankCookies).toHaveLength(1);
    control().reset();
    await client.press(receipt, 'Try again');
    expect([...client.jar.keys()]).toEqual([]);
  });

  it('makes copies of the cookies from before it useless', async () => {
    const client = await withTwoBanks();
    const thief = client.copy();
    await client.post('/logout');
    const { accounts, latest, attention } = dashboardOf(await thief.get('/dashboard'));
    expect([accounts, latest]).toEqual([[], []]);
    expect(attention).toHaveLength(2);
    expect(attention[0]).toContain('is no longer connected');
    expect((await thief.get('/transactions')).page('.entry')).toHaveLength(0);
  });

  it('logs out whoever has no bank as well', async () => {
    const client = app.newClient();
    await client.get('/link/return');
    expect(client.jar.size).toBe(1);
    const { page } = await client.post('/logout');
    expect(page('h1').text()).toBe('You are logged out');
    expect(client.jar.size).toBe(0);
  });

  it('says where connections to other apps can be ended', async () => {
    const { page } = await app.newClient().post('/logout');
    expect(page('main a[href="https://my.plaid.com"]')).toHaveLength(1);
  });
});

describe('a disconnect link', () => {
  async function linkOf(client: Client, name = 'Fernhollow Bank'): Promise<string> {
    const { page } = await client.get('/privacy');
    const link = page('.banks a').filter((_, element) => page(element).text().includes(name));
    return link.attr('href') ?? '';
  }
  const headingOf = async (answer: ReturnType<Client['get']>) => (await answer).page('h1').text();

  it('removes its bank from a browser without any cookie, at any instance, after one question', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const elsewhere = await startTestApp({ env: { ENCRYPTION_KEYS }, emulator: app.emulator });
    const stranger = elsewhere.newClient();
    const question = await stranger.get(link);
    expect(question.page('h1').text()).toBe('Disconnect this bank?');
    expect(items()).toHaveLength(1);
    expect(await headingOf(stranger.press(question, 'Disconnect it'))).toBe('The bank is disconnected');
    expect([items(), control().users()]).toEqual([[], []]);
    await elsewhere.close();
  });

  it('removes only its own bank of a visit', async () => {
    const client = await withTwoBanksOfOneVisit();
    await app.newClient().post(await linkOf(client, 'Quillfeather'));
    expect(items().map(({ institution }) => institution.id)).toEqual(['ins_900001']);
  });

  it('says so when the bank is already disconnected', async () => {
    const client = await withBanks('ins_900001');
    const link = await linkOf(client);
    await client.post('/logout');
    expect(await headingOf(app.newClient().post(link))).toBe('That bank was disconnected before');
  });

  it('still opens when it was saved long ago', async () => {
    const longAgo = await startTestApp({ env: { ENCRYPTION_KEYS: SAVED_KEY } });
    const { status, page } = await longAgo.newClient().get(SAVED);
    expect([status, page('h1').text()]).toEqual([200, 'Disconnect this bank?']);
    await longAgo.close();
  });

  it('can be tried again when Plaid does not confirm', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    const failed = await app.newClient().post(link);
    expect(failed.page('h1').text()).toBe('The bank is still connected');
    restore();
    await app.newClient().press(failed, 'Try again');
    expect(items()).toEqual([]);
  });

  it('works for a bank without a Plaid user', async () => {
    const client = app.newClient();
    giveBank(app, client);
    await app.newClient().post(await linkOf(client));
    expect(items()).toEqual([]);
  });

  it('reveals nothing of the bank to whoever has it', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const before = asked(app.emulator).length;
    const { text } = await app.newClient().get(link);
    expect(text).not.toContain('Fernhollow');
    expect(asked(app.emulator)).toHaveLength(before);
    const [item] = items();
    for (const secret of [item?.accessToken, item?.id, control().users()[0]?.id]) {
      expect(Buffer.from(link.split('.').at(-1) ?? '', 'base64url').includes(secret ?? '?')).toBe(false);
    }
  });

  it('is no cookie, session or webhook, and none of these is a disconnect link', async () => {
    const client = await withBanks('ins_900001');
    const sealed = (await linkOf(client)).split('/').at(-1) ?? '';
    const thief = app.newClient();
    thief.jar.set('bank-abcdef', sealed).set('session', sealed);
    expect((await thief.get('/dashboard')).location).toBe('/');
    const webhook = items()[0]?.webhook?.split('/').at(-1);
    for (const other of [
      client.jar.get(client.bankCookies[0] ?? ''),
      webhook,
      'v1.forged.AAAA',
      `${sealed}x`,
    ]) {
      expect((await client.post(`/disconnect/${other}`)).status).toBe(404);
      expect((await client.get(`/disconnect/${other}`)).status).toBe(404);
    }
    expect(items()).toHaveLength(1);
  });

  it('does nothing when another site sends its form', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await app.newClient().send(link, { method: 'POST', headers })).status).toBe(403);
    expect(items()).toHaveLength(1);
  });
});
