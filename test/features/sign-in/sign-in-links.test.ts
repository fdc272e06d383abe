/** Which sign-in links work: for whom, how long, how often. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres, type Postgres } from '../../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../../support/sign-in.ts';

const TOO_LATE = 'That link is too old or was used before. Ask for a new one here.';

describe.skipIf(!hasPostgres)('a sign-in link', () => {
  let app: AccountsApp;
  let mail: MailServer;
  let postgres: Postgres;
  beforeAll(async () => {
    app = await startAccountsApp();
    ({ mail, postgres } = app);
  });
  afterAll(() => app.close());

  it('is not used up by a mail server that opens it, and works once for the person', async () => {
    const client = app.newClient();
    await askForLink(client, 'once@example.org');
    const link = linkFor(mail, 'once@example.org');
    for (const scanner of [app.newClient(), app.newClient()]) {
      expect((await scanner.get(link)).location).toBe('/sign-in');
      await scanner.send(link, { method: 'HEAD' });
    }
    const thief = client.copy();
    expect((await client.press(await client.get(link), 'Sign in')).location).toBe('/account');
    expect((await client.get(link)).location).toBe('/sign-in');
    expect(noticesOf(await client.get('/sign-in'))).toContain(
      'A link works only in the browser that asked for it. Open it there, or ask for one here.',
    );
    // Even with a copy of the browser from before, the link is used up.
    expect((await thief.post(link)).location).toBe('/sign-in');
    expect(noticesOf(await thief.get('/sign-in'))).toEqual([TOO_LATE]);
    expect((await thief.get('/account')).location).toBe('/sign-in');
  });

  it('works once when the button is pressed twice at the same time', async () => {
    const client = app.newClient();
    await askForLink(client, 'twice@example.org');
    const link = linkFor(mail, 'twice@example.org');
    const answers = await Promise.all([client.copy().post(link), client.copy().post(link)]);
    expect(answers.map(({ location }) => location).toSorted()).toEqual(['/account', '/sign-in']);
  });

  it('works only in the browser that asked, whoever else has the link', async () => {
    const client = app.newClient();
    await askForLink(client, 'mine@example.org');
    const link = linkFor(mail, 'mine@example.org');
    const other = app.newClient();
    await askForLink(other, 'theirs@example.org');
    expect((await other.post(link)).location).toBe('/sign-in');
    expect((await other.get('/account')).location).toBe('/sign-in');
    expect((await client.post(link)).location).toBe('/account');
  });

  it('works with any of the links that a browser asked for, until one is used', async () => {
    const client = app.newClient();
    await askForLink(client, 'impatient@example.org');
    const first = linkFor(mail, 'impatient@example.org');
    await client.press(await client.get('/sign-in'), 'Send another link', {
      email: 'impatient@example.org',
    });
    const second = linkFor(mail, 'impatient@example.org');
    expect(second).not.toBe(first);
    expect((await client.post(first)).location).toBe('/account');
    expect((await client.post(second)).location).toBe('/sign-in');
  });

  it('expires after a quarter of an hour, and being signed in after 30 days', async () => {
    const client = app.newClient();
    await askForLink(client, 'late@example.org');
    const link = linkFor(mail, 'late@example.org');
    await app.pass(0.251);
    expect((await client.post(link)).location).toBe('/sign-in');
    expect(noticesOf(await client.get('/sign-in'))).toEqual([TOO_LATE]);
    await signIn(client, mail, 'late@example.org');
    await app.pass(30 * 24 - 0.001);
    expect((await client.get('/account')).status).toBe(200);
    await app.pass(0.002);
    expect((await client.get('/account')).location).toBe('/sign-in');
  });

  it.each(['v1.forged.AAAA', '%00', 'x'.repeat(1500), '..%2Faccount'])(
    'does not work when it reads %s',
    async (sealed) => {
      expect((await app.newClient().post(`/sign-in/${sealed}`)).location).toBe('/sign-in');
    },
  );

  it('does not work when it was sealed for another purpose, or for no browser', async () => {
    const { sealer } = app.services;
    const inAMinute = new Date(app.now().getTime() + 60_000);
    const content = Buffer.from(JSON.stringify({ email: 'forged@example.org', nonce: undefined }));
    for (const binding of [
      { purpose: 'user', name: 'link' },
      { purpose: 'sign-in', name: 'user' },
      { purpose: 'sign-in', name: 'link' },
    ] as const) {
      const sealed = sealer.seal(content, inAMinute, binding);
      expect((await app.newClient().post(`/sign-in/${sealed}`)).location).toBe('/sign-in');
    }
  });

  it('works again after the database was down, which the page says meanwhile', async () => {
    const client = app.newClient();
    await askForLink(client, 'patient@example.org');
    const link = linkFor(mail, 'patient@example.org');
    await postgres.kill();
    const answer = await client.post(link);
    expect([answer.status, answer.page('h1').text()]).toEqual([503, 'Sign-in is not available just now']);
    for (const path of ['/', '/privacy', '/sign-in', '/healthz']) {
      expect((await client.get(path)).status, path).toBe(200);
    }
    await postgres.start();
    expect((await client.post(link)).location).toBe('/account');
  });
});
