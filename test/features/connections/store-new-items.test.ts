import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { PageReader } from '../../support/reader.ts';
import { openTap, type Tap } from '../../support/tap.ts';

let house: House;
let tap: Tap;
beforeAll(async () => {
  const plain = await openHouse();
  tap = await openTap(plain.emulator.baseUrl);
  const tapped = await openHouse({ env: { PLAID_BASE_URL: tap.url }, emulator: plain.emulator });
  house = {
    ...tapped,
    close: () => Promise.all([tapped.close(), tap.close(), plain.close()]).then(() => {}),
  };
});
afterAll(() => house.close());
afterEach(() => {
  house.emulator.control.reset();
  tap.change = (_path, answer) => answer;
});

const callsTo = (path: string) => house.emulator.control.calls().filter((call) => call.path === path).length;

/** Two sessions of one hosted page, each with a bank of its own. */
async function linkTwoAtOnce(visitor: ReturnType<House['visitor']>): Promise<string> {
  const hostedUrl = await beginLink(visitor);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  return finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
}

it('keeps the banks of every session of a visit', async () => {
  const visitor = house.visitor();
  await visitor.get(await linkTwoAtOnce(visitor));
  expect(visitor.bankCookies).toHaveLength(2);
  expect(noticesOf(await visitor.get('/dashboard')).sort()).toEqual([
    'Fernhollow Bank is connected (24 hours).',
    'Quillfeather Cards is connected (24 hours).',
  ]);
});

it('keeps the bank whose exchange went well when the other’s failed, and says so', async () => {
  const visitor = house.visitor();
  const returnUrl = await linkTwoAtOnce(visitor);
  house.emulator.control.inject(
    { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
    { path: '/item/public_token/exchange', times: 1 },
  );
  await visitor.get(returnUrl);
  expect(visitor.bankCookies).toHaveLength(1);
  const { notices } = dashboardOf(await visitor.get('/dashboard'));
  expect(notices.filter((notice) => notice.includes('is connected'))).toHaveLength(1);
  expect(notices.filter((notice) => notice.startsWith('One bank could not be connected'))).toHaveLength(1);
});

it('asks the Item for the bank’s name where Link gave none', async () => {
  tap.change = (path, answer) =>
    path === '/link/token/get' ? answer.replace(/"institution":\{[^}]*\}/g, '"institution":null') : answer;
  const visitor = house.visitor();
  await linkBank(visitor);
  expect(noticesOf(await visitor.get('/dashboard'))).toEqual(['Fernhollow Bank is connected (24 hours).']);
});

it('links a bank that nobody can name', async () => {
  tap.change = (path, answer) =>
    path === '/link/token/get' ? answer.replace(/"institution":\{[^}]*\}/g, '"institution":null') : answer;
  house.emulator.control.inject({ kind: 'html' }, { path: '/item/get', times: 3 });
  const visitor = house.visitor();
  await linkBank(visitor);
  expect(noticesOf(await visitor.get('/dashboard'))).toEqual(['Your bank is connected (24 hours).']);
});

it('ends a bank at Plaid that the browser has no room for, and says so', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  visitor.jar.set('of-another-app', 'x'.repeat(7500));
  await linkBank(visitor, { bank: 'ins_900002' });
  expect(visitor.bankCookies).toHaveLength(1);
  expect(house.emulator.control.items().map(({ institution }) => institution.name)).toEqual([
    'Fernhollow Bank',
  ]);
  expect(callsTo('/item/remove')).toBe(1);
  expect(noticesOf(await visitor.get('/dashboard'))).toEqual([
    'Quillfeather Cards was not connected: this browser holds as many banks as it can carry.',
  ]);
});

it('ends a bank at Plaid whose person left before its key could be handed over', async () => {
  const visitor = house.visitor();
  await finishAtPlaid(await beginLink(visitor));
  const release = house.emulator.control.hold({ path: '/item/public_token/exchange' });
  const leaving = new AbortController();
  const reading = PageReader.open(`${house.url}/link/return`, visitor, leaving.signal);
  await vi.waitFor(() => expect(callsTo('/item/public_token/exchange')).toBe(1), 10_000);
  leaving.abort();
  await expect(reading).rejects.toThrow();
  await vi.waitFor(() => expect(house.logLines.at(-1)).toContain('"isAborted":true'), 10_000);
  release();
  await vi.waitFor(() => expect(callsTo('/item/remove')).toBe(1), 10_000);
  await vi.waitFor(() => expect(house.emulator.control.items()).toEqual([]), 10_000);
});
