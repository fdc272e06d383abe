import { afterAll, afterEach, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { type PlaidProxy, startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

it('goes from our button to the hosted page and back to a dashboard with the bank on it', async () => {
  const client = app.newClient();
  const back = await linkBank(client);
  expect([back.status, back.location]).toEqual([303, '/dashboard']);
  expect(client.bankCookies).toHaveLength(1);

  const dashboard = dashboardOf(await client.get('/dashboard'));
  expect(dashboard.notices).toEqual(['Fernhollow Bank is connected (24 hours).']);
  expect(dashboard.accounts.map(({ about }) => about)).toContain('Fernhollow Bank · asked live');
});

it('says that a bank was connected once, and not again', async () => {
  const client = app.newClient();
  await linkBank(client);
  expect(noticesOf(await client.get('/dashboard'))).toHaveLength(1);
  expect(noticesOf(await client.get('/dashboard'))).toEqual([]);
});

it('leads to an address that the form may lead to', async () => {
  const client = app.newClient();
  const policy = (await client.get('/')).headers.get('content-security-policy') ?? '';
  const formAction = /form-action ([^;]*)/.exec(policy)?.[1]?.split(' ');
  const hostedUrl = await beginLink(client);
  expect(formAction).toContain(new URL(hostedUrl).origin);
  expect(formAction).toContain('https://secure.plaid.com');
});

it('holds three banks in three cookies, in the order they were linked', async () => {
  const client = app.newClient();
  for (const bank of ['ins_900001', 'ins_900002', 'ins_900006']) await linkBank(client, { bank });
  expect(client.bankCookies).toHaveLength(3);
  const { page } = await client.get('/privacy');
  const names = page('.banks strong').toArray();
  expect(names.map((name) => page(name).text())).toEqual([
    'Fernhollow Bank',
    'Quillfeather Cards',
    'Junipergate Credit Union',
  ]);
});

it('links several banks in one visit to Plaid', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  const atPlaid = new Client(hostedUrl);
  const first = await atPlaid.press(await atPlaid.get(hostedUrl), 'Continue', {
    bank: 'ins_900001',
    person: 'couple',
  });
  const again = await atPlaid.press(first, 'Share and link another bank');
  const second = await atPlaid.press(await atPlaid.get(again.location ?? ''), 'Continue', {
    bank: 'ins_900002',
    person: 'couple',
  });
  const done = await atPlaid.press(second, 'Share and finish');
  await client.get(done.location ?? '');
  expect(client.bankCookies).toHaveLength(2);
  expect(app.emulator.control.users()).toHaveLength(1);
});

it('keeps both banks when two tabs link at the same time', async () => {
  const client = app.newClient();
  await linkBank(client);
  const first = await beginLink(client);
  const second = await beginLink(client);
  const backFromSecond = await finishAtPlaid(second, { bank: 'ins_900002' });
  const backFromFirst = await finishAtPlaid(first, { bank: 'ins_900006' });
  expect((await client.get(backFromFirst)).location).toBe('/dashboard');
  expect((await client.get(backFromSecond)).location).toBe('/dashboard');
  expect(client.bankCookies).toHaveLength(3);
});

it('says so when Plaid cannot be reached, and sends nobody anywhere', async () => {
  app.emulator.control.inject({ kind: 'reset' }, { path: '/link/token/create' });
  const client = app.newClient();
  const answer = await client.post('/link');
  expect([answer.status, answer.location]).toEqual([303, '/']);
  expect(noticesOf(await client.get('/'))[0]).toMatch(/^Plaid could not be reached/);
});

it('asks Plaid for a hosted page, two years of transactions, and nothing about the person', async () => {
  const proxy: PlaidProxy = await startPlaidProxy(app.emulator.baseUrl);
  const tapped = await startTestApp({ env: { PLAID_BASE_URL: proxy.url }, emulator: app.emulator });
  try {
    await beginLink(tapped.newClient());
    await beginLink(tapped.newClient());
    const [user, first, anotherUser, second] = proxy.heard;
    expect(user).toEqual({
      path: '/user/create',
      body: { client_user_id: expect.stringMatching(/^[0-9a-f-]{36}$/), with_upgraded_user: true },
    });
    expect(first).toEqual({
      path: '/link/token/create',
      body: {
        client_name: 'Ledgerless',
        language: 'en',
        country_codes: ['US'],
        user_id: expect.stringMatching(/^usr_/),
        enable_multi_item_link: true,
        webhook: expect.stringMatching(`^${tapped.url}/plaid/webhook/v1\\.[\\w-]{8}\\.[\\w-]+$`),
        products: ['transactions'],
        additional_consented_products: ['liabilities'],
        transactions: { days_requested: 730 },
        hosted_link: {
          completion_redirect_uri: expect.stringMatching(
            /^http:\/\/127\.0\.0\.1:\d+\/link\/return\?visit=[\w-]{8}$/,
          ),
        },
      },
    });
    expect(anotherUser?.body.client_user_id).not.toEqual(user?.body.client_user_id);
    expect(second?.body.user_id).not.toEqual(first?.body.user_id);
  } finally {
    await tapped.close();
    await proxy.close();
  }
});
