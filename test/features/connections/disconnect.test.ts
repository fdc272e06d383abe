import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

const removals = () => app.emulator.control.calls().filter(({ path }) => path === '/item/remove');

async function withTwoBanks(): Promise<Client> {
  const client = app.newClient();
  await linkBank(client, { bank: 'ins_900001' });
  await linkBank(client, { bank: 'ins_900002' });
  return client;
}

it('disconnects one bank: ended once at Plaid, its cookie gone, the other untouched', async () => {
  const client = await withTwoBanks();
  const [first, second] = app.emulator.control.items();
  const answer = await client.press(await client.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(answer.page('h1').text()).toBe('Fernhollow Bank is disconnected');
  expect(answer.page('tbody tr').text()).toMatch(/^Fernhollow BankRemoved, .* request \w+Cookie cleared$/);
  expect(removals().map(({ itemId }) => itemId)).toEqual([first?.id]);
  expect(app.emulator.control.items()).toEqual([second]);
  expect(client.bankCookies).toHaveLength(1);
  const { accounts } = dashboardOf(await client.get('/dashboard'));
  expect(accounts.map(({ about }) => about.split(' · ')[0])).toEqual(Array(2).fill('Quillfeather Cards'));
});

it('keeps the cookie when Plaid does not confirm the end, says so, and lets the person try again', async () => {
  const client = await withTwoBanks();
  const end = app.emulator.control.inject({ kind: 'html' }, { path: '/item/remove' });
  const receipt = await client.press(await client.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(client.bankCookies).toHaveLength(2);
  expect(receipt.page('h1').text()).toBe('Fernhollow Bank is still connected');
  expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankNot removed.*Cookie kept/);
  end();
  await client.press(receipt, 'Try again');
  expect(client.bankCookies).toHaveLength(1);
});

it('counts a bank that Plaid no longer knows as disconnected', async () => {
  const client = await withTwoBanks();
  app.emulator.control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { path: '/item/remove' });
  const receipt = await client.press(await client.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(client.bankCookies).toHaveLength(1);
  expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankAlready gone, /);
});

it('ends the user of a visit with its last bank, and not before', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
  const users = () => app.emulator.control.users();
  expect(users()).toHaveLength(1);
  await client.press(await client.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(users()).toHaveLength(1);
  await client.press(await client.get('/privacy'), 'Disconnect Quillfeather Cards');
  expect(users()).toEqual([]);
});

it('says where everything else can be ended', async () => {
  const receipt = await app.newClient().post('/logout');
  expect(receipt.page('main a[href="https://my.plaid.com"]')).toHaveLength(1);
});

it.each(['zzzzzz', 'constructor', '..%2F..%2Flogout', '%00'])('knows no bank called %s', async (id) => {
  const client = await withTwoBanks();
  expect((await client.post(`/banks/${id}/disconnect`)).status).toBe(404);
  expect(removals()).toEqual([]);
  expect(client.bankCookies).toHaveLength(2);
});

it('ends every bank exactly once at log-out, clears the browser and gives a receipt', async () => {
  const client = await withTwoBanks();
  const ids = app.emulator.control.items().map(({ id }) => id);
  const receipt = await client.press(await client.get('/dashboard'), 'Log out');
  expect(receipt.status).toBe(200);
  expect(removals().map(({ itemId }) => itemId)).toEqual(ids);
  expect(app.emulator.control.items()).toEqual([]);
  expect(receipt.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
  expect([...client.jar.keys()]).toEqual([]);
  expect(receipt.page('h1').text()).toBe('You are logged out');
  expect(
    receipt
      .page('tbody tr')
      .toArray()
      .map((row) => receipt.page(row).text()),
  ).toEqual([
    expect.stringMatching(/^Fernhollow BankRemoved, .*Cookie cleared$/),
    expect.stringMatching(/^Quillfeather CardsRemoved, .*Cookie cleared$/),
  ]);
});

it('keeps only the key of the bank whose end failed at log-out, and says which', async () => {
  const client = await withTwoBanks();
  const [first] = app.emulator.control.items();
  app.emulator.control.inject({ kind: 'reset' }, { path: '/item/remove', itemId: first?.id ?? '' });
  const receipt = await client.post('/logout');
  expect(receipt.headers.get('clear-site-data')).toBeNull();
  expect(receipt.page('h1').text()).toBe('Not every bank is disconnected');
  expect(receipt.page('tbody tr').first().text()).toMatch(/^Fernhollow BankNot removed.*Cookie kept/);
  expect(client.bankCookies).toHaveLength(1);
  app.emulator.control.reset();
  await client.press(receipt, 'Try again');
  expect([...client.jar.keys()]).toEqual([]);
});

it('shows nothing to someone who kept copies of the cookies from before the log-out', async () => {
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
  const receipt = await client.post('/logout');
  expect(receipt.page('h1').text()).toBe('You are logged out');
  expect(client.jar.size).toBe(0);
});
