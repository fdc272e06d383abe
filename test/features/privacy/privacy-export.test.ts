import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { askForLink, signIn } from '../../support/sign-in.ts';
import { startTestApp } from '../../support/test-app.ts';

async function exportFor(client: Client) {
  const answer = await client.get('/privacy.json');
  return { ...answer, file: JSON.parse(answer.text) };
}

describe.skipIf(!hasPostgres)('with accounts', () => {
  let app: AccountsApp;
  beforeAll(async () => {
    app = await startAccountsApp();
  }, 60_000);
  afterAll(() => app.close());

  it('holds the whole row and every cookie, and no key to a bank', async () => {
    const client = app.newClient();
    await signIn(client, app.mail, 'ada@example.org');
    await linkBank(client, { lifetime: '30' });
    await client.post('/preferences', { hidden: 'yes', theme: 'dark' });
    const { file, text, headers, status } = await exportFor(client);
    expect([status, headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="ledgerless-privacy.json"',
    ]);
    const [row = {}] = await app.postgres.query("SELECT * FROM users WHERE email = 'ada@example.org'");
    expect(file.onThisServer.user).toEqual({
      id: row.id,
      email: 'ada@example.org',
      subscription: 'free',
      createdAt: (row.created_at as Date).toJSON(),
    });
    expect(file.inYourBrowser.cookies.map(({ name }: { name: string }) => name)).toEqual([
      ...client.jar.keys(),
    ]);
    const [item] = app.emulator.control.items();
    expect(file.inYourBrowser.banks).toMatchObject([
      { institutionName: 'Fernhollow Bank', itemId: item?.id },
    ]);
    expect(file.inYourBrowser.preferences).toEqual({ isHidden: true, theme: 'dark' });
    expect(text).not.toContain(item?.accessToken);
    expect(text).not.toContain('access-');
    for (const value of client.jar.values()) expect(text).not.toContain(value);
    expect(file.storage).toEqual(app.services.storage);
  });

  it('tells of a signing-in that was begun', async () => {
    const client = app.newClient();
    await askForLink(client, 'begun@example.org');
    const { file } = await exportFor(client);
    expect(file.onThisServer.user).toBeNull();
    expect(file.inYourBrowser.session.signingInAs).toBe('begun@example.org');
  });

  it('says what it lacks while the database is down, as the page does', async () => {
    const client = app.newClient();
    await signIn(client, app.mail, 'down@example.org');
    await app.postgres.kill();
    const { file, status } = await exportFor(client);
    expect([status, file.problems.length, file.onThisServer.user]).toEqual([503, 1, null]);
    const page = await client.get('/privacy');
    expect([page.status, page.page('.account').text()]).toEqual([
      200,
      expect.stringContaining('database does not answer just now'),
    ]);
    await app.postgres.start();
    expect((await exportFor(client)).file.onThisServer.user.email).toBe('down@example.org');
  });

  it('agrees with the page, which shows the row and every fact of what is on', async () => {
    const client = app.newClient();
    await signIn(client, app.mail, 'page@example.org');
    const { page } = await client.get('/privacy');
    expect(page('.account tbody').text()).toContain('page@example.org');
    expect(page('.storage tbody tr')).toHaveLength(app.services.storage.length);
    expect(page('.storage').text()).toContain('PostgreSQL');
    expect(page('.cookies').text()).toContain('The number of the account you are signed in to, encrypted');
    expect(page('footer').text()).not.toContain('Nothing about you');
  });
});

it('holds nothing but what stands in the browser where there are no accounts', async () => {
  const app = await startTestApp();
  const client = app.newClient();
  const { file, status } = await exportFor(client);
  expect(status).toBe(200);
  expect(file.onThisServer).toEqual({ user: null, copies: [] });
  expect(file.inYourBrowser).toMatchObject({ cookies: [], banks: [] });
  const { page } = await client.get('/privacy');
  expect(page('.storage').text()).not.toContain('PostgreSQL');
  expect(page('.account')).toHaveLength(0);
  expect(page('footer').text()).toContain('Nothing about you is kept on this server.');
  await app.close();
});
