/** Signing out ends every session of a person: no copy of the cookie is good after it, in whatever browser. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { Client } from '../../support/client.ts';
import { deleteByApi } from '../../support/delete-me.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { signIn } from '../../support/sign-in.ts';

const HERE_ONLY = 'signed out of your account in this browser alone';

describe.skipIf(!hasPostgres)('signing out', () => {
  let app: AccountsApp;
  beforeAll(async () => {
    app = await startAccountsApp();
  });
  afterAll(() => app.close());

  async function signedIn(email: string): Promise<Client> {
    const client = app.newClient();
    await signIn(client, app.mail, email);
    expect((await client.get('/account')).status).toBe(200);
    return client;
  }

  const rowOf = (email: string) => app.postgres.query(`SELECT * FROM users WHERE email = '${email}'`);

  async function expectSignedOut(client: Client): Promise<void> {
    const copy = client.copy();
    expect((await client.get('/account')).location).toBe('/sign-in');
    expect([...client.jar.keys()]).not.toContain('user');
    const { onThisServer } = JSON.parse((await copy.get('/privacy.json')).text);
    expect(onThisServer.user).toBeNull();
    expect([...copy.jar.keys()]).not.toContain('user');
  }

  it.each(['/sign-out', '/logout'])(
    'by POST %s ends the session in this and every other browser, and for every copy of the cookies',
    async (path) => {
      const email = `everywhere${path.replace('/', '-')}@example.org`;
      const [here, phone] = [await signedIn(email), await signedIn(email)];
      const [copy, copyOfPhone] = [here.copy(), phone.copy()];
      await here.post(path);
      for (const client of [here, phone, copy, copyOfPhone]) await expectSignedOut(client);
      // Whoever signs in again is signed in, and the copies are not with them.
      const again = await signedIn(email);
      await expectSignedOut(phone.copy());
      expect((await again.get('/account')).page('main').text()).toContain(email);
    },
  );

  it('leaves a copy from before it nothing to delete, and nobody to sign out', async () => {
    const email = 'twice@example.org';
    const here = await signedIn(email);
    const copies = [here.copy(), here.copy(), here.copy(), here.copy()] as const;
    await here.post('/sign-out');
    const again = await signedIn(email);
    const byPage = await copies[0].post('/delete-me');
    expect(byPage.page('main').text()).toContain('You were not signed in, so no account was deleted.');
    expect((await deleteByApi(copies[1])).receipt.map(({ what }) => what)).toEqual(['Cookies']);
    await copies[2].post('/sign-out');
    await copies[3].post('/logout');
    expect(copies.map(({ jar }) => jar.has('user'))).toEqual([false, false, false, false]);
    expect((await again.get('/account')).status).toBe(200);
    expect(await rowOf(email)).toMatchObject([{ sign_outs: 1 }]);
  });

  it('is one button on the account page, which says that it is for every browser', async () => {
    const client = await signedIn('button@example.org');
    const { page } = await client.get('/account');
    const forms = page('form[action="/sign-out"]');
    expect(forms).toHaveLength(1);
    expect(forms.find('button').text()).toBe('Sign out everywhere');
    expect(forms.text()).toContain('In this and every other browser');
    expect(page('main table').text()).toMatch(/Sign-outs\s*0/);
  });

  it('says that it is in this browser alone while the database is down, and the copies are ended later', async () => {
    const email = 'down@example.org';
    const [here, there, copy] = [await signedIn(email), await signedIn(email), await signedIn(email)];
    await app.postgres.kill();
    await here.post('/sign-out');
    expect([...here.jar.keys()]).not.toContain('user');
    const [notice] = noticesOf(await here.get('/'));
    expect(notice).toContain('in this browser alone');
    expect(notice).toContain('sign in and sign out again');
    const receipt = await there.post('/logout');
    expect([receipt.status, receipt.page('.partial').text()]).toEqual([
      200,
      expect.stringContaining(HERE_ONLY),
    ]);
    expect([...there.jar.keys()]).not.toContain('user');
    await app.postgres.start();
    expect((await copy.get('/account')).status).toBe(200);
    await (await signedIn(email)).post('/sign-out');
    await expectSignedOut(copy);
  });

  it('is not spoken of to somebody who was not signed in, or is signed out everywhere', async () => {
    for (const client of [app.newClient(), await signedIn('plain@example.org')]) {
      expect((await client.post('/logout')).text).not.toContain(HERE_ONLY);
    }
  });

  it('has happened to a cookie from before sign-outs were counted', async () => {
    const client = await signedIn('old-cookie@example.org');
    const [row] = await rowOf('old-cookie@example.org');
    const expiresAt = new Date(app.now().getTime() + 60_000);
    const binding = { purpose: 'user', name: 'user' } as const;
    client.jar.set('user', app.services.sealer.seal(Buffer.from(String(row?.id)), expiresAt, binding));
    await expectSignedOut(client);
  });
});
