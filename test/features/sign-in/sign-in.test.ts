import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import { startDemo } from '../../support/demo.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres, type Postgres } from '../../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../../support/sign-in.ts';
import { startTestApp } from '../../support/test-app.ts';

describe.skipIf(!hasPostgres)('signing in', () => {
  let app: AccountsApp;
  let mail: MailServer;
  let postgres: Postgres;
  beforeAll(async () => {
    app = await startAccountsApp();
    ({ mail, postgres } = app);
  }, 60_000);
  afterAll(() => app.close());

  it('takes an address, a link from the mail, and a button', async () => {
    const client = app.newClient();
    const asked = await askForLink(client, ' Ada@Example.ORG ');
    expect([asked.status, asked.location]).toEqual([303, '/sign-in']);
    expect((await client.get('/sign-in')).page('.lead').text()).toContain('on its way to ada@example.org');
    const last = mail.mails.at(-1);
    expect([last?.from, last?.to]).toEqual(['sign-in@ledgerless.example', ['ada@example.org']]);

    const signedIn = await client.press(await client.get(linkFor(mail, 'ada@example.org')), 'Sign in');
    expect(signedIn.location).toBe('/account');
    const account = await client.get('/account');
    expect(noticesOf(account)).toEqual(['You are signed in as ada@example.org.']);
    expect(account.page('main tbody td').first().text()).toBe('ada@example.org');
    expect(account.page('main').text()).toContain('free');
    await client.press(account, 'Sign out');
    expect(noticesOf(await client.get('/'))).toEqual(['You are signed out of your account.']);
    expect((await client.get('/account')).location).toBe('/sign-in');
  });

  it('writes nothing to the database before the button is pressed, known address or not', async () => {
    await signIn(app.newClient(), mail, 'known@example.org');
    const before = await postgres.dump();
    const [known, unknown] = [app.newClient(), app.newClient()];
    const answers = [
      await askForLink(known, 'known@example.org'),
      await askForLink(unknown, 'new@example.org'),
    ];
    const seen = answers.map(({ status, location, text }) => [status, location, text]);
    expect(seen[0]).toEqual(seen[1]);
    const pages = await Promise.all([known, unknown].map((client) => client.get('/sign-in')));
    const [first, second] = pages.map(({ text }) => text);
    expect(first?.replaceAll('known@example.org', '')).toBe(second?.replaceAll('new@example.org', ''));
    await unknown.get(linkFor(mail, 'new@example.org'));
    expect(await postgres.dump()).toBe(before);
  });

  it('asks the database nothing, so that no clock can tell who is known', async () => {
    await postgres.kill();
    const answer = await askForLink(app.newClient(), 'known@example.org');
    expect([answer.status, answer.location]).toEqual([303, '/sign-in']);
    await postgres.start();
  });

  it.each(['', 'ada', 'ada@example.org, eve@example.org', 'a@b\r\nBcc: eve@example.org'])(
    'writes to no address like %j',
    async (email) => {
      const before = mail.mails.length;
      const client = app.newClient();
      expect((await client.post('/sign-in', { email })).location).toBe('/sign-in');
      expect(noticesOf(await client.get('/sign-in'))[0]).toContain('not an e-mail address');
      expect(mail.mails).toHaveLength(before);
    },
  );

  it('says so when the mail server refuses, and logs a code without the address', async () => {
    mail.refuse('no mailbox for secret-person@example.org here');
    const client = app.newClient();
    expect((await askForLink(client, 'secret-person@example.org')).location).toBe('/sign-in');
    const page = await client.get('/sign-in');
    expect(noticesOf(page)[0]).toContain('could not be sent');
    expect(page.page('h1').text()).toBe('Sign in');
    mail.refuse(null);
    expect(app.logLines.join()).not.toContain('secret-person');
    expect(app.logLines.some((line) => line.includes('"msg":"mail"'))).toBe(true);
  });

  it('shows the link on the page in a demo without a mail server', async () => {
    const app = await startDemo({ DATABASE_URL: postgres.url });
    const client = app.newClient();
    await askForLink(client, 'demo@example.org');
    const { page } = await client.get('/sign-in');
    expect(page('h1').text()).toBe('Here is your link');
    const link = page('a.button').attr('href') ?? '';
    await client.press(await client.get(link), 'Sign in');
    expect((await client.get('/account')).page('main').text()).toContain('demo@example.org');
    await app.close();
  });

  it('keeps addresses and links out of the log', () => {
    const log = app.logLines.join('\n');
    expect(log).toContain('/sign-in/:sealed');
    expect(log).not.toContain('example.org');
    expect(log).not.toContain('v1.');
  });
});

it('is not offered where there are no accounts', async () => {
  const app = await startTestApp();
  const client = app.newClient();
  for (const path of ['/sign-in', '/account', '/sign-in/any']) {
    expect((await client.get(path)).status, path).toBe(404);
  }
  expect((await client.get('/')).page('a[href="/account"], a[href="/sign-in"]')).toHaveLength(0);
  await app.close();
});
