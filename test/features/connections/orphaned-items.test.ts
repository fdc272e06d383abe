import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid } from '../../support/link.ts';
import { openTap, type Tap } from '../../support/tap.ts';

let plain: House;
let house: House;
let tap: Tap;
beforeAll(async () => {
  plain = await openHouse();
  tap = await openTap(plain.emulator.baseUrl);
  house = await openHouse({ env: { PLAID_BASE_URL: tap.url }, emulator: plain.emulator });
});
afterAll(async () => {
  await house.close();
  await tap.close();
  await plain.close();
});
afterEach(() => {
  house.emulator.control.reset();
  tap.change = (_path, answer) => answer;
});

const control = () => house.emulator.control;

/** Plaid hands over the keys of so many banks, and they are lost on the way to us. */
function loseKeys(count: number): void {
  let left = count;
  tap.change = (path, answer) => {
    if (path !== '/item/public_token/exchange' || left === 0) return answer;
    left -= 1;
    return answer.slice(0, 20);
  };
}

it('ends a bank whose key was handed over and never arrived, and its user', async () => {
  const visitor = house.visitor();
  const returnUrl = await finishAtPlaid(await beginLink(visitor));
  loseKeys(1);
  await visitor.get(returnUrl);
  expect(visitor.bankCookies).toEqual([]);
  expect([control().items(), control().users()]).toEqual([[], []]);
});

it('ends only the one whose key was lost', async () => {
  const visitor = house.visitor();
  const hostedUrl = await beginLink(visitor);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  const returnUrl = await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
  loseKeys(1);
  await visitor.get(returnUrl);
  expect(visitor.bankCookies).toHaveLength(1);
  expect(control().items()).toHaveLength(1);
  expect((await visitor.get('/dashboard')).page('#attention li')).toHaveLength(0);
});

it('leaves alone what another tab of the same visit has kept', async () => {
  const visitor = house.visitor();
  const returnUrl = await finishAtPlaid(await beginLink(visitor));
  const otherTab = visitor.copy();
  await visitor.get(returnUrl);
  await otherTab.get(returnUrl);
  expect(control().items()).toHaveLength(1);
  expect((await visitor.get('/dashboard')).page('#attention li')).toHaveLength(0);
});

it('leaves it to the register when Plaid does not answer', async () => {
  const visitor = house.visitor();
  const returnUrl = await finishAtPlaid(await beginLink(visitor));
  loseKeys(1);
  const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
  expect((await visitor.get(returnUrl)).location).toBe('/dashboard');
  restore();
  const [user] = control().users();
  for (const item of control().items()) item.webhook = null;
  await house.services.expirySchedule.end(user?.id ?? '', new Date(0)).catch(() => {});
  expect(control().items()).toHaveLength(1);
});
