/** Several instances over the same keys, and keys that are changed. */

import { afterAll, expect, it, vi } from 'vitest';
import type { Client } from './support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from './support/link.ts';
import { banksOf, dashboardOf } from './support/pages.ts';
import { newKey, startTestApp } from './support/test-app.ts';

const [OLD_KEY, KEY] = [newKey(), newKey()];

const first = await startTestApp({ env: { ENCRYPTION_KEYS: KEY } });
const { emulator } = first;
const startInstance = (keys = KEY) => startTestApp({ emulator, env: { ENCRYPTION_KEYS: keys } });
let second = await startInstance();
afterAll(async () => {
  await second.close();
  await first.close();
});

const banksSeen = async (client: Client) =>
  new Set(dashboardOf(await client.get('/dashboard')).accounts.map(({ about }) => about.split(' · ')[0]));

it('two instances answer one browser in turn, though one is restarted half-way', async () => {
  const client = first.newClient();
  await linkBank(client);
  await linkBank(client.at(second.url), { bank: 'ins_900002' });
  const both = new Set(['Fernhollow Bank', 'Quillfeather Cards']);
  for (let turn = 0; turn < 8; turn++) {
    if (turn === 4) {
      await second.close();
      second = await startInstance();
    }
    const instance = turn % 2 === 0 ? first : second;
    expect(await banksSeen(client.at(instance.url))).toEqual(both);
    expect((await client.at(instance.url).get('/transactions')).status).toBe(200);
  }
  await client.at(second.url).post('/logout');
  expect(client.jar.size).toBe(0);
  expect((await client.at(first.url).get('/dashboard')).location).toBe('/');
});

it('one instance finishes the linking that another began, though that one has stopped', async () => {
  const beginning = await startInstance();
  const client = beginning.newClient();
  const hostedUrl = await beginLink(client, { lifetime: '30' });
  await beginning.close();
  const { pathname, search } = new URL(await finishAtPlaid(hostedUrl));
  expect((await client.at(second.url).get(pathname + search)).location).toBe('/dashboard');
  const { notices } = dashboardOf(await client.at(first.url).get('/dashboard'));
  expect(notices).toEqual(['Fernhollow Bank is connected (30 days).']);
});

it('a notice of one instance is shown on a page of another', async () => {
  const client = first.newClient();
  await client.get('/link/return');
  const { page } = await client.at(second.url).get('/');
  expect(page('.notice').text()).toContain('There was no bank connection to finish');
});

it('nobody is logged out while the key is changed, and cookies are sealed anew', async () => {
  const before = await startInstance(OLD_KEY);
  const client = before.newClient();
  await linkBank(client);
  await before.close();
  const [name = ''] = client.bankCookies;
  const oldCookie = client.jar.get(name);

  const during = await startInstance(`${KEY},${OLD_KEY}`);
  // This page waits for Plaid before it is sent, and the next does not.
  expect(banksOf(await client.at(during.url).get('/banks'))).toHaveLength(1);
  expect(client.jar.get(name)).toBe(oldCookie);
  await client.at(during.url).get('/dashboard');
  expect(client.jar.get(name)).not.toBe(oldCookie);
  const newCookie = client.jar.get(name);
  await client.at(during.url).get('/privacy');
  expect(client.jar.get(name)).toBe(newCookie);
  await during.close();

  expect(await banksSeen(client.at(first.url))).toEqual(new Set(['Fernhollow Bank']));
});

it('a slow page does not bring back the bank as it was, though its cookie is of the old key', async () => {
  const before = await startInstance(OLD_KEY);
  const client = before.newClient();
  await linkBank(client, { lifetime: '1' });
  await before.close();
  const during = await startInstance(`${KEY},${OLD_KEY}`);
  const browser = client.at(during.url);
  const { control } = emulator;
  const asked = () => control.calls().filter(({ path }) => path === '/accounts/get').length;

  const askedBefore = asked();
  const release = control.hold({ path: '/accounts/get', times: 1 });
  const slow = browser.get('/banks');
  await vi.waitFor(() => expect(asked()).toBe(askedBefore + 1), 10_000);
  await browser.post('/banks/extend', { lifetime: '90' });
  release();
  await slow;
  const { banks } = JSON.parse((await browser.get('/privacy.json')).text).inYourBrowser;
  expect(Date.parse(banks[0].expiresAt) - Date.now()).toBeGreaterThan(89 * 86_400_000);
  await during.close();
});

it('cookies sealed with a key that was removed open nothing until the key is back', async () => {
  const before = await startInstance(OLD_KEY);
  const client = before.newClient();
  await linkBank(client);
  await before.close();
  expect((await client.at(first.url).get('/dashboard')).location).toBe('/');
  const restored = await startInstance(OLD_KEY);
  expect(banksOf(await client.at(restored.url).get('/banks'))).toEqual(['Fernhollow Bank']);
  await restored.close();
});
