/** Cookies that open but hold no connection, such as those of another version. */

import { afterAll, beforeEach, expect, it } from 'vitest';
import { DEMO_ROUTES, ROUTES } from '../routes/table.ts';
import { methodOf, pathOf } from '../routes/visit.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const GUARDED = Object.entries({ ...ROUTES, ...DEMO_ROUTES })
  .filter(
    ([name, { anonymous, known }]) =>
      anonymous !== known && /^(303 \/|401)$/.test(anonymous) && !name.includes(':'),
  )
  .filter(([name]) => name !== 'POST /sign-out');

let client: Client;
const app = await startTestApp();
afterAll(() => app.close());
beforeEach(() => {
  client = app.newClient();
});

/** Puts a sealed cookie into the jar of which nothing can be made. */
function giveUnusable(): void {
  const name = 'bank-unusable';
  const end = new Date(app.services.now().getTime() + 86_400_000);
  client.jar.set(name, app.services.sealer.seal(Buffer.from('\0\xff\xff'), end, { purpose: 'bank', name }));
}

it('are looked for on every page and answer that needs a bank', () => {
  expect(GUARDED.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'GET /dashboard',
      'GET /transactions',
      'GET /transactions.csv',
      'GET /api/credit',
    ]),
  );
});

it.each(GUARDED)('are no bank to %s, and are cleared by it', async (name, { anonymous }) => {
  giveUnusable();
  const answer = await client.send(pathOf(name), {
    method: methodOf(name),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const { status, location } = answer;
  expect(location === null ? String(status) : `${status} ${location}`).toBe(anonymous);
  expect(client.bankCookies).toEqual([]);
});

it('do not take a bank with them that can be used', async () => {
  giveBank(app, client);
  giveUnusable();
  expect((await client.get('/dashboard')).status).toBe(200);
  expect(client.bankCookies).toHaveLength(1);
});
