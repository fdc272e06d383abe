import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { giveUpAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
afterEach(() => house.emulator.control.reset());

const control = () => house.emulator.control;
const slotOf = (visitor: Browser) => visitor.bankCookies[0]?.slice('bank-'.length) ?? '';

/** Someone whose bank wants them to sign in again. */
async function withBrokenBank(): Promise<Browser> {
  const visitor = house.visitor();
  await linkBank(visitor);
  control().breakItem(control().items()[0]?.id ?? '', 'ITEM_LOGIN_REQUIRED');
  return visitor;
}

it('repairs a bank by a visit to Plaid, with the same key as before and nothing exchanged', async () => {
  const visitor = await withBrokenBank();
  const cookie = visitor.jar.get(visitor.bankCookies[0] ?? '');
  expect(dashboardOf(await visitor.get('/dashboard')).attention[0]).toContain('sign in again');

  const begun = await visitor.post(`/banks/${slotOf(visitor)}/repair`);
  expect(begun.status).toBe(303);
  const atPlaid = new Browser(begun.location ?? '');
  const done = await atPlaid.press(await atPlaid.get(begun.location ?? ''), 'Sign in again');
  const back = await visitor.get(done.location ?? '');
  expect([back.status, back.location]).toEqual([303, '/dashboard']);

  const { notices, attention } = dashboardOf(await visitor.get('/dashboard'));
  expect(notices).toContain('Fernhollow Bank is in order: you are signed in.');
  expect(attention).toEqual([]);
  expect(visitor.jar.get(visitor.bankCookies[0] ?? '')).toBe(cookie);
  const exchanges = control()
    .calls()
    .filter(({ path }) => path === '/item/public_token/exchange');
  expect(exchanges).toHaveLength(1);
});

it('says that nothing has changed when the person gave up', async () => {
  const visitor = await withBrokenBank();
  const begun = await visitor.post(`/banks/${slotOf(visitor)}/repair`);
  await visitor.get(
    await giveUpAtPlaid(begun.location ?? '').catch(() => `/banks/${slotOf(visitor)}/repaired`),
  );
  const { notices, attention } = dashboardOf(await visitor.get('/dashboard'));
  expect(notices.at(-1)).toMatch(/^Fernhollow Bank still has the same trouble/);
  expect(attention).toHaveLength(1);
});

it('says so when Plaid cannot begin it', async () => {
  const visitor = await withBrokenBank();
  control().inject({ kind: 'reset' }, { path: '/link/token/create' });
  expect((await visitor.post(`/banks/${slotOf(visitor)}/repair`)).location).toBe('/dashboard');
  expect(noticesOf(await visitor.get('/dashboard')).at(-1)).toMatch(/^Plaid could not open the sign-in/);
});

it('says so when Plaid does not tell how it went', async () => {
  const visitor = await withBrokenBank();
  const end = control().inject({ kind: 'html' }, { path: '/item/get' });
  await visitor.get(`/banks/${slotOf(visitor)}/repaired`);
  end();
  expect(noticesOf(await visitor.get('/dashboard')).at(-1)).toMatch(/^Plaid did not say/);
});

it.each(['/repair', '/repaired'])('knows no bank that is not here: %s', async (path) => {
  const visitor = house.visitor();
  const address = `/banks/zzzzzz${path}`;
  const answer = path === '/repair' ? await visitor.post(address) : await visitor.get(address);
  expect(answer.status).toBe(404);
});
