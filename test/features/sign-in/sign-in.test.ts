import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsHouse, openAccountsHouse } from '../../support/accounts-house.ts';
import { openDemo } from '../../support/demo.ts';
import { openHouse } from '../../support/house.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres, type Postgres } from '../../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../../support/sign-in.ts';

describe.skipIf(!hasPostgres)('signing in', () => {
  let house: AccountsHouse;
  let mail: MailServer;
  let postgres: Postgres;
  beforeAll(async () => {
    house = await openAccountsHouse();
    ({ mail, postgres } = house);
  }, 60_000);
  afterAll(() => house.close());

  it('takes an address, a link from the mail, and a button', async () => {
    const visitor = house.visitor();
    const asked = await askForLink(visitor, ' Ada@Example.ORG ');
    expect([asked.status, asked.location]).toEqual([303, '/sign-in']);
    expect((await visitor.get('/sign-in')).page('.lead').text()).toContain('on its way to ada@example.org');
    const last = mail.mails.at(-1);
    expect([last?.from, last?.to]).toEqual(['sign-in@ledgerless.example', ['ada@example.org']]);

    const signedIn = await visitor.press(await visitor.get(linkFor(mail, 'ada@example.org')), 'Sign in');
    expect(signedIn.location).toBe('/account');
    const account = await visitor.get('/account');
    expect(noticesOf(account)).toEqual(['You are signed in as ada@example.org.']);
    expect(account.page('main tbody td').first().text()).toBe('ada@example.org');
    expect(account.page('main').text()).toContain('free');
    await visitor.press(account, 'Sign out');
    expect(noticesOf(await visitor.get('/'))).toEqual(['You are signed out of your account.']);
    expect((await visitor.get('/account')).location).toBe('/sign-in');
  });

  it('writes nothing to the database before the button is pressed, known address or not', async () => {
    await signIn(house.visitor(), mail, 'known@example.org');
    const before = await postgres.dump();
    const [known, unknown] = [house.visitor(), house.visitor()];
    const answers = [
      await askForLink(known, 'known@example.org'),
      await askForLink(unknown, 'new@example.org'),
    ];
    const seen = answers.map(({ status, location, text }) => [status, location, text]);
    expect(seen[0]).toEqual(seen[1]);
    const pages = await Promise.all([known, unknown].map((visitor) => visitor.get('/sign-in')));
    const [first, second] = pages.map(({ text }) => text);
    expect(first?.replaceAll('known@example.org', '')).toBe(second?.replaceAll('new@example.org', ''));
    await unknown.get(linkFor(mail, 'new@example.org'));
    expect(await postgres.dump()).toBe(before);
  });

  it('asks the database nothing, so that no clock can tell who is known', async () => {
    await postgres.kill();
    const answer = await askForLink(house.visitor(), 'known@example.org');
    expect([answer.status, answer.location]).toEqual([303, '/sign-in']);
    await postgres.start();
  });

  it.each(['', 'ada', 'ada@example.org, eve@example.org', 'a@b\r\nBcc: eve@example.org'])(
    'writes to no address like %j',
    async (email) => {
      const before = mail.mails.length;
      const visitor = house.visitor();
      expect((await visitor.post('/sign-in', { email })).location).toBe('/sign-in');
      expect(noticesOf(await visitor.get('/sign-in'))[0]).toContain('not an e-mail address');
      expect(mail.mails).toHaveLength(before);
    },
  );

  it('says so when the mail server refuses, and logs a code without the address', async () => {
    mail.refuse('no mailbox for secret-person@example.org here');
    const visitor = house.visitor();
    expect((await askForLink(visitor, 'secret-person@example.org')).location).toBe('/sign-in');
    const page = await visitor.get('/sign-in');
    expect(noticesOf(page)[0]).toContain('could not be sent');
    expect(page.page('h1').text()).toBe('Sign in');
    mail.refuse(null);
    expect(house.logLines.join()).not.toContain('secret-person');
    expect(house.logLines.some((line) => line.includes('"msg":"mail"'))).toBe(true);
  });

  it('shows the link on the page in a demo without a mail server', async () => {
    const house = await openDemo({ DATABASE_URL: postgres.url });
    const visitor = house.visitor();
    await askForLink(visitor, 'demo@example.org');
    const { page } = await visitor.get('/sign-in');
    expect(page('h1').text()).toBe('Here is your link');
    const link = page('a.button').attr('href') ?? '';
    await visitor.press(await visitor.get(link), 'Sign in');
    expect((await visitor.get('/account')).page('main').text()).toContain('demo@example.org');
    await house.close();
  });

  it('keeps addresses and links out of the log', () => {
    const log = house.logLines.join('\n');
    expect(log).toContain('/sign-in/:sealed');
    expect(log).not.toContain('example.org');
    expect(log).not.toContain('v1.');
  });
});

it('is not offered where there are no accounts', async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  for (const path of ['/sign-in', '/account', '/sign-in/any']) {
    expect((await visitor.get(path)).status, path).toBe(404);
  }
  expect((await visitor.get('/')).page('a[href="/account"], a[href="/sign-in"]')).toHaveLength(0);
  await house.close();
});
