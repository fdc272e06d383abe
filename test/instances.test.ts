import { afterAll, expect, it } from 'vitest';
import type { Client } from './support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from './support/link.ts';
import { dashboardOf } from './support/pages.ts';
import { newKey, startTestApp, type TestApp } from './support/test-app.ts';

const [OLD_KEY, KEY] = [newKey(), newKey()];

let second: TestApp;
const first = await startTestApp({ env: { ENCRYPTION_KEYS: KEY } });
second = await startTestApp({ env: { ENCRYPTION_KEYS: KEY }, emulator: first.emulator });
afterAll(async () => {
  await second.close();
  await first.close();
});

const banksSeen = async (client: Client) =>
  new Set(dashboardOf(await client.get('/dashboard')).accounts.map(({ about }) => about.split(' · ')[0]));

it('serves one person from two instances in turn, one of them restarted half-way', async () => {
  const person = first.newClient();
  await linkBank(person);
  await linkBank(person.at(second.url), { bank: 'ins_900002' });
  const both = new Set(['Fernhollow Bank', 'Quillfeather Cards']);
  for (let turn = 0; turn < 8; turn++) {
    if (turn === 4) {
      await second.close();
      second = await startTestApp({ env: { ENCRYPTION_KEYS: KEY }, emulator: first.emulator });
    }
    const instance = turn % 2 === 0 ? first : second;
    expect(await banksSeen(person.at(instance.url))).toEqual(both);
    expect((await person.at(instance.url).get('/transactions')).status).toBe(200);
  }
  await person.at(second.url).post('/logout');
  expect(person.jar.size).toBe(0);
  expect((await person.at(first.url).get('/dashboard')).location).toBe('/');
});

it('finishes at one instance what was begun at the other, although that one is gone', async () => {
  const beginning = await startTestApp({ env: { ENCRYPTION_KEYS: KEY }, emulator: first.emulator });
  const person = beginning.newClient();
  const hostedUrl = await beginLink(person, { lifetime: '30' });
  await beginning.close();
  const { pathname } = new URL(await finishAtPlaid(hostedUrl));
  expect((await person.at(second.url).get(pathname)).location).toBe('/dashboard');
  const { notices } = dashboardOf(await person.at(first.url).get('/dashboard'));
  expect(notices).toEqual(['Fernhollow Bank is connected (30 days).']);
});

it('shows a notice of one instance on a page of the other', async () => {
  const person = first.newClient();
  await person.get('/link/return');
  const { page } = await person.at(second.url).get('/');
  expect(page('.notice').text()).toContain('There was no linking to finish');
});

it('keeps everyone logged in while the key is changed, and seals their cookies anew', async () => {
  const { emulator } = first;
  const before = await startTestApp({ env: { ENCRYPTION_KEYS: OLD_KEY }, emulator });
  const person = before.newClient();
  await linkBank(person);
  await before.close();
  const [name = ''] = person.bankCookies;
  const oldCookie = person.jar.get(name);

  const during = await startTestApp({ env: { ENCRYPTION_KEYS: `${KEY},${OLD_KEY}` }, emulator });
  expect((await person.at(during.url).get('/privacy')).page('.banks li')).toHaveLength(1);
  expect(person.jar.get(name)).not.toBe(oldCookie);
  const newCookie = person.jar.get(name);
  await person.at(during.url).get('/privacy');
  expect(person.jar.get(name)).toBe(newCookie);
  await during.close();

  expect(await banksSeen(person.at(first.url))).toEqual(new Set(['Fernhollow Bank']));
});

it('knows nobody whose cookie a key sealed that has been taken away', async () => {
  const { emulator } = first;
  const before = await startTestApp({ env: { ENCRYPTION_KEYS: OLD_KEY }, emulator });
  const person = before.newClient();
  await linkBank(person);
  await before.close();
  expect((await person.at(first.url).get('/dashboard')).location).toBe('/');
  expect(person.bankCookies).toEqual([]);
});
