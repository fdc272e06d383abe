import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsHouse, openAccountsHouse } from '../../support/accounts-house.ts';
import type { Answer } from '../../support/browser.ts';
import { askToDelete, deleteByApi, withEverything } from '../../support/delete-me.ts';
import { openHouse } from '../../support/house.ts';
import { linkBank } from '../../support/link.ts';
import { hasPostgres } from '../../support/postgres.ts';

const receiptOf = ({ page }: Answer) =>
  page('.receipt tbody tr')
    .toArray()
    .map((row) => [page(row).find('th').text(), page(row).find('td').last().text().split(',')[0]]);

const ROW = 'Your e-mail address and subscription';

describe.skipIf(!hasPostgres)('deleting everything', () => {
  let house: AccountsHouse;
  beforeAll(async () => {
    house = await openAccountsHouse();
  }, 60_000);
  afterAll(() => house.close());
  afterEach(() => house.emulator.control.reset());

  it('ends the banks at Plaid, deletes the row and the cookies, and gives a receipt', async () => {
    const { visitor, email } = await withEverything(house);
    expect(await house.postgres.dump()).toContain(email);
    const receipt = await visitor.press(await visitor.get('/privacy'), 'Delete everything');
    expect([receipt.status, receipt.page('h1').text()]).toEqual([200, 'Everything is deleted']);
    expect(receiptOf(receipt)).toEqual([
      ['Fernhollow Bank', 'Deleted'],
      ['Quillfeather Cards', 'Deleted'],
      [ROW, 'Deleted'],
      ['Cookies', 'Deleted'],
    ]);
    expect(house.emulator.control.items()).toEqual([]);
    expect(await house.postgres.dump()).not.toContain(email);
    expect([...visitor.jar.keys()]).toEqual([]);
    expect(receipt.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
  });

  it('keeps what is needed to try again when Plaid fails for one bank, and finishes then', async () => {
    const { visitor, email } = await withEverything(house);
    const [first] = house.emulator.control.items();
    house.emulator.control.inject({ kind: 'reset' }, { path: '/item/remove', itemId: first?.id ?? '' });
    const half = await visitor.post('/delete-me');
    expect(half.page('h1').text()).toBe('Not everything is deleted');
    expect(receiptOf(half)).toEqual([
      ['Fernhollow Bank', 'Not deleted'],
      ['Quillfeather Cards', 'Deleted'],
      [ROW, 'Deleted'],
      ['Cookies', 'Not deleted'],
    ]);
    expect(half.headers.get('clear-site-data')).toBeNull();
    expect(visitor.bankCookies).toHaveLength(1);
    expect(await house.postgres.dump()).not.toContain(email);
    house.emulator.control.reset();
    const whole = await visitor.press(half, 'Try again');
    expect(receiptOf(whole)).toEqual([
      ['Fernhollow Bank', 'Deleted'],
      [ROW, 'Already gone'],
      ['Cookies', 'Deleted'],
    ]);
    expect([...visitor.jar.keys()]).toEqual([]);
  });

  it('keeps who is signed in while the database is down, by page and by API, and finishes when it is back', async () => {
    const { visitor, email } = await withEverything(house);
    await house.postgres.kill();
    const half = await visitor.post('/delete-me');
    expect(receiptOf(half).slice(2)).toEqual([
      [ROW, 'Not deleted'],
      ['Cookies', 'Not deleted'],
    ]);
    expect(visitor.bankCookies).toEqual([]);
    expect(await deleteByApi(visitor)).toMatchObject({ status: 503, isComplete: false });
    await house.postgres.start();
    expect(await house.postgres.dump()).toContain(email);
    expect((await deleteByApi(visitor)).status).toBe(200);
    expect(await house.postgres.dump()).not.toContain(email);
    expect([...visitor.jar.keys()]).toEqual([]);
  });

  it('signs out every other browser of that person, and brings no row back', async () => {
    const { visitor, email } = await withEverything(house);
    const elsewhere = visitor.copy();
    await visitor.post('/delete-me');
    expect((await elsewhere.get('/account')).location).toBe('/sign-in');
    expect([...elsewhere.jar.keys()]).not.toContain('user');
    expect(await house.postgres.dump()).not.toContain(email);
  });

  it('is not done for another site', async () => {
    const { visitor, email } = await withEverything(house);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const byPage = await visitor.send('/delete-me', { method: 'POST', headers });
      expect([byPage.status, (await askToDelete(visitor, headers)).status]).toEqual([403, 403]);
    }
    expect(await house.postgres.dump()).toContain(email);
    expect(visitor.bankCookies).toHaveLength(2);
  });

  it('signs out whoever only logs out, and keeps the row', async () => {
    const { visitor, email } = await withEverything(house);
    await visitor.post('/logout');
    expect([...visitor.jar.keys()]).not.toContain('user');
    expect(await house.postgres.dump()).toContain(email);
  });
});

it('works the same without accounts', async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  await linkBank(visitor);
  expect(receiptOf(await visitor.press(await visitor.get('/privacy'), 'Delete everything'))).toEqual([
    ['Fernhollow Bank', 'Deleted'],
    ['Cookies', 'Deleted'],
  ]);
  expect(house.emulator.control.items()).toEqual([]);
  await house.close();
});
