/** Cookies that open but hold no connection, such as those of another version. */

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DEMO_ROUTES, ROUTES } from '../routes/table.ts';
import { methodOf, pathOf } from '../routes/visit.ts';
import type { Browser } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';

const GUARDED = Object.entries({ ...ROUTES, ...DEMO_ROUTES })
  .filter(
    ([name, { anonymous, known }]) =>
      anonymous !== known && /^(303 \/|401)$/.test(anonymous) && !name.includes(':'),
  )
  .filter(([name]) => name !== 'POST /sign-out');

let house: House;
let visitor: Browser;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  visitor = house.visitor();
});

/** Puts a sealed cookie into the jar of which nothing can be made. */
function giveUnusable(): void {
  const name = 'bank-unusable';
  const end = new Date(house.services.now().getTime() + 86_400_000);
  visitor.jar.set(
    name,
    house.services.sealer.seal(Buffer.from('\0\xff\xff'), end, { purpose: 'bank', name }),
  );
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
  const answer = await visitor.send(pathOf(name), {
    method: methodOf(name),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const { status, location } = answer;
  expect(location === null ? String(status) : `${status} ${location}`).toBe(anonymous);
  expect(visitor.bankCookies).toEqual([]);
});

it('do not take a bank with them that can be used', async () => {
  giveBank(house, visitor);
  giveUnusable();
  expect((await visitor.get('/dashboard')).status).toBe(200);
  expect(visitor.bankCookies).toHaveLength(1);
});
