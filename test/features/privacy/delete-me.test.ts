/** Deleting everything, on the page and by the API: what is deleted, what is kept to try again, and the receipt. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import { described } from '../../support/api-document.ts';
import type { Answer, Client } from '../../support/client.ts';
import { askToDelete, deleteByApi, withEverything } from '../../support/delete-me.ts';
import { giveBook } from '../../support/give-book.ts';
import { linkBank } from '../../support/link.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { startTestApp } from '../../support/test-app.ts';

const ROW = 'Your e-mail address and subscription';

const receiptOf = ({ page }: Answer) =>
  page('.receipt tbody tr')
    .toArray()
    .map((row) => [page(row).find('th').text(), page(row).find('td').last().text().split(',')[0]]);

const plain = await startTestApp();
afterAll(() => plain.close());

describe.skipIf(!hasPostgres)('deleting everything', () => {
  let app: AccountsApp;
  beforeAll(async () => {
    app = await startAccountsApp();
  });
  afterAll(() => app.close());
  afterEach(() => control().reset());

  const control = () => app.emulator.control;

  function failForFirstItem(): void {
    control().inject({ kind: 'reset' }, { path: '/item/remove', itemId: control().items()[0]?.id ?? '' });
  }

  describe('on the page', () => {
    it('removes the banks at Plaid, deletes the row and the cookies, and gives a receipt', async () => {
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
      expect(control().items()).toEqual([]);
      expect(await app.postgres.dump()).not.toContain(email);
      expect([...client.jar.keys()]).toEqual([]);
      expect(receipt.headers.get('clear-site-data')).toBe('"cache", "storage"');
    });

    it('offers the book before it is deleted, where there is one', async () => {
      const { client } = await withEverything(app);
      const offer = async () => (await client.get('/privacy')).page('.delete-me a[href="/book.txt"]').length;
      expect(await offer()).toBe(0);
      giveBook(app, client, [{ kind: 'recurring', text: 'Streamlet', status: 'no' }]);
      expect(await offer()).toBe(1);
    });

    it('keeps what another try needs when Plaid fails for one bank, and finishes then', async () => {
      const { client, email } = await withEverything(app);
      failForFirstItem();
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
      control().reset();
      expect(receiptOf(await client.press(half, 'Try again'))).toEqual([
        ['Fernhollow Bank', 'Deleted'],
        [ROW, 'Already gone'],
        ['Cookies', 'Deleted'],
      ]);
      expect([...client.jar.keys()]).toEqual([]);
    });

    it('says to somebody who is not signed in that an account may still be there', async () => {
      const words = async (client: Client) => {
        await linkBank(client);
        return (await client.post('/delete-me')).page('main').text();
      };
      const stranger = await words(app.newClient());
      expect(stranger).toContain('Nothing of yours is left in this browser.');
      expect(stranger).toContain('You were not signed in, so no account was deleted.');
      const { client } = await withEverything(app);
      const deleted = (await client.post('/delete-me')).page('main').text();
      // Without accounts there is none to delete.
      for (const text of [deleted, await words(plain.newClient())]) {
        expect(text).toContain('Nothing of yours is left here.');
        expect(text).not.toContain('signed in');
      }
    });

    it('signs out every other browser of that person, and brings no row back', async () => {
      const { client, email } = await withEverything(app);
      const elsewhere = client.copy();
      await client.post('/delete-me');
      expect((await elsewhere.get('/account')).location).toBe('/sign-in');
      expect([...elsewhere.jar.keys()]).not.toContain('user');
      expect(await app.postgres.dump()).not.toContain(email);
    });

    it('is more than logging out, which signs out and keeps the row', async () => {
      const { client, email } = await withEverything(app);
      await client.post('/logout');
      expect([...client.jar.keys()]).not.toContain('user');
      expect(await app.postgres.dump()).toContain(email);
    });
  });

  it('keeps who is signed in while the database is down, on the page and by the API, and finishes later', async () => {
    const { client, email } = await withEverything(app);
    await app.postgres.kill();
    expect(receiptOf(await client.post('/delete-me')).slice(2)).toEqual([
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

  it('is refused to another site, on the page and by the API', async () => {
    const { client, email } = await withEverything(app);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const byPage = await client.send('/delete-me', { method: 'POST', headers });
      expect([byPage.status, (await askToDelete(client, headers)).status]).toEqual([403, 403]);
    }
    expect(await app.postgres.dump()).toContain(email);
    expect(client.bankCookies).toHaveLength(2);
  });

  describe('by the API', () => {
    it('does what the page does, and its receipt is as the API’s document describes it', async () => {
      const { client, email } = await withEverything(app);
      const { status, isComplete, receipt } = await deleteByApi(client);
      expect([status, isComplete]).toEqual([200, true]);
      expect(receipt[0]).toEqual({
        ...{ what: 'Fernhollow Bank', where: 'Plaid', isDeleted: true, reason: null, wasGone: false },
        ...{ at: app.now().toISOString(), requestId: expect.any(String) },
      });
      expect(receipt.map(({ what }) => what)).toEqual([
        ...['Fernhollow Bank', 'Quillfeather Cards', ROW, 'Cookies'],
      ]);
      expect([[...client.jar.keys()], control().items()]).toEqual([[], []]);
      expect(await app.postgres.dump()).not.toContain(email);
    });

    it('says what is left when Plaid fails for one bank, and can be repeated until nothing is', async () => {
      const { client } = await withEverything(app);
      failForFirstItem();
      const half = await deleteByApi(client);
      expect([half.status, half.isComplete]).toEqual([503, false]);
      expect(half.receipt.map(({ isDeleted }) => isDeleted)).toEqual([false, true, true, false]);
      expect(client.bankCookies).toHaveLength(1);
      control().reset();
      const whole = await deleteByApi(client);
      expect(whole).toMatchObject({ status: 200, receipt: [{ wasGone: false }, { wasGone: true }, {}] });
      expect([...client.jar.keys()]).toEqual([]);
    });

    it('deletes nothing of anyone else', async () => {
      const other = await withEverything(app);
      const { client } = await withEverything(app);
      await deleteByApi(client);
      expect((await other.client.get('/account')).page('main').text()).toContain(other.email);
      expect(control().items()).toHaveLength(2);
      await deleteByApi(other.client);
    });
  });
});

describe('deleting everything without accounts', () => {
  it('works the same', async () => {
    const client = plain.newClient();
    await linkBank(client);
    expect(receiptOf(await client.press(await client.get('/privacy'), 'Delete everything'))).toEqual([
      ['Fernhollow Bank', 'Deleted'],
      ['Cookies', 'Deleted'],
    ]);
    expect(plain.emulator.control.items()).toEqual([]);
  });

  it('has nothing to delete for a request without cookies, and says so', async () => {
    expect(await deleteByApi(plain.newClient())).toMatchObject({
      status: 200,
      isComplete: true,
      receipt: [{ what: 'Cookies', where: 'This browser', isDeleted: true }],
    });
  });

  it('is refused to a request that does not come from our own origin', async () => {
    const client = plain.newClient();
    for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await askToDelete(client, headers);
      const body = described(answer, '/api/delete-me', 'delete');
      expect([answer.status, body]).toMatchObject([403, { error: 'forbidden' }]);
    }
    expect((await askToDelete(client, { origin: plain.url })).status).toBe(200);
  });
});
