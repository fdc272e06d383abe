import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Browser } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { linkBank } from '../support/link.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { signIn } from '../support/sign-in.ts';

const receiptOf = ({ page }: Answer) =>
  page('.receipt tbody tr')
    .toArray()
    .map((row) => [page(row).find('th').text(), page(row).find('td').last().text().split(',')[0]]);

const ROW = 'Your e-mail address and subscription';
const byApi = (visitor: Browser) =>
  visitor.send('/api/delete-me', { method: 'DELETE', headers: { 'sec-fetch-site': 'same-origin' } });

describe.skipIf(!hasPostgres)('deleting everything', () => {
  let postgres: Postgres;
  let mail: MailServer;
  let house: House;
  let people = 0;
  beforeAll(async () => {
    [postgres, mail] = await Promise.all([startPostgres(), startMailServer()]);
    const env = { DATABASE_URL: postgres.url, SMTP_URL: mail.url, MAIL_FROM: 'sign-in@ledgerless.example' };
    house = await openHouse({ env });
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await Promise.all([postgres.close(), mail.close()]);
  });
  afterEach(() => house.emulator.control.reset());

  async function withEverything(): Promise<{ visitor: Browser; email: string }> {
    const visitor = house.visitor();
    const email = `person${people++}@example.org`;
    await signIn(visitor, mail, email);
    await linkBank(visitor, { bank: 'ins_900001' });
    await linkBank(visitor, { bank: 'ins_900002' });
    await visitor.post('/preferences', { hidden: 'yes' });
    return { visitor, email };
  }

  it('ends the banks at Plaid, deletes the row and the cookies, and gives a receipt', async () => {
    const { visitor, email } = await withEverything();
    expect(await postgres.dump()).toContain(email);
    const receipt = await visitor.press(await visitor.get('/privacy'), 'Delete everything');
    expect([receipt.status, receipt.page('h1').text()]).toEqual([200, 'Everything is deleted']);
    expect(receiptOf(receipt)).toEqual([
      ['Fernhollow Bank', 'Deleted'],
      ['Quillfeather Cards', 'Deleted'],
      [ROW, 'Deleted'],
      ['Cookies', 'Deleted'],
    ]);
    expect(house.emulator.control.items()).toEqual([]);
    expect(await postgres.dump()).not.toContain(email);
    expect([...visitor.jar.keys()]).toEqual([]);
    expect(receipt.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
  });

  it('does the same for programs, and says so in JSON', async () => {
    const { visitor, email } = await withEverything();
    const answer = await byApi(visitor);
    expect(answer.status).toBe(200);
    const { isComplete, receipt } = JSON.parse(answer.text);
    expect(isComplete).toBe(true);
    expect(receipt).toHaveLength(4);
    expect(receipt[0]).toEqual({
      what: 'Fernhollow Bank',
      where: 'Plaid',
      isDeleted: true,
      wasGone: false,
      at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
      requestId: expect.any(String),
    });
    expect([...visitor.jar.keys()]).toEqual([]);
    expect(house.emulator.control.items()).toEqual([]);
    expect(await postgres.dump()).not.toContain(email);
  });

  it('keeps what is needed to try again when Plaid fails for one bank, and finishes then', async () => {
    const { visitor, email } = await withEverything();
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
    expect(await postgres.dump()).not.toContain(email);
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
    const { visitor, email } = await withEverything();
    await postgres.kill();
    const half = await visitor.post('/delete-me');
    expect(receiptOf(half).slice(2)).toEqual([
      [ROW, 'Not deleted'],
      ['Cookies', 'Not deleted'],
    ]);
    expect(visitor.bankCookies).toEqual([]);
    const again = await byApi(visitor);
    expect([again.status, JSON.parse(again.text).isComplete]).toEqual([503, false]);
    await postgres.start();
    expect(await postgres.dump()).toContain(email);
    expect((await byApi(visitor)).status).toBe(200);
    expect(await postgres.dump()).not.toContain(email);
    expect([...visitor.jar.keys()]).toEqual([]);
  });

  it('signs out every other browser of that person, and brings no row back', async () => {
    const { visitor, email } = await withEverything();
    const elsewhere = visitor.copy();
    await visitor.post('/delete-me');
    expect((await elsewhere.get('/account')).location).toBe('/sign-in');
    expect([...elsewhere.jar.keys()]).not.toContain('user');
    expect(await postgres.dump()).not.toContain(email);
  });

  it('leaves everyone else alone', async () => {
    const other = await withEverything();
    const { visitor } = await withEverything();
    await byApi(visitor);
    expect((await other.visitor.get('/account')).page('main').text()).toContain(other.email);
    expect(house.emulator.control.items()).toHaveLength(2);
    await byApi(other.visitor);
  });

  it('is not done for another site', async () => {
    const { visitor, email } = await withEverything();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const answers = [
        await visitor.send('/api/delete-me', { method: 'DELETE', headers }),
        await visitor.send('/delete-me', { method: 'POST', headers }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    }
    expect(await postgres.dump()).toContain(email);
    expect(visitor.bankCookies).toHaveLength(2);
  });

  it('signs out whoever only logs out, and keeps the row', async () => {
    const { visitor, email } = await withEverything();
    await visitor.post('/logout');
    expect([...visitor.jar.keys()]).not.toContain('user');
    expect(await postgres.dump()).toContain(email);
  });
});

it('works the same without accounts, for whoever has banks and whoever has nothing', async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  await linkBank(visitor);
  expect(receiptOf(await visitor.press(await visitor.get('/privacy'), 'Delete everything'))).toEqual([
    ['Fernhollow Bank', 'Deleted'],
    ['Cookies', 'Deleted'],
  ]);
  expect(house.emulator.control.items()).toEqual([]);
  expect(JSON.parse((await byApi(house.visitor())).text).isComplete).toBe(true);
  await house.close();
});
