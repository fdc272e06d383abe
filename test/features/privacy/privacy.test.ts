/** What a person can see and download of what is kept about them. */

import type { Request } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf } from '../../../src/features/privacy/own-cookies.ts';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { beginLink, linkBank } from '../../support/link.ts';
import { rowsOf } from '../../support/pages.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { askForLink, signIn } from '../../support/sign-in.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
afterAll(() => app.close());

async function exportFor(client: Client) {
  const answer = await client.get('/privacy.json');
  return { ...answer, file: JSON.parse(answer.text) };
}

describe('the privacy page', () => {
  it('says that there is no cookie where there is none', async () => {
    expect(rowsOf(await app.newClient().get('/privacy'), '.cookies')).toEqual([['None', '', '', '']]);
  });

  it('lists every cookie of this browser by name, content, size and expiry', async () => {
    const client = app.newClient();
    await linkBank(client, { bank: 'ins_900001', lifetime: '30' });
    await client.post('/preferences', { hidden: 'yes' });
    await beginLink(client);
    client.jar.set('of-another-app', 'abc');
    const expected = [...client.jar].map(([name, value]) => [name, String(name.length + value.length + 1)]);
    const rows = rowsOf(await client.get('/privacy'), '.cookies');

    expect(rows.map(([name, , bytes]) => [name, bytes])).toEqual(expected);
    const holds = Object.fromEntries(rows.map(([name = '', what, , ends]) => [name, [what, ends]]));
    const [bankCookie = ''] = client.bankCookies;
    expect(holds[bankCookie]?.[0]).toBe(
      'The key to Fernhollow Bank, and what its accounts are recognised by, encrypted',
    );
    expect(holds[bankCookie]?.[1]).toMatch(/\b19\b.*2026/);
    expect(holds.preferences?.[1]).toBe('when you log out, a year after you change it at the latest');
    expect(holds.session?.[0]).toMatch(/^What you are doing at the moment, such as signing in/);
    expect(holds['of-another-app']?.[0]).toBe('Not ours');
  });

  it('says of a bank’s cookie that does not open that this server cannot use it, as does the file', async () => {
    const client = app.newClient();
    client.jar.set('bank-abcdef', 'v1.forged.AAAA');
    const row = [
      ...['bank-abcdef', 'The key to a bank, encrypted, which this server cannot use'],
      ...[String('bank-abcdef=v1.forged.AAAA'.length), 'when it expires'],
    ];
    expect(rowsOf(await client.get('/privacy'), '.cookies')).toEqual([row]);
    const { file } = await exportFor(client);
    expect(file.inYourBrowser).toMatchObject({ cookies: [{ name: row[0], holds: row[1] }], banks: [] });
  });

  it('sends to the page of banks for acting: no bank is extended or disconnected from it', async () => {
    const client = app.newClient();
    await linkBank(client);
    const { page } = await client.get('/privacy');
    expect(page('main a[href="/banks"]').length).toBeGreaterThan(0);
    expect(
      page('main form')
        .toArray()
        .map((form) => page(form).attr('action')),
    ).toEqual(['/delete-me']);
  });

  it('does not call Plaid', async () => {
    const client = app.newClient();
    await linkBank(client);
    const before = asked(app.emulator).length;
    await client.get('/privacy');
    expect(asked(app.emulator)).toHaveLength(before);
  });

  it('holds only what is in the browser where there are no accounts, as does the download', async () => {
    const client = app.newClient();
    const { file, status } = await exportFor(client);
    expect(status).toBe(200);
    expect(file.onThisServer).toEqual({ user: null, copies: [] });
    expect(file.inYourBrowser).toMatchObject({ cookies: [], banks: [] });
    const { page } = await client.get('/privacy');
    expect(page('.storage').text()).not.toContain('PostgreSQL');
    expect(page('.account')).toHaveLength(0);
    expect(page('footer').text()).toContain('Nothing about you is kept on this server.');
  });
});

