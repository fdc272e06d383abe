import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemo } from '../support/demo.ts';
import { type House, openHouse } from '../support/house.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { noticesOf } from '../support/pages.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../support/sign-in.ts';

const FROM = 'Ledgerless <sign-in@ledgerless.example>';
const TOO_LATE = 'That link is too old or was used before. Ask for a new one here.';

describe.skipIf(!hasPostgres)('signing in', () => {
  let postgres: Postgres;
  let mail: MailServer;
  let house: House;
  let clockAhead = 0;
  beforeAll(async () => {
    [postgres, mail] = await Promise.all([startPostgres(), startMailServer()]);
    house = await openHouse({
      env: { DATABASE_URL: postgres.url, SMTP_URL: mail.url, MAIL_FROM: FROM },
      now: () => new Date(Date.now() + clockAhead),
    });
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await Promise.all([postgres.close(), mail.close()]);
  });

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

  it('is not done by a mail server that reads the link, and works once for the person', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'once@example.org');
    const link = linkFor(mail, 'once@example.org');
    for (const scanner of [house.visitor(), house.visitor()]) {
      expect((await scanner.get(link)).location).toBe('/sign-in');
      await scanner.send(link, { method: 'HEAD' });
    }
    const thief = visitor.copy();
    expect((await visitor.press(await visitor.get(link), 'Sign in')).location).toBe('/account');
    expect((await visitor.get(link)).location).toBe('/sign-in');
    expect(noticesOf(await visitor.get('/sign-in'))).toContain(
      'A link works only in the browser that asked for it. Open it there, or ask for one here.',
    );
    // Even with a copy of the browser from before, the link is used up.
    expect((await thief.post(link)).location).toBe('/sign-in');
    expect(noticesOf(await thief.get('/sign-in'))).toEqual([TOO_LATE]);
    expect((await thief.get('/account')).location).toBe('/sign-in');
  });

  it('is done once when the button is pressed twice at the same time', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'twice@example.org');
    const link = linkFor(mail, 'twice@example.org');
    const answers = await Promise.all([visitor.copy().post(link), visitor.copy().post(link)]);
    expect(answers.map(({ location }) => location).toSorted()).toEqual(['/account', '/sign-in']);
  });

  it('works only in the browser that asked, whoever else has the link', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'mine@example.org');
    const link = linkFor(mail, 'mine@example.org');
    const other = house.visitor();
    await askForLink(other, 'theirs@example.org');
    expect((await other.post(link)).location).toBe('/sign-in');
    expect((await other.get('/account')).location).toBe('/sign-in');
    expect((await visitor.post(link)).location).toBe('/account');
  });

  it('works with any of the links that a browser asked for, until one is used', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'impatient@example.org');
    const first = linkFor(mail, 'impatient@example.org');
    await visitor.press(await visitor.get('/sign-in'), 'Send another link', {
      email: 'impatient@example.org',
    });
    const second = linkFor(mail, 'impatient@example.org');
    expect(second).not.toBe(first);
    expect((await visitor.post(first)).location).toBe('/account');
    expect((await visitor.post(second)).location).toBe('/sign-in');
  });

  it('is over for a link after a quarter of an hour, and for a browser after 30 days', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'late@example.org');
    const link = linkFor(mail, 'late@example.org');
    clockAhead = 15 * 60_000 + 1000;
    expect((await visitor.post(link)).location).toBe('/sign-in');
    expect(noticesOf(await visitor.get('/sign-in'))).toEqual([TOO_LATE]);
    await signIn(visitor, mail, 'late@example.org');
    clockAhead += 30 * 86_400_000 - 1000;
    expect((await visitor.get('/account')).status).toBe(200);
    clockAhead += 2000;
    expect((await visitor.get('/account')).location).toBe('/sign-in');
    clockAhead = 0;
  });

  it.each(['v1.forged.AAAA', '%00', 'x'.repeat(1500), '..%2Faccount'])(
    'is not done by %s',
    async (sealed) => {
      expect((await house.visitor().post(`/sign-in/${sealed}`)).location).toBe('/sign-in');
    },
  );

  it('knows no link by the seal of anything else', async () => {
    const { sealer } = house.services;
    const content = Buffer.from(JSON.stringify({ email: 'forged@example.org', nonce: undefined }));
    for (const binding of [
      { purpose: 'user', name: 'link' },
      { purpose: 'sign-in', name: 'user' },
    ]) {
      const sealed = sealer.seal(content, new Date(Date.now() + 60_000), binding);
      expect((await house.visitor().post(`/sign-in/${sealed}`)).location).toBe('/sign-in');
    }
    const own = sealer.seal(content, new Date(Date.now() + 60_000), { purpose: 'sign-in', name: 'link' });
    expect((await house.visitor().post(`/sign-in/${own}`)).location).toBe('/sign-in');
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

  it('keeps addresses and links out of the log', () => {
    const log = house.logLines.join('\n');
    expect(log).toContain('/sign-in/:sealed');
    expect(log).not.toContain('example.org');
    expect(log).not.toContain('v1.');
  });

  it('leaves a link good while the database is down, and says what is the matter', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'patient@example.org');
    const link = linkFor(mail, 'patient@example.org');
    await postgres.kill();
    const answer = await visitor.post(link);
    expect([answer.status, answer.page('h1').text()]).toEqual([503, 'Accounts cannot be reached just now']);
    for (const path of ['/', '/privacy', '/sign-in', '/healthz']) {
      expect((await visitor.get(path)).status, path).toBe(200);
    }
    await postgres.start();
    expect((await visitor.post(link)).location).toBe('/account');
  });

  it('sends five links to an address in a quarter of an hour, from wherever they are asked for', async () => {
    const email = 'popular@example.org';
    for (let turn = 0; turn < 5; turn++) expect((await askForLink(house.visitor(), email)).status).toBe(303);
    const before = mail.mails.length;
    const answer = await askForLink(house.visitor(), ` ${email.toUpperCase()}`);
    expect([answer.status, answer.page('h1').text()]).toEqual([429, 'Enough links for now']);
    expect(mail.mails).toHaveLength(before);
  });
});

