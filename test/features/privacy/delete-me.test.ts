import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { Answer } from '../../support/client.ts';
import { askToDelete, deleteByApi, withEverything } from '../../support/delete-me.ts';
import { linkBank } from '../../support/link.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { startTestApp } from '../../support/test-app.ts';

const receiptOf = ({ page }: Answer) =>
  page('.receipt tbody tr')
    .toArray()
    .map((row) => [page(row).find('th').text(), page(row).find('td').last().text().split(',')[0]]);

const ROW = 'Your e-mail address and subscription';

describe.skipIf(!hasPostgres)('deleting everything', () => {
  let app: AccountsApp;
  beforeAll(async () => {
    app = await startAccountsApp();
  }, 60_000);
  afterAll(() => app.close());
  afterEach(() => app.emulator.control.reset());

  it('ends the banks at Plaid, deletes the row and the cookies, and gives a receipt', async () => {
    const { client, email } = await withEverything(app);
    expect(await app.postgres.dump()).toContain(email);
    const receipt = await client.press(await client.get('/privacy'), 'Delete everything');
    expect([receipt.status, receipt.page('h1').text()]).toEqual([200, 'Everything is deleted']);
    expect(receiptOf(receipt)).toEqual([
      ['Fernhollow Bank', 'Deleted'],
      ['Quillfeather Cards', 'Deleted'],
      [ROW, 'Deleted'],
      ['Cookies', 'Deleted'],
    ]);
    expect(app.emulator.control.items()).toEqual([]);
    expect(await app.postgres.dump()).not.toContain(email);
    expect([...client.jar.keys()]).toEqual([]);
    expect(receipt.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
  });

  it('keeps what is needed to try again when Plaid fails for one bank, and finishes then', async () => {
    const { client, email } = await withEverything(app);
    const [first] = app.emulator.control.items();
    app.emulator.control.inject({ kind: 'reset' }, { path: '/item/remove', itemId: first?.id ?? '' });
    const half = await client.post('/delete-me');
    expect(half.page('h1').text()).toBe('Not everything is deleted');
    expect(receiptOf(half)).toEqual([
      ['Fernhollow Bank', 'Not deleted'],
      ['Quillfeather Cards', 'Deleted'],
      [ROW, 'Deleted'],
      ['Cookies', 'Not deleted'],
    ]);
    expect(half.headers.get('clear-site-data')).toBeNull();
    expect(client.bankCookies).toHaveLength(1);
    expect(await app.postgres.dump()).not.toContain(email);
    app.emulator.control.reset();
    const whole = await client.press(half, 'Try again');
    expect(receiptOf(whole)).toEqual([
      ['Fernhollow Bank', 'Deleted'],
      [ROW, 'Already gone'],
      ['Cookies', 'Deleted'],
    ]);
    expect([...client.jar.keys()]).toEqual([]);
  });

  it('keeps who is signed in while the database is down, by page and by API, and finishes when it is back', async () => {
    const { client, email } = await withEverything(app);
    await app.postgres.kill();
    const half = await client.post('/delete-me');
    expect(receiptOf(half).slice(2)).toEqual([
      [ROW, 'Not deleted'],
      ['Cookies', 'Not deleted'],
    ]);
    expect(client.bankCookies).toEqual([]);
    expect(await deleteByApi(client)).toMatchObject({ status: 503, isComplete: false });
    await app.postgres.start();
    expect(await app.postgres.dump()).toContain(email);
    expect((await deleteByApi(client)).status).toBe(200);
    expect(await app.postgres.dump()).not.toContain(email);
    expect([...client.jar.keys()]).toEqual([]);
  });

  it('signs out every other browser of that person, and brings no row back', async () => {
    const { client, email } = await withEverything(app);
    const elsewhere = client.copy();
    await client.post('/delete-me');
    expect((await elsewhere.get('/account')).location).toBe('/sign-in');
    expect([...elsewhere.jar.keys()]).not.toContain('user');
    expect(await app.postgres.dump()).not.toContain(email);
  });

  it('is not done for another site', async () => {
    const { client, email } = await withEverything(app);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const byPage = await client.send('/delete-me', { method: 'POST', headers });
      expect([byPage.status, (await askToDelete(client, headers)).status]).toEqual([403, 403]);
    }
    expect(await app.postgres.dump()).toContain(email);
    expect(client.bankCookies).toHaveLength(2);
  });

  it('signs out whoever only logs out, and keeps the row', async () => {
    const { client, email } = await withEverything(app);
    await client.post('/logout');
    expect([...client.jar.keys()]).not.toContain('user');
    expect(await app.postgres.dump()).toContain(email);
  });
});

it('works the same without accounts', async () => {
  const app = await startTestApp();
  const client = app.newClient();
  await linkBank(client);
  expect(receiptOf(await client.press(await client.get('/privacy'), 'Delete everything'))).toEqual([
    ['Fernhollow Bank', 'Deleted'],
    ['Cookies', 'Deleted'],
  ]);
  expect(app.emulator.control.items()).toEqual([]);
  await app.close();
});
