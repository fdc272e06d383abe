/** A process is asked to stop while it handles the return of a browser that has left: the new Item is removed first. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { beginLink, finishAtPlaid } from '../support/link.ts';
import { newKey } from '../support/test-app.ts';
import { scaled } from '../support/time-limits.ts';
import { buildBundle, startInstance } from './bundle.ts';

const emulator = await startEmulator();
const bundle = buildBundle({ minify: true });
const instance = await startInstance(bundle, {
  PLAID_CLIENT_ID: 'test-client',
  PLAID_SECRET: 'test-secret',
  PLAID_BASE_URL: emulator.baseUrl,
  ENCRYPTION_KEYS: newKey(),
});
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
  expect(emulator.control.items()).toHaveLength(1);
  release();
  const start = performance.now();
  expect(await stopped).toBe(0);
  expect(performance.now() - start).toBeLessThan(scaled(2_000));
  expect(emulator.control.items()).toEqual([]);
  expect(emulator.control.users()).toEqual([]);
});
