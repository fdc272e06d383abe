import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { Client } from '../../support/client.ts';
import { startDemo } from '../../support/demo.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres, type Postgres } from '../../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../../support/sign-in.ts';
import { newKey, startTestApp } from '../../support/test-app.ts';

describe.skipIf(!hasPostgres)('signing in', () => {
  let app: AccountsApp;
  let mail: MailServer;
  let postgres: Postgres;
  beforeAll(async () => {
    app = await startAccountsApp();
    ({ mail, postgres } = app);
  });
  afterAll(() => app.close());

  it('takes an address, a link from the mail, and a button', async () => {
    const client = app.newClient();
    const asked = await askForLink(client, ' Ada@Example.ORG ');
    expect(asked).toMatchObject({ status: 303, location: '/sign-in' });
    expect((await client.get('/sign-in')).page('.lead').text()).toContain('on its way to ada@example.org');
    expect(mail.mails.at(-1)).toMatchObject({ from: 'sign-in@ledgerless.example', to: ['ada@example.org'] });

    const signedIn = await client.press(await client.get(linkFor(mail, 'ada@example.org')), 'Sign in');
    expect(signedIn.location).toBe('/account');
    await postgres.query("UPDATE users SET created_at = '2026-05-20T11:58:00Z'");
    const account = await client.get('/account');
    expect(noticesOf(account)).toEqual(['You are signed in as ada@example.org.']);
    expect(account.page('main tbody td').first().text()).toBe('ada@example.org');
    expect(account.page('main').text()).toContain('free');
    // Made two minutes ago by the app's clock, and still told with its date.
    expect(account.page('tr:contains(Created) td').text()).toMatch(/^May 20, 2026, 11:58\sAM UTC$/);
    await client.press(account, 'Sign out everywhere');
    expect(noticesOf(await client.get('/'))).toEqual([
      'You are signed out of your account, in every browser.',
    ]);
    expect((await client.get('/account')).location).toBe('/sign-in');
  });

  it('writes nothing to the database and tells nobody who has an account, before the button is pressed', async () => {
    await signIn(app.newClient(), mail, 'known@example.org');
    const before = await postgres.dump();
    const ask = async (client: Client, email: string) => {
      const { status, location, text } = await askForLink(client, email);
      const page = (await client.get('/sign-in')).text.replaceAll(email, '');
      return { status, location, text, page };
    };
    const unknown = app.newClient();
    expect(await ask(unknown, 'new@example.org')).toEqual(await ask(app.newClient(), 'known@example.org'));
    await unknown.get(linkFor(mail, 'new@example.org'));
    expect(await postgres.dump()).toBe(before);
  });

  it('asks the database nothing for a link, so that no timing tells who has an account', async () => {
    await postgres.kill();
    const answer = await askForLink(app.newClient(), 'known@example.org');
    expect(answer).toMatchObject({ status: 303, location: '/sign-in' });
    await postgres.start();
  });

  it.each(['', 'ada', 'ada@example.org, eve@example.org', 'a@b\r\nBcc: eve@example.org'])(
    'sends no mail to an address like %j',
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
    const demo = await startDemo({ DATABASE_URL: postgres.url });
    const client = demo.newClient();
    await askForLink(client, 'demo@example.org');
    const { page } = await client.get('/sign-in');
    expect(page('h1').text()).toBe('Here is your link');
    await client.press(await client.get(page('a.button').attr('href') ?? ''), 'Sign in');
    expect((await client.get('/account')).page('main').text()).toContain('demo@example.org');
    await demo.close();
  });

  it('can be finished at another instance, which knows who is signed in as well', async () => {
    const env = { ...app.env, ENCRYPTION_KEYS: newKey() };
    const first = await startTestApp({ env });
    const second = await startTestApp({ env, emulator: first.emulator });
    const client = first.newClient();
    await askForLink(client, 'walker@example.org');
    const link = linkFor(mail, 'walker@example.org');
    expect((await client.at(second.url).post(link)).location).toBe('/account');
    expect((await client.get('/account')).page('main').text()).toContain('walker@example.org');
    await Promise.all([second.close(), first.close()]);
  });

  it('sends five links to an address in a quarter of an hour, from wherever they are asked for', async () => {
    const email = 'popular@example.org';
    const asking = await startTestApp({ env: app.env });
    for (let turn = 0; turn < 5; turn++)
      expect((await askForLink(asking.newClient(), email)).status).toBe(303);
    const before = mail.mails.length;
    const answer = await askForLink(asking.newClient(), ` ${email.toUpperCase()}`);
    expect([answer.status, answer.page('h1').text()]).toEqual([429, 'Too many sign-in links']);
    expect(mail.mails).toHaveLength(before);
    await asking.close();
  });

  it('sends thirty links to one network in that time', async () => {
    const asking = await startTestApp({ env: app.env });
    for (let turn = 0; turn < 30; turn++) {
      const email = `n${turn}@example.org`;
      expect((await asking.newClient().post('/sign-in', { email })).status).toBe(303);
    }
    expect((await asking.newClient().post('/sign-in', { email: 'n30@example.org' })).status).toBe(429);
    await asking.close();
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
