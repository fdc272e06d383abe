import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import { described } from '../../support/api-document.ts';
import { askToDelete, deleteByApi, withEverything } from '../../support/delete-me.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATH = '/api/delete-me';
const ROW = 'Your e-mail address and subscription';

describe.skipIf(!hasPostgres)('deleting everything by the API', () => {
  let app: AccountsApp;
  beforeAll(async () => {
    app = await startAccountsApp();
  }, 60_000);
  afterAll(() => app.close());
  afterEach(() => control().reset());

  const control = () => app.emulator.control;

  it('does what the page does, and its receipt is as described', async () => {
    const { client, email } = await withEverything(app);
    const { status, isComplete, receipt } = await deleteByApi(client);
    expect([status, isComplete]).toEqual([200, true]);
    expect(receipt[0]).toEqual({
      what: 'Fernhollow Bank',
      where: 'Plaid',
      isDeleted: true,
      wasGone: false,
      at: app.now().toISOString(),
      requestId: expect.any(String),
    });
    expect(receipt.map(({ what }) => what)).toEqual([
      'Fernhollow Bank',
      'Quillfeather Cards',
      ROW,
      'Cookies',
    ]);
    expect([[...client.jar.keys()], control().items()]).toEqual([[], []]);
    expect(await app.postgres.dump()).not.toContain(email);
  });

  it('says what is left when Plaid fails for one bank, and is repeated until nothing is', async () => {
    const { client } = await withEverything(app);
    const [first] = control().items();
    control().inject({ kind: 'reset' }, { path: '/item/remove', itemId: first?.id ?? '' });
    const half = await deleteByApi(client);
    expect([half.status, half.isComplete]).toEqual([503, false]);
    expect(half.receipt.map(({ isDeleted }) => isDeleted)).toEqual([false, true, true, false]);
    expect(client.bankCookies).toHaveLength(1);
    control().reset();
    const whole = await deleteByApi(client);
    expect(whole).toMatchObject({ status: 200, receipt: [{ wasGone: false }, { wasGone: true }, {}] });
    expect([...client.jar.keys()]).toEqual([]);
  });

  it('leaves everyone else alone', async () => {
    const other = await withEverything(app);
    const { client } = await withEverything(app);
    await deleteByApi(client);
    expect((await other.client.get('/account')).page('main').text()).toContain(other.email);
    expect(control().items()).toHaveLength(2);
    await deleteByApi(other.client);
  });
});

describe('whoever sends no cookie', () => {
  it('has nothing to be deleted, and is told so', async () => {
    const app = await startTestApp();
    expect(await deleteByApi(app.newClient())).toMatchObject({
      status: 200,
      isComplete: true,
      receipt: [{ what: 'Cookies', where: 'This browser', isDeleted: true }],
    });
    await app.close();
  });

  it('is refused without our own origin, as described', async () => {
    const app = await startTestApp();
    const client = app.newClient();
    for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await askToDelete(client, headers);
      expect([answer.status, described(answer, PATH, 'delete')]).toMatchObject([403, { error: 'forbidden' }]);
    }
    expect((await askToDelete(client, { origin: app.url })).status).toBe(200);
    await app.close();
  });
});
