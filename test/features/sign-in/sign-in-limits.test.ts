/** Signing in among many: other people’s, other instances’. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { askForLink, linkFor } from '../../support/sign-in.ts';
import { newKey, startTestApp } from '../../support/test-app.ts';

describe.skipIf(!hasPostgres)('signing in', () => {
  let app: AccountsApp;
  let mail: MailServer;
  beforeAll(async () => {
    app = await startAccountsApp();
    ({ mail } = app);
  }, 60_000);
  afterAll(() => app.close());

  it('sends five links to an address in a quarter of an hour, from wherever they are asked for', async () => {
    const email = 'popular@example.org';
    for (let turn = 0; turn < 5; turn++) expect((await askForLink(app.newClient(), email)).status).toBe(303);
    const before = mail.mails.length;
    const answer = await askForLink(app.newClient(), ` ${email.toUpperCase()}`);
    expect([answer.status, answer.page('h1').text()]).toEqual([429, 'Enough links for now']);
    expect(mail.mails).toHaveLength(before);
  });

  it('sends thirty links to one network', async () => {
    const other = await startTestApp({ env: app.env });
    for (let turn = 0; turn < 30; turn++) {
      expect((await other.newClient().post('/sign-in', { email: `n${turn}@example.org` })).status).toBe(303);
    }
    expect((await other.newClient().post('/sign-in', { email: 'n30@example.org' })).status).toBe(429);
    await other.close();
  });

  it('is finished at another instance, which knows who is signed in as well', async () => {
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
});
