/** Linking a bank: from the button to Plaid’s hosted page and back, with Plaid users and without. */

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, Client } from '../../support/client.ts';
import { startClockedApp } from '../../support/clocked-app.ts';
import { beginLink, finishAtPlaid, hostedUrlOf, linkBank } from '../../support/link.ts';
import { banksOf, dashboardOf, noticesOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';

const app = await startClockedApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

it('leads from the button to the hosted page and back to a dashboard with the bank on it', async () => {
  const client = app.newClient();
  expect(await linkBank(client)).toMatchObject({ status: 303, location: '/dashboard' });
  expect(client.bankCookies).toHaveLength(1);
  const { notices, accounts } = dashboardOf(await client.get('/dashboard'));
  expect(notices).toEqual(['Fernhollow Bank is connected (24 hours).']);
  expect(accounts[0]?.about).toMatch(/^Fernhollow Bank\b/);
});

it('says once that a bank was connected', async () => {
  const client = app.newClient();
  await linkBank(client);
  expect(noticesOf(await client.get('/dashboard'))).toHaveLength(1);
  expect(noticesOf(await client.get('/dashboard'))).toEqual([]);
});

it('leads to an address that the page’s policy lets forms lead to', async () => {
  const client = app.newClient();
  const policy = (await client.get('/')).headers.get('content-security-policy') ?? '';
  const formAction = /form-action ([^;]*)/.exec(policy)?.[1]?.split(' ');
  expect(formAction).toContain(new URL(await beginLink(client)).origin);
  expect(formAction).toContain('https://secure.plaid.com');
});

it('holds three banks in three cookies, in the order in which they were linked', async () => {
  const client = app.newClient();
  for (const bank of ['ins_900001', 'ins_900002', 'ins_900006']) await linkBank(client, { bank });
  expect(client.bankCookies).toHaveLength(3);
  expect(banksOf(await client.get('/banks'))).toEqual([
    ...['Fernhollow Bank', 'Quillfeather Cards', 'Junipergate Credit Union'],
  ]);
});

it('links several banks in one visit to Plaid', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  const atPlaid = new Client(hostedUrl);
  const choose = async (url: string, bank: string) =>
    atPlaid.press(await atPlaid.get(url), 'Continue', { bank, person: 'couple' });
  const again = await atPlaid.press(await choose(hostedUrl, 'ins_900001'), 'Share and connect another bank');
  const second = await choose(again.location ?? '', 'ins_900002');
  const done = await atPlaid.press(second, 'Share and finish');
  await client.get(done.location ?? '');
  expect(client.bankCookies).toHaveLength(2);
  expect(control.users()).toHaveLength(1);
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

describe('a visit that another tab begins while an answer is slow', () => {
  const callsTo = (path: string) => control.calls().filter((call) => call.path === path).length;

  /** What the slow tab asks for, and the call to Plaid that holds it up. Each of them changes the session. */
  const SLOW: Readonly<Record<string, readonly [path: string, ask: (client: Client) => Promise<Answer>]>> = {
    'to keep a bank longer': [
      '/item/webhook/update',
      (client) => client.post('/banks/extend', { lifetime: '30' }),
    ],
    'with a file that is refused': ['/transactions/get', (client) => client.get('/transactions.csv')],
    'with a page that shows a notice': ['/accounts/get', (client) => client.get('/banks')],
    'to another visit': ['/link/token/create', (client) => client.post('/link', { lifetime: '1' })],
  };

  it.each(Object.keys(SLOW))('is not lost to an answer that came later, %s', async (what) => {
    const [path, ask] = SLOW[what] as (typeof SLOW)[string];
    const client = app.newClient();
    await linkBank(client);
    const before = callsTo(path);
    if (path === '/transactions/get') control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { path });
    const release = control.hold({ path, times: 1 });
    const slow = ask(client);
    await vi.waitFor(() => expect(callsTo(path)).toBe(before + 1), 10_000);
    const visit = hostedUrlOf(await client.post('/link', { lifetime: '1' }));
    release();
    const late = await slow;
    const visits = path === '/link/token/create' ? [visit, hostedUrlOf(late)] : [visit];
    for (const [at, url] of visits.entries()) {
      const back = await client.get(
        await finishAtPlaid(url, { bank: ['ins_900002', 'ins_900006'][at] ?? '' }),
      );
      expect(back).toMatchObject({ status: 303, location: '/dashboard' });
    }
    expect(client.bankCookies).toHaveLength(1 + visits.length);
    expect(control.items()).toHaveLength(1 + visits.length);
  });
});

it('says so when Plaid cannot be reached, and redirects to the home page', async () => {
  control.inject({ kind: 'reset' }, { path: '/link/token/create' });
  const client = app.newClient();
  expect(await client.post('/link')).toMatchObject({ status: 303, location: '/' });
  expect(noticesOf(await client.get('/'))[0]).toMatch(/^Plaid could not be reached/);
});

it('asks Plaid for a hosted page, two years of transactions, and nothing about the person', async () => {
  const tapped = await startProxiedApp({ emulator: app.emulator });
  const { proxy } = tapped;
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
            /^http:\/\/127\.0\.0\.1:\d+\/link\/return\?visit=v1\.[\w-]{8}\.[\w-]+$/,
          ),
          // As long as the session: Plaid's own half hour is shorter (plaid.com/docs/link/hosted-link).
          url_lifetime_seconds: 4 * 60 * 60,
        },
      },
    });
    expect(anotherUser?.body.client_user_id).not.toEqual(user?.body.client_user_id);
    expect(second?.body.user_id).not.toEqual(first?.body.user_id);
  } finally {
    await tapped.close();
  }
});

describe('where Plaid allows no users', () => {
  beforeEach(() => control.usersAllowed(false));
  afterEach(() => control.usersAllowed(true));

  it('links a bank all the same, and shows it', async () => {
    const client = app.newClient();
    await linkBank(client);
    expect(client.bankCookies).toHaveLength(1);
    expect((await client.get('/dashboard')).status).toBe(200);
    expect(control.items()[0]?.webhook).toBeNull();
  });

  it('says on the privacy page which connections the server cannot end by itself', async () => {
    const client = app.newClient();
    await linkBank(client);
    const text = async () => (await client.get('/privacy')).page('.endings').text();
    expect(await text()).toContain('cannot end connections by itself');
    expect(await text()).not.toContain('even if you never come back');
    expect((await client.get('/banks')).text).not.toContain('href="/disconnect/');

    control.usersAllowed(true);
    await linkBank(client, { bank: 'ins_900002' });
    expect(await text()).toContain('even if you never come back');
    expect(await text()).toContain('Fernhollow Bank cannot be ended by this server alone');
    expect(await text()).not.toContain('Quillfeather');
  });

  it('removes the Item at log-out, and when the browser comes back after the expiry', async () => {
    const [leaving, late] = [app.newClient(), app.newClient()];
    await linkBank(leaving);
    await linkBank(late);
    await leaving.post('/logout');
    expect(control.items()).toHaveLength(1);
    await app.pass(25);
    await late.get('/');
    expect(control.items()).toEqual([]);
  });

  it('links nothing when it is unknown whether there is a Plaid user', async () => {
    control.inject({ kind: 'html' }, { path: '/user/create' });
    const answer = await app.newClient().post('/link', { lifetime: '1' });
    expect(answer).toMatchObject({ status: 303, location: '/' });
  });
});
