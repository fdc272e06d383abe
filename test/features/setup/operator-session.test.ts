/** How long the set-up page stays open to a browser in which SETUP_TOKEN was typed in. */

import { afterEach, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { startClockedApp } from '../../support/clocked-app.ts';
import { newKey, startTestApp, type TestApp } from '../../support/test-app.ts';

const TOKEN = 'a-token-of-the-operator';

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function start(env: Record<string, string>): Promise<TestApp> {
  const app = await startTestApp({ env });
  apps.push(app);
  return app;
}

const isOpen = async (client: Client) => (await client.get('/setup')).page('table').length > 0;

async function typeIn(client: Client, token: string): Promise<void> {
  await client.press(await client.get('/setup'), 'Show the set-up', { token });
}

it('ends with another token, in every browser and for every copy of the cookie', async () => {
  const key = newKey();
  const before = await start({ ENCRYPTION_KEYS: key, SETUP_TOKEN: TOKEN });
  const [here, elsewhere] = [before.newClient(), before.newClient()];
  for (const client of [here, elsewhere]) {
    await typeIn(client, TOKEN);
    expect(await isOpen(client)).toBe(true);
  }
  const copy = here.copy();
  const after = await start({ ENCRYPTION_KEYS: key, SETUP_TOKEN: `${TOKEN}-changed` });
  for (const client of [here, elsewhere, copy].map((each) => each.at(after.url))) {
    expect(await isOpen(client)).toBe(false);
    expect((await client.post('/setup/key-check')).location).toBe('/setup');
  }
  expect(after.emulator.control.calls()).toEqual([]);
  await typeIn(here.at(after.url), `${TOKEN}-changed`);
  expect(await isOpen(here.at(after.url))).toBe(true);
});

it('goes on after a restart with the same token, and ends when it is taken away', async () => {
  const env = { ENCRYPTION_KEYS: newKey(), SETUP_TOKEN: TOKEN };
  const client = (await start(env)).newClient();
  await typeIn(client, TOKEN);
  expect(await isOpen(client.at((await start(env)).url))).toBe(true);
  expect(await isOpen(client.at((await start({ ...env, SETUP_TOKEN: '' })).url))).toBe(false);
});

it('ends in this browser at log-out', async () => {
  const client = (await start({ SETUP_TOKEN: TOKEN })).newClient();
  await typeIn(client, TOKEN);
  await client.post('/logout');
  expect(await isOpen(client)).toBe(false);
});

it('ends four hours after the token was typed in, however busy the session is', async () => {
  const app = await startClockedApp({ env: { SETUP_TOKEN: TOKEN } });
  apps.push(app);
  const client = app.newClient();
  await typeIn(client, TOKEN);
  for (const hours of [1.5, 1.5, 0.99]) {
    await app.pass(hours);
    // A notice makes a new session cookie, which is good for another four hours.
    const cookie = client.jar.get('session');
    await client.post('/setup', { token: 'not-the-token-of-it' });
    expect(client.jar.get('session')).not.toBe(cookie);
    expect(await isOpen(client)).toBe(true);
  }
  await app.pass(0.02);
  expect(await isOpen(client)).toBe(false);
});
