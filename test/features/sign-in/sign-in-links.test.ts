/** Which sign-in links work: for whom, how long, how often. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsHouse, openAccountsHouse } from '../../support/accounts-house.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres, type Postgres } from '../../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../../support/sign-in.ts';

const TOO_LATE = 'That link is too old or was used before. Ask for a new one here.';

describe.skipIf(!hasPostgres)('a sign-in link', () => {
  let house: AccountsHouse;
  let mail: MailServer;
  let postgres: Postgres;
  beforeAll(async () => {
    house = await openAccountsHouse();
    ({ mail, postgres } = house);
  }, 60_000);
  afterAll(() => house.close());

  const inAMinute = () => new Date(house.now().getTime() + 60_000);

  it('is not used up by a mail server that reads it, and works once for the person', async () => {
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

  it('works once when the button is pressed twice at the same time', async () => {
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

  it('is over after a quarter of an hour, and its browser’s signing in after 30 days', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'late@example.org');
    const link = linkFor(mail, 'late@example.org');
    await house.pass(0.251);
    expect((await visitor.post(link)).location).toBe('/sign-in');
    expect(noticesOf(await visitor.get('/sign-in'))).toEqual([TOO_LATE]);
    await signIn(visitor, mail, 'late@example.org');
    await house.pass(30 * 24 - 0.001);
    expect((await visitor.get('/account')).status).toBe(200);
    await house.pass(0.002);
    expect((await visitor.get('/account')).location).toBe('/sign-in');
  });

  it.each(['v1.forged.AAAA', '%00', 'x'.repeat(1500), '..%2Faccount'])(
    'is none that reads %s',
    async (sealed) => {
      expect((await house.visitor().post(`/sign-in/${sealed}`)).location).toBe('/sign-in');
    },
  );

  it('is none by the seal of anything else', async () => {
    const { sealer } = house.services;
    const content = Buffer.from(JSON.stringify({ email: 'forged@example.org', nonce: undefined }));
    for (const binding of [
      { purpose: 'user', name: 'link' },
      { purpose: 'sign-in', name: 'user' },
    ] as const) {
      const sealed = sealer.seal(content, inAMinute(), binding);
      expect((await house.visitor().post(`/sign-in/${sealed}`)).location).toBe('/sign-in');
    }
    const own = sealer.seal(content, inAMinute(), { purpose: 'sign-in', name: 'link' });
    expect((await house.visitor().post(`/sign-in/${own}`)).location).toBe('/sign-in');
  });

  it('stays good while the database is down, and the page says what is the matter', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'patient@example.org');
    const link = linkFor(mail, 'patient@example.org');
    await postgres.kill();
    const answer = await visitor.post(link);
    expect([answer.status, answer.page('h1').text()]).toEqual([503, 'Sign-in is not available just now']);
    for (const path of ['/', '/privacy', '/sign-in', '/healthz']) {
      expect((await visitor.get(path)).status, path).toBe(200);
    }
    await postgres.start();
    expect((await visitor.post(link)).location).toBe('/account');
  });
});
