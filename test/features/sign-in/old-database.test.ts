/** A database that is older than this version, or that takes no changes. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { Client } from '../../support/client.ts';
import { deleteByApi } from '../../support/delete-me.ts';
import { noticesOf } from '../../support/pages.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { askForLink, linkFor, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** The table as the first version made it. */
const FIRST_SCHEMA = `CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL UNIQUE,
    subscription text NOT NULL DEFAULT 'free' CHECK (subscription IN ('free', 'premium')),
    created_at timestamptz NOT NULL DEFAULT now()
  );
  COMMENT ON TABLE users IS 'steps: 1';
  INSERT INTO users (email, subscription) VALUES ('early@example.org', 'premium')`;
const UNAVAILABLE = [503, 'Sign-in is not available just now'];
const READING = ['/', '/sign-in', '/privacy', '/setup', '/healthz'];

describe.skipIf(!hasPostgres)('the database of accounts', () => {
  let stores: AccountsApp;
  let app: TestApp;
  let client: Client;
  beforeAll(async () => {
    stores = await startAccountsApp();
  });
  afterAll(() => stores.close());
  beforeEach(async () => {
    app = await startTestApp({ env: stores.env });
    client = app.newClient();
  });
  afterEach(async () => {
    await takeChanges(true);
    await stores.postgres.query('DROP TABLE IF EXISTS users');
    await app.close();
  });

  /** For connections from now on; those that are open are closed. */
  async function takeChanges(areTaken: boolean): Promise<void> {
    const value = areTaken ? 'off' : 'on';
    await stores.postgres.query(
      `BEGIN READ WRITE; ALTER DATABASE postgres SET default_transaction_read_only = ${value}; COMMIT`,
    );
    await stores.postgres.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
    );
  }

  async function expectPagesToWork(): Promise<void> {
    for (const path of READING) expect([path, (await client.get(path)).status]).toEqual([path, 200]);
  }

  async function expectNoSignIn(email: string): Promise<string> {
    const stranger = app.newClient();
    await askForLink(stranger, email);
    const link = linkFor(stores.mail, email);
    const answer = await stranger.post(link);
    expect([answer.status, answer.page('h1').text()]).toEqual(UNAVAILABLE);
    expect(answer.page('.lead').text()).toContain('or takes no changes');
    // The link is as good as before.
    expect((await stranger.get(link)).status).toBe(200);
    return link;
  }

  it('may be of the first version: it is changed at the first question, and its people stay who they are', async () => {
    await stores.postgres.query(FIRST_SCHEMA);
    const [before] = await stores.postgres.query('SELECT * FROM users');
    await signIn(client, stores.mail, 'early@example.org');
    expect((await client.get('/account')).page('main').text()).toContain('premium');
    expect(await stores.postgres.query('SELECT * FROM users')).toEqual([{ ...before, sign_outs: 0 }]);
    const copy = client.copy();
    await client.post('/sign-out');
    expect((await copy.get('/account')).location).toBe('/sign-in');
  });

  it('may take no changes: what only reads works, and signing in is not available', async () => {
    await signIn(client, stores.mail, 'reader@example.org');
    const [copy, other] = [client.copy(), client.copy()];
    await takeChanges(false);
    await expectPagesToWork();
    expect((await client.get('/account')).page('main').text()).toContain('reader@example.org');
    expect(JSON.parse((await client.get('/privacy.json')).text).onThisServer.user.email).toBe(
      'reader@example.org',
    );
    await expectNoSignIn('reader@example.org');
    await expectNoSignIn('new@example.org');
    expect(await deleteByApi(other)).toMatchObject({ status: 503, isComplete: false });
    await client.post('/sign-out');
    expect(noticesOf(await client.get('/'))[0]).toContain('in this browser alone');
    await takeChanges(true);
    expect((await copy.get('/account')).status).toBe(200);
    await copy.post('/sign-out');
    expect((await other.get('/account')).location).toBe('/sign-in');
  });

  it('may be of the first version and take no changes: nobody is signed in until it takes them', async () => {
    await signIn(client, stores.mail, 'early@example.org');
    await stores.postgres.query('DROP TABLE users');
    await stores.postgres.query(FIRST_SCHEMA);
    await takeChanges(false);
    await expectPagesToWork();
    expect((await client.get('/account')).status).toBe(503);
    expect((await client.get('/privacy')).page('.account').text()).toContain('does not answer just now');
    const link = await expectNoSignIn('early@example.org');
    expect(link).toMatch(/^\/sign-in\//);
    await takeChanges(true);
    await signIn(client, stores.mail, 'early@example.org');
    expect((await client.get('/account')).page('main').text()).toContain('premium');
  });
});
