import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
afterEach(() => house.emulator.control.reset());

const control = () => house.emulator.control;

/** Links Fernhollow Bank, sharing only these of its accounts. */
async function linkSome(visitor: Browser, positions: readonly string[]): Promise<void> {
  const hostedUrl = await beginLink(visitor);
  const atPlaid = new Browser(hostedUrl);
  const chosen = { bank: 'ins_900001', person: 'couple' };
  const accounts = await atPlaid.press(await atPlaid.get(hostedUrl), 'Continue', chosen);
  const form = accounts.page('form[method=post]').first();
  const fields = new URLSearchParams(chosen);
  for (const position of positions) fields.append('account', position);
  const done = await atPlaid.post(form.attr('action') ?? '', fields);
  await visitor.get(done.location ?? '');
}

it('ends the second of two connections to the same accounts, and says so', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const [first] = control().items();
  await linkBank(visitor);
  expect(visitor.bankCookies).toHaveLength(1);
  expect(control().items()).toEqual([first]);
  expect(control().users()).toHaveLength(1);
  expect(noticesOf(await visitor.get('/dashboard')).at(-1)).toMatch(
    /^Fernhollow Bank was connected already with these accounts/,
  );
});

it('keeps another login at the same bank', async () => {
  const visitor = house.visitor();
  await linkBank(visitor, { person: 'couple' });
  await linkBank(visitor, { person: 'retiree' });
  expect(visitor.bankCookies).toHaveLength(2);
});

it('keeps the same login at another bank, and the same bank of somebody else', async () => {
  const visitor = house.visitor();
  await linkBank(visitor, { bank: 'ins_900001' });
  await linkBank(visitor, { bank: 'ins_900002' });
  await linkBank(house.visitor(), { bank: 'ins_900001' });
  expect(visitor.bankCookies).toHaveLength(2);
  expect(control().items()).toHaveLength(3);
});

it('ends one that shows nothing new', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  await linkSome(visitor, ['0']);
  expect(visitor.bankCookies).toHaveLength(1);
});

it('keeps one that shows something new, and says that the rest stands here twice', async () => {
  const visitor = house.visitor();
  await linkSome(visitor, ['0']);
  await linkBank(visitor);
  expect(visitor.bankCookies).toHaveLength(2);
  expect(noticesOf(await visitor.get('/dashboard')).at(-1)).toContain('now stand here twice');
});

it('finds the same bank twice in one visit', async () => {
  const visitor = house.visitor();
  const hostedUrl = await beginLink(visitor);
  await finishAtPlaid(hostedUrl);
  await visitor.get(await finishAtPlaid(hostedUrl));
  expect(visitor.bankCookies).toHaveLength(1);
  expect(control().items()).toHaveLength(1);
  expect(control().users()).toHaveLength(1);
});

it('keeps both when Plaid cannot tell', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  control().inject({ kind: 'error', code: 'ITEM_LOGIN_REQUIRED' }, { path: '/accounts/get' });
  await linkBank(visitor);
  expect(visitor.bankCookies).toHaveLength(2);
});