describe('the book of a browser', () => {
  const TEXT = 'call "SQ *BLUEBIRD" Bluebird Café\nown "Our house" property 420000 USD 2026-11-01\n';

  async function withBook() {
    const client = app.newClient();
    giveBank(app, client);
    const name = giveBook(app, client, { text: TEXT });
    return { client, bytes: `${name}=${client.jar.get(name)}`.length };
  }

  it('is named on the page with its size', async () => {
    const { client, bytes } = await withBook();
    const { page } = await client.get('/privacy');
    const row = page('tr')
      .toArray()
      .map((element) => page(element).text())
      .find((text) => text.includes('book-entire'));
    expect(row).toContain('Your book: your own words and numbers, encrypted');
    expect(row).toContain(String(bytes));
  });

  it('is in the download with its lines, but for these where amounts are hidden', async () => {
    const { client, bytes } = await withBook();
    const { file } = await exportFor(client);
    expect(file.inYourBrowser.book).toEqual(TEXT.trimEnd().split('\n'));
    expect(file.inYourBrowser.cookies).toContainEqual(
      expect.objectContaining({ name: 'book-entire', bytes }),
    );
    await client.post('/preferences', { hidden: 'yes' });
    const hidden = (await exportFor(client)).file.inYourBrowser;
    expect(hidden.book).toBeNull();
    expect(JSON.stringify(hidden)).not.toContain('Our house');
  });

  it('is not in the download where there is none', async () => {
    const client = app.newClient();
    giveBank(app, client);
    expect((await exportFor(client)).file.inYourBrowser).not.toHaveProperty('book');
  });
});

describe('the cookies of a request', () => {
  const BANKS = [{ id: 'k3v7qa', name: 'Fernhollow Bank', until: 'May 1, 2026' }];
  const SESSION =
    'What you are doing at the moment, such as signing in, and when your banks were last asked for balances, encrypted';
  const VISIT = 'That you went to Plaid to connect a bank, encrypted';
  const BACK = 'when you are back from Plaid or close the browser, after four hours at the latest';
  const USER = 'The number of the account you are signed in to and its count of sign-outs, encrypted';
  const KNOWN =
    'A hash of each address that has signed in here, and a number of this browser’s own, encrypted';
  const YEAR = 'when you log out, a year after you last signed in at the latest';
  const OVER = 'The key to a connection that is over, good only for ending it at Plaid, encrypted';
  const BROWSER = 'when you close the browser';
  const FOUR_HOURS = 'when you close the browser, four hours after its last change at the latest';
  const UNKNOWN = 'not known to this server';
  const WITH_BANKS =
    'with your last bank, when you have not been here for as long as a bank can be kept, or when you close the browser, if all your banks end then';
  const SIGNED_IN = 'when you sign out, after 30 days at the latest';
  /** Over https, if there is a cookie that can be of nobody else then. */
  const cookiesIn = (cookie: string | undefined, banks = BANKS) =>
    cookiesOf({ headers: { cookie } } as Request, { isSecure: cookie?.includes('__Host-') ?? false }, banks);

  it.each([
    [
      'bank-k3v7qa',
      'The key to Fernhollow Bank, and what its accounts are recognised by, encrypted',
      'May 1, 2026',
    ],
    [
      '__Host-bank-k3v7qa',
      'The key to Fernhollow Bank, and what its accounts are recognised by, encrypted',
      'May 1, 2026',
    ],
    ['bank-2abcde', OVER, BROWSER],
    ['__Host-bank-2abcde', OVER, BROWSER],
    ['bank-k3v7qa-more', 'Not ours', UNKNOWN],
    ['bank-other', 'Not ours', UNKNOWN],
    ['book-entire', 'Your book: your own words and numbers, encrypted', WITH_BANKS],
    ['__Host-book-entire', 'Your book: your own words and numbers, encrypted', WITH_BANKS],
    ['book-k3v7qa', 'What you changed in your book last, encrypted', WITH_BANKS],
    ['book-entirely', 'Not ours', UNKNOWN],
    ['my-book-entire', 'Not ours', UNKNOWN],
    [
      'preferences',
      'Whether amounts are hidden, and light or dark',
      'when you log out, a year after you change it at the latest',
    ],
    ['session', SESSION, FOUR_HOURS],
    ['__Host-session', SESSION, FOUR_HOURS],
    ['link-k3v7qa', VISIT, BACK],
    ['__Host-link-k3v7qa', VISIT, BACK],
    ['link-k3v7q', 'Not ours', UNKNOWN],
    ['my-session', 'Not ours', UNKNOWN],
    ['session-of-another', 'Not ours', UNKNOWN],
    ['user', USER, SIGNED_IN],
    ['__Host-user', USER, SIGNED_IN],
    ['known-browser', KNOWN, YEAR],
    ['__Host-known-browser', KNOWN, YEAR],
    ['unknown-browser', 'Not ours', UNKNOWN],
    ['superuser', 'Not ours', UNKNOWN],
    ['user-of-another', 'Not ours', UNKNOWN],
  ])('say what %s holds, and when it expires', (name, holds, ends) => {
    expect(cookiesIn(`${name}=a%20b`)).toEqual([{ name, holds, ends, bytes: name.length + 6 }]);
  });

  it('are of another site where they have the names of ours without the prefix, over https', () => {
    const cookies = cookiesIn('__Host-user=1; user=2; bank-k3v7qa=3; my-__Host-bank-k3v7qa=4');
    expect(cookies.map(({ holds }) => holds)).toEqual([USER, 'Not ours', 'Not ours', 'Not ours']);
  });

  it('are none where none was sent, and all in the order in which they were sent', () => {
    expect(cookiesIn(undefined)).toEqual([]);
    const names = cookiesIn('user=1; other=2; session=3', []).map(({ name }) => name);
    expect(names).toEqual(['user', 'other', 'session']);
  });
});

