/** Ending connections: one bank from its row, and all of them at log-out; each after a question. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { disconnectBank, logOut } from '../../support/disconnect.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
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

describe('disconnecting', () => {
  it('removes one bank: its Item once, its cookie, and nothing of the other bank', async () => {
    const client = await withTwoBanks();
    const [first, second] = items();
    const { page } = await disconnectBank(client);
    expect(page('h1').text()).toBe('Fernhollow Bank is disconnected');
    expect(page('tbody tr').text()).toMatch(
      /^Fernhollow BankRemoved, [\s\S]*to quote to Plaid’s support: \w+\s+Cookie cleared$/,
    );
    expect(removedItems()).toEqual([first?.id]);
    expect(items()).toEqual([second]);
    expect(client.bankCookies).toHaveLength(1);
    const { accounts } = dashboardOf(await client.get('/dashboard'));
    expect(accounts.map(({ about }) => about.split(' · ')[0])).toEqual(Array(2).fill('Quillfeather Cards'));
  });

  it('keeps the cookie when Plaid does not confirm the removal, says so, and offers to try again', async () => {
    const client = await withTwoBanks();
    const end = control().inject({ kind: 'html' }, { path: '/item/remove' });
    const receipt = await disconnectBank(client);
    expect(client.bankCookies).toHaveLength(2);
    expect(receipt.page('h1').text()).toBe('Fernhollow Bank is still connected');
    expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankNot removed[\s\S]*Cookie kept/);
    end();
    await client.press(receipt, 'Try again');
    expect(client.bankCookies).toHaveLength(1);
  });

  it('counts a bank that Plaid no longer knows as disconnected', async () => {
    const client = await withTwoBanks();
    control().inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { path: '/item/remove' });
    const receipt = await disconnectBank(client);
    expect(client.bankCookies).toHaveLength(1);
    expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankAlready gone, /);
  });

  it('removes the Plaid user of a visit with its last bank, and not before', async () => {
    const client = await withTwoBanksOfOneVisit();
    expect(control().users()).toHaveLength(1);
    await disconnectBank(client);
    expect(control().users()).toHaveLength(1);
    await disconnectBank(client, 'Quillfeather Cards');
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
    const { status, headers, page } = await logOut(client);
    expect(status).toBe(200);
    expect(removedItems()).toEqual(ids);
    expect(items()).toEqual([]);
    expect(headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect([...client.jar.keys()]).toEqual([]);
    expect(page('h1').text()).toBe('You are logged out');
    const rows = page('tbody tr').toArray();
    expect(rows.map((row) => page(row).text())).toEqual([
      expect.stringMatching(/^Fernhollow BankRemoved, [\s\S]*Cookie cleared$/),
      expect.stringMatching(/^Quillfeather CardsRemoved, [\s\S]*Cookie cleared$/),
    ]);
  });

  it.each([{}, { PUBLIC_URL: 'https://ledgerless.example' }])(
    'clears every cookie of ours by its name, and none of another site: %j',
    async (env) => {
      const served = await startTestApp({ env });
      const client = served.newClient();
      giveBank(served, client);
      giveBook(served, client, { text: 'rate EUR 1.08 USD' });
      await client.post('/preferences', { theme: 'dark' });
      await beginLink(client);
      const ours = [...client.jar.keys()];
      // The bank, the book, the preferences and the visit to Plaid.
      expect(ours.length).toBeGreaterThanOrEqual(4);
      client.jar.set('_neighbor', '1');
      const { headers } = await client.post('/logout');
      expect([...client.jar.keys()]).toEqual(['_neighbor']);
      const named = headers.getSetCookie().map((line) => line.split('=', 1)[0]);
      expect(named).toEqual(expect.arrayContaining(ours));
      expect(named).not.toContain('_neighbor');
      await served.close();
    },
  );

  it('leaves a bank that another tab has connected while Plaid was asked', async () => {
    const client = await withTwoBanks();
    const release = control().hold({ path: '/item/remove' });
    const leaving = client.post('/logout');
    await expect.poll(removedItems).toHaveLength(2);
    const later = giveBank(app, client, { institutionId: 'ins_900005' });
    release();
    expect((await leaving).page('h1').text()).toBe('You are logged out');
    expect(client.bankCookies).toEqual([`bank-${later}`]);
  });

  it('keeps the cookie of a bank that could not be removed, and says which', async () => {
    const client = await withTwoBanks();
    control().inject({ kind: 'reset' }, { path: '/item/remove', itemId: items()[0]?.id ?? '' });
    const receipt = await client.post('/logout');
    expect(receipt.headers.get('clear-site-data')).toBeNull();
    expect(receipt.page('h1').text()).toBe('Not every bank is disconnected');
    expect(receipt.page('tbody tr').first().text()).toMatch(/^Fernhollow BankNot removed[\s\S]*Cookie kept/);
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
