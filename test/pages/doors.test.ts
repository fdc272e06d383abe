import type { Express } from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { asked } from '../support/asked.ts';
import type { Browser } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';

let house: House;
let visitor: Browser;
beforeAll(async () => {
  house = await openHouse();
  visitor = house.visitor();
  giveBank(house, visitor);
});
afterAll(() => house.close());

/** Every address that a form can be sent to, read from the app itself so that none is forgotten; Plaid sends none. */
function postRoutes(app: Express): string[] {
  return app.router.stack
    .flatMap(({ route }) => (route?.stack.some(({ method }) => method === 'post') ? [route.path] : []))
    .filter((path) => !path.startsWith('/plaid/'))
    .map((path) => path.replace(/:\w+/g, [...visitor.jar.keys()][0]?.slice('bank-'.length) ?? ''));
}

const FORGERIES: Record<string, Record<string, string>> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'another subdomain of ours': { 'sec-fetch-site': 'same-site' },
  'no site at all': { 'sec-fetch-site': 'none' },
  'a browser that says neither': {},
  'another origin, from an older browser': { origin: 'https://evil.example' },
  'an origin of null': { origin: 'null' },
  'a site that also claims our origin': { 'sec-fetch-site': 'cross-site', origin: 'OURS' },
};

it.each(Object.entries(FORGERIES))('refuses every form from %s', async (_, headers) => {
  const routes = postRoutes(createApp(house.services));
  expect(routes).toEqual(expect.arrayContaining(['/link', '/logout', '/preferences']));
  const before = asked(house.emulator).length;
  for (const path of routes) {
    const given = Object.entries(headers).map(([name, value]) => [name, value.replace('OURS', house.url)]);
    const answer = await visitor.send(path, { method: 'POST', headers: Object.fromEntries(given) });
    expect([path, answer.status]).toEqual([path, 403]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
  expect(asked(house.emulator)).toHaveLength(before);
});

it('accepts a form of ours from an older browser, by its origin', async () => {
  const answer = await visitor.send('/preferences', { method: 'POST', headers: { origin: house.url } });
  expect(answer.status).toBe(303);
});

it.each(['/dashboard', '/transactions', '/dashboard?days=730', '/transactions?q=rent'])(
  'sends whoever has no bank from %s to the front page',
  async (path) => {
    const answer = await house.visitor().get(path);
    expect([answer.status, answer.location]).toEqual([303, '/']);
  },
);

it('takes a cookie of another server’s key for none, and clears it', async () => {
  const elsewhere = await openHouse({ emulator: house.emulator });
  const stranger = visitor.at(elsewhere.url).copy();
  const answer = await stranger.get('/dashboard');
  expect([answer.status, answer.location]).toEqual([303, '/']);
  expect(stranger.bankCookies).toEqual([]);
  await elsewhere.close();
});

it('takes a bank’s cookie under another bank’s name for none', async () => {
  const [[name, value] = ['', '']] = [...visitor.jar];
  const mover = house.visitor();
  mover.jar.set('bank-movedx', value);
  expect((await mover.get('/dashboard')).location).toBe('/');
  const keeper = house.visitor();
  keeper.jar.set(name, value);
  expect((await keeper.get('/transactions')).status).toBe(200);
});

it('takes a cookie whose time is over for none, whatever the browser thinks', async () => {
  let now = Date.now();
  const clocked = await openHouse({ now: () => new Date(now) });
  const sleeper = clocked.visitor();
  giveBank(clocked, sleeper);
  now += 86_399_000;
  expect((await sleeper.get('/privacy')).page('.banks li')).toHaveLength(1);
  now += 2_000;
  const copy = sleeper.copy();
  expect((await copy.get('/dashboard')).location).toBe('/');
  expect(copy.bankCookies).toEqual([]);
  await clocked.close();
});

it('names its cookies __Host- and marks them Secure where the public address is https', async () => {
  const secure = await openHouse({ env: { PUBLIC_URL: 'https://money.example' } });
  const answer = await fetch(`${secure.url}/link`, {
    method: 'POST',
    headers: { origin: 'https://money.example' },
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(/^__Host-session=/);
  for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) {
    expect(cookies[0]).toContain(`; ${attribute}`);
  }
  expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=63072000/);
  await secure.close();
});

it('answers a health check without a cookie, a session or a call to Plaid', async () => {
  const before = asked(house.emulator).length;
  const answer = await visitor.get('/healthz');
  expect([answer.status, answer.text]).toEqual([200, 'ok']);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(asked(house.emulator)).toHaveLength(before);
});