describe.skipIf(!hasPostgres)('with accounts, the download', () => {
  let full: AccountsApp;
  beforeAll(async () => {
    full = await startAccountsApp();
  });
  afterAll(() => full.close());

  it('holds the whole row and every cookie, and no access token', async () => {
    const client = full.newClient();
    await signIn(client, full.mail, 'ada@example.org');
    await linkBank(client, { lifetime: '30' });
    await client.post('/preferences', { hidden: 'yes', theme: 'dark' });
    const { file, text, headers, status } = await exportFor(client);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="ledgerless-privacy.json"');
    const [row = {}] = await full.postgres.query("SELECT * FROM users WHERE email = 'ada@example.org'");
    const createdAt = (row.created_at as Date).toJSON();
    expect(file.onThisServer.user).toEqual({
      ...{ id: row.id, email: 'ada@example.org', subscription: 'free', createdAt, signOuts: 0 },
    });
    const { banks, cookies, preferences } = file.inYourBrowser;
    expect(cookies.map(({ name }: { name: string }) => name)).toEqual([...client.jar.keys()]);
    const [item] = full.emulator.control.items();
    expect(banks).toMatchObject([{ institutionName: 'Fernhollow Bank', itemId: item?.id }]);
    expect(preferences).toEqual({ isHidden: true, theme: 'dark' });
    expect(text).not.toContain(item?.accessToken);
    expect(text).not.toContain('access-');
    for (const value of client.jar.values()) expect(text).not.toContain(value);
    expect(file.storage).toEqual(full.services.storage);
  });

  it('holds the address of someone who has asked for a sign-in link', async () => {
    const client = full.newClient();
    await askForLink(client, 'begun@example.org');
    const { file } = await exportFor(client);
    expect(file.onThisServer.user).toBeNull();
    expect(file.inYourBrowser.session.signingInAs).toBe('begun@example.org');
  });

  it('says what it lacks while the database is down, as the page does', async () => {
    const client = full.newClient();
    await signIn(client, full.mail, 'down@example.org');
    await full.postgres.kill();
    const { file, status } = await exportFor(client);
    expect([status, file.problems.length, file.onThisServer.user]).toEqual([503, 1, null]);
    const answer = await client.get('/privacy');
    expect(answer.status).toBe(200);
    expect(answer.page('.account').text()).toContain('database does not answer just now');
    await full.postgres.start();
    expect((await exportFor(client)).file.onThisServer.user.email).toBe('down@example.org');
  });

  it('agrees with the page, which shows the row and everything that is stored', async () => {
    const client = full.newClient();
    await signIn(client, full.mail, 'page@example.org');
    const { page } = await client.get('/privacy');
    expect(page('.account tbody').text()).toContain('page@example.org');
    expect(page('.storage tbody tr')).toHaveLength(full.services.storage.length);
    expect(page('.storage').text()).toContain('PostgreSQL');
    expect(page('.cookies').text()).toContain('The number of the account you are signed in to');
    expect(page('footer').text()).not.toContain('Nothing about you');
  });
});
