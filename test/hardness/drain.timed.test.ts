/** A process that is asked to stop while it works for a reader who has left: a bank is ended that nobody holds a key to. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { Browser } from '../support/browser.ts';
import { newKey } from '../support/house.ts';
import { beginLink, finishAtPlaid } from '../support/link.ts';
import { scaled } from '../support/time-limits.ts';
import { type Bundle, buildBundle, type Instance, startInstance } from './bundle.ts';

let emulator: Emulator;
let bundle: Bundle;
let instance: Instance;
beforeAll(async () => {
  emulator = await startEmulator();
  bundle = await buildBundle({ minify: true });
  instance = await startInstance(bundle, {
    PLAID_CLIENT_ID: 'test-client',
    PLAID_SECRET: 'test-secret',
    PLAID_BASE_URL: emulator.baseUrl,
    ENCRYPTION_KEYS: newKey(),
  });
}, 60_000);
afterAll(async () => {
  await instance.kill();
  bundle.remove();
  await emulator.close();
});

const callsTo = (path: string) => emulator.control.calls().filter((call) => call.path === path).length;

it('finishes that work first, and then stops at once', async () => {
  const visitor = new Browser(instance.url);
  const returnUrl = await finishAtPlaid(await beginLink(visitor));
  const release = emulator.control.hold({ path: '/item/public_token/exchange' });
  const leaving = new AbortController();
  const back = visitor.send(returnUrl, { signal: leaving.signal });
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
