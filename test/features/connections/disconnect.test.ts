import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Browser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const removals = () => house.emulator.control.calls().filter(({ path }) => path === '/item/remove');

async function withTwoBanks(): Promise<Browser> {
  const visitor = house.visitor();
  await linkBank(visitor, { bank: 'ins_900001' });
  await linkBank(visitor, { bank: 'ins_900002' });
  return visitor;
}

it('disconnects one bank: ended once at Plaid, its cookie gone, the other untouched', async () => {
  const visitor = await withTwoBanks();
  const [first, second] = house.emulator.control.items();
  const answer = await visitor.press(await visitor.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(answer.page('h1').text()).toBe('Fernhollow Bank is disconnected');
  expect(answer.page('tbody tr').text()).toMatch(/^Fernhollow BankRemoved, .* request \w+Cookie cleared$/);
  expect(removals().map(({ itemId }) => itemId)).toEqual([first?.id]);
  expect(house.emulator.control.items()).toEqual([second]);
  expect(visitor.bankCookies).toHaveLength(1);
  const { accounts } = dashboardOf(await visitor.get('/dashboard'));
  expect(accounts.map(({ about }) => about.split(' · ')[0])).toEqual(Array(2).fill('Quillfeather Cards'));
});

it('keeps the cookie when Plaid does not confirm the end, says so, and lets the person try again', async () => {
  const visitor = await withTwoBanks();
  const end = house.emulator.control.inject({ kind: 'html' }, { path: '/item/remove' });
  const receipt = await visitor.press(await visitor.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(visitor.bankCookies).toHaveLength(2);
  expect(receipt.page('h1').text()).toBe('Fernhollow Bank is still connected');
  expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankNot removed.*Cookie kept/);
  end();
  await visitor.press(receipt, 'Try again');
  expect(visitor.bankCookies).toHaveLength(1);
});

it('counts a bank that Plaid no longer knows as disconnected', async () => {
  const visitor = await withTwoBanks();
  house.emulator.control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { path: '/item/remove' });
  const receipt = await visitor.press(await visitor.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(visitor.bankCookies).toHaveLength(1);
  expect(receipt.page('tbody tr').text()).toMatch(/^Fernhollow BankAlready gone, /);
});

it('ends the user of a visit with its last bank, and not before', async () => {
  const visitor = house.visitor();
  const hostedUrl = await beginLink(visitor);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  await visitor.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
  const users = () => house.emulator.control.users();
  expect(users()).toHaveLength(1);
  await visitor.press(await visitor.get('/privacy'), 'Disconnect Fernhollow Bank');
  expect(users()).toHaveLength(1);
  await visitor.press(await visitor.get('/privacy'), 'Disconnect Quillfeather Cards');
  expect(users()).toEqual([]);
});

it('says where everything else can be ended', async () => {
  const receipt = await house.visitor().post('/logout');
  expect(receipt.page('main a[href="https://my.plaid.com"]')).toHaveLength(1);
});

it.each(['zzzzzz', 'constructor', '..%2F..%2Flogout', '%00'])('knows no bank called %s', async (id) => {
  const visitor = await withTwoBanks();
  expect((await visitor.post(`/banks/${id}/disconnect`)).status).toBe(404);
  expect(removals()).toEqual([]);
  expect(visitor.bankCookies).toHaveLength(2);
});

it('ends every bank exactly once at log-out, clears the browser and gives a receipt', async () => {
  const visitor = await withTwoBanks();
  const ids = house.emulator.control.items().map(({ id }) => id);
  const receipt = await visitor.press(await visitor.get('/dashboard'), 'Log out');
  expect(receipt.status).toBe(200);
  expect(removals().map(({ itemId }) => itemId)).toEqual(ids);
  expect(house.emulator.control.items()).toEqual([]);
  expect(receipt.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
  expect([...visitor.jar.keys()]).toEqual([]);
  expect(receipt.page('h1').text()).toBe('You are logged out');
  expect(
    receipt
      .page('tbody tr')
      .toArray()
      .map((row) => receipt.page(row).text()),
  ).toEqual([
    expect.stringMatching(/^Fernhollow BankRemoved, .*Cookie cleared$/),
    expect.stringMatching(/^Quillfeather CardsRemoved, .*Cookie cleared$/),
  ]);
});

it('keeps only the key of the bank whose end failed at log-out, and says which', async () => {
  const visitor = await withTwoBanks();
  const [first] = house.emulator.control.items();
  house.emulator.control.inject({ kind: 'reset' }, { path: '/item/remove', itemId: first?.id ?? '' });
  const receipt = await visitor.post('/logout');
  expect(receipt.headers.get('clear-site-data')).toBeNull();
  expect(receipt.page('h1').text()).toBe('Not every bank is disconnected');
  expect(receipt.page('tbody tr').first().text()).toMatch(/^Fernhollow BankNot removed.*Cookie kept/);
  expect(visitor.bankCookies).toHaveLength(1);
  house.emulator.control.reset();
  await visitor.press(receipt, 'Try again');
  expect([...visitor.jar.keys()]).toEqual([]);
});

it('shows nothing to someone who kept copies of the cookies from before the log-out', async () => {
  const visitor = await withTwoBanks();
  const thief = visitor.copy();
  await visitor.post('/logout');
  const { accounts, latest, attention } = dashboardOf(await thief.get('/dashboard'));
  expect([accounts, latest]).toEqual([[], []]);
  expect(attention).toHaveLength(2);
  expect(attention[0]).toContain('is no longer connected');
  expect((await thief.get('/transactions')).page('.entry')).toHaveLength(0);
});

it('logs out whoever has no bank as well', async () => {
  const visitor = house.visitor();
  await visitor.get('/link/return');
  expect(visitor.jar.size).toBe(1);
  const receipt = await visitor.post('/logout');
  expect(receipt.page('h1').text()).toBe('You are logged out');
  expect(visitor.jar.size).toBe(0);
});