describe.skipIf(!hasPostgres)('instances', () => {
  let postgres: Postgres;
  let mail: MailServer;
  beforeAll(async () => {
    [postgres, mail] = await Promise.all([startPostgres(), startMailServer()]);
  }, 60_000);
  afterAll(() => Promise.all([postgres.close(), mail.close()]));

  it('finish what another began, and share who is signed in', async () => {
    const env = {
      DATABASE_URL: postgres.url,
      SMTP_URL: mail.url,
      MAIL_FROM: FROM,
      ENCRYPTION_KEYS: Buffer.from('an encryption key of 32 letters!').toString('base64'),
    };
    const first = await openHouse({ env });
    const second = await openHouse({ env, emulator: first.emulator });
    const visitor = first.visitor();
    await askForLink(visitor, 'walker@example.org');
    const link = linkFor(mail, 'walker@example.org');
    expect((await visitor.at(second.url).post(link)).location).toBe('/account');
    expect((await visitor.get('/account')).page('main').text()).toContain('walker@example.org');
    await Promise.all([second.close(), first.close()]);
  });

  it('stop sending after thirty links to one network', async () => {
    const house = await openHouse({
      env: { DATABASE_URL: postgres.url, SMTP_URL: mail.url, MAIL_FROM: FROM },
    });
    for (let turn = 0; turn < 30; turn++) {
      expect((await house.visitor().post('/sign-in', { email: `n${turn}@example.org` })).status).toBe(303);
    }
    expect((await house.visitor().post('/sign-in', { email: 'n30@example.org' })).status).toBe(429);
    await house.close();
  });

  it('show the link on the page in a demo without a mail server', async () => {
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
