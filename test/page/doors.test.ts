import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('accepts a form of ours from an older browser, by its origin', async () => {
  const answer = await visitor.send('/preferences', { method: 'POST', headers: { origin: house.url } });
  expect(answer.status).toBe(303);
});

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
  expect(cookies).toEqual([
    expect.stringMatching(/^__Host-session=s%3Av1\.[\w.%-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  await secure.close();
});

it('answers a health check without a cookie, a session or a call to Plaid', async () => {
  const before = asked(house.emulator).length;
  const answer = await visitor.get('/healthz');
  expect([answer.status, answer.text]).toEqual([200, 'ok']);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(asked(house.emulator)).toHaveLength(before);
});
