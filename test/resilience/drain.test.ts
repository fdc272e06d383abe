/** A process is asked to stop: it removes an Item that no browser has, and finishes a page that waits for a bank. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../support/link.ts';
import { newKey } from '../support/test-app.ts';
import { buildBundle, startInstance } from './bundle.ts';

const emulator = await startEmulator();
const bundle = buildBundle({ minify: true });
const settings = {
  PLAID_CLIENT_ID: 'test-client',
  PLAID_SECRET: 'test-secret',
  PLAID_BASE_URL: emulator.baseUrl,
  ENCRYPTION_KEYS: newKey(),
  LIVE_BALANCES: 'view',
};
const instance = await startInstance(bundle, settings);
afterAll(async () => {
  await instance.kill();
  bundle.remove();
  await emulator.close();
});

const callsTo = (path: string) => emulator.control.calls().filter((call) => call.path === path).length;

it('removes an Item that no browser has, and then stops at once', async () => {
  const client = new Client(instance.url);
  const returnUrl = await finishAtPlaid(await beginLink(client));
  const release = emulator.control.hold({ path: '/item/public_token/exchange' });
  const leaving = new AbortController();
  const back = client.send(returnUrl, { signal: leaving.signal });
  while (callsTo('/item/public_token/exchange') === 0) await pause(10);
  leaving.abort();
  await expect(back).rejects.toThrow(/aborted/);

  const stopped = instance.stop();
  expect(await Promise.race([stopped, pause(500, 'still at work')])).toBe('still at work');
  release();
  const start = performance.now();
  expect(await stopped).toBe(0);
  // Work that is not done is given up only after 20 seconds.
  expect(performance.now() - start).toBeLessThan(10_000);
  const exchange = emulator.control.calls().find(({ path }) => path === '/item/public_token/exchange');
  expect(exchange?.status).toBe(200);
  expect(emulator.control.items()).toEqual([]);
  expect(emulator.control.users()).toEqual([]);
});

it('finishes a page that waits for a balance with what it has, before the process is ended', async () => {
  const other = await startInstance(bundle, settings);
  const client = new Client(other.url);
  await linkBank(client);
  const release = emulator.control.hold({ path: '/accounts/balance/get' });
  const before = callsTo('/accounts/balance/get');
  const page = client.get('/dashboard');
  while (callsTo('/accounts/balance/get') === before) await pause(10);
  const start = performance.now();
  const stopped = other.stop();
  const { text } = await page;
  release();
  expect(text).toMatch(/<\/html>\s*$/);
  expect(text).toContain('so the last known ones are shown');
  expect(text).toMatch(/\$\d/);
  expect(await stopped).toBe(0);
  expect(performance.now() - start).toBeLessThan(25_000);
});
