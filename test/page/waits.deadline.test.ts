/** How long a reader waits at most when Plaid is slow or fails. */

import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { startClockedApp } from '../support/clocked-app.ts';
import { giveBank } from '../support/give-bank.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid, linkBank } from '../support/link.ts';
import { scaled } from '../support/time-limits.ts';

const app = await startClockedApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

it('a reader waits ten seconds at most for a bank whose calls all fail', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  app.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' });
  expect(await msOf(() => client.get('/dashboard'))).toBeLessThan(10_000 + scaled(500));
});

it('a reader waits five seconds at most for an expired bank to be removed at Plaid', async () => {
  const client = app.newClient();
  await linkBank(client);
  await app.pass(0.02);
  for (const item of app.emulator.control.items()) item.webhook = null;
  await app.pass(25);
  const release = app.emulator.control.hold({ path: '/user/remove' });
  expect(await msOf(() => client.get('/'))).toBeLessThan(5_000 + scaled(1_000));
  release();
  await vi.waitFor(() => expect(app.emulator.control.items()).toEqual([]), 10_000);
});

it.each([
  ['given up in one tab and finished in the other', [giveUpAtPlaid, finishAtPlaid]],
  ['finished in one tab and given up in the other', [finishAtPlaid, giveUpAtPlaid]],
])('a reader does not wait for a visit to Plaid that was %s', async (_, steps) => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  let returnUrl = '';
  for (const step of steps) returnUrl = await step(hostedUrl);
  expect(await msOf(() => client.get(returnUrl))).toBeLessThan(scaled(2_000));
  expect(client.bankCookies).toHaveLength(1);
});

it('Plaid waits a second at most for the answer to a webhook whose work takes longer', async () => {
  await linkBank(app.newClient());
  const { control } = app.emulator;
  const { webhook = '' } = control.items()[0] ?? {};
  const release = control.hold({ path: '/user/remove' });
  const passing = app.pass(25);
  await vi.waitFor(
    () => expect(control.calls().map(({ path }) => path)).toContain('/user/items/get'),
    10_000,
  );
  const headers = {
    'Content-Type': 'application/json',
    'Plaid-Verification': control.sign('{}', app.now()),
  };
  const ms = await msOf(() => fetch(webhook ?? '', { method: 'POST', headers, body: '{}' }));
  expect(ms).toBeLessThan(1_000 + scaled(900));
  await passing;
  release();
  await vi.waitFor(() => expect(control.items()).toEqual([]), 10_000);
});
