import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { openTap, type Tap } from '../../support/tap.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
afterEach(() => house.emulator.control.reset());

it('goes from our button to the hosted page and back to a dashboard with the bank on it', async () => {
  const visitor = house.visitor();
  const back = await linkBank(visitor);
  expect([back.status, back.location]).toEqual([303, '/dashboard']);
  expect(visitor.bankCookies).toHaveLength(1);

  const dashboard = dashboardOf(await visitor.get('/dashboard'));
  expect(dashboard.notices).toEqual(['Fernhollow Bank is connected (24 hours).']);
  expect(dashboard.accounts.map(({ about }) => about)).toContain('Fernhollow Bank · asked live');
});

it('says that a bank was connected once, and not again', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  expect(noticesOf(await visitor.get('/dashboard'))).toHaveLength(1);
  expect(noticesOf(await visitor.get('/dashboard'))).toEqual([]);
});

it('leads to an address that the form may lead to', async () => {
  const visitor = house.visitor();
  const policy = (await visitor.get('/')).headers.get('content-security-policy') ?? '';
  const formAction = /form-action ([^;]*)/.exec(policy)?.[1]?.split(' ');
  const hostedUrl = await beginLink(visitor);
  expect(formAction).toContain(new URL(hostedUrl).origin);
  expect(formAction).toContain('https://secure.plaid.com');
});

it('holds three banks in three cookies, in the order they were linked', async () => {
  const visitor = house.visitor();
  for (const bank of ['ins_900001', 'ins_900002', 'ins_900006']) await linkBank(visitor, { bank });
  expect(visitor.bankCookies).toHaveLength(3);
  const { page } = await visitor.get('/privacy');
  const names = page('.banks strong').toArray();
  expect(names.map((name) => page(name).text())).toEqual([
    'Fernhollow Bank',
    'Quillfeather Cards',
    'Junipergate Credit Union',
  ]);
});

it('links several banks in one visit to Plaid', async () => {
  const visitor = house.visitor();
  const hostedUrl = await beginLink(visitor);
  const atPlaid = new Browser(hostedUrl);
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
  await visitor.get(done.location ?? '');
  expect(visitor.bankCookies).toHaveLength(2);
  expect(house.emulator.control.users()).toHaveLength(1);
});

it('keeps both banks when two tabs link at the same time', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const first = await beginLink(visitor);
  const second = await beginLink(visitor);
  const backFromSecond = await finishAtPlaid(second, { bank: 'ins_900002' });
  const backFromFirst = await finishAtPlaid(first, { bank: 'ins_900006' });
  expect((await visitor.get(backFromFirst)).location).toBe('/dashboard');
  expect((await visitor.get(backFromSecond)).location).toBe('/dashboard');
  expect(visitor.bankCookies).toHaveLength(3);
});

it('says so when Plaid cannot be reached, and sends nobody anywhere', async () => {
  house.emulator.control.inject({ kind: 'reset' }, { path: '/link/token/create' });
  const visitor = house.visitor();
  const answer = await visitor.post('/link');
  expect([answer.status, answer.location]).toEqual([303, '/']);
  expect(noticesOf(await visitor.get('/'))[0]).toMatch(/^Plaid could not be reached/);
});

it('asks Plaid for a hosted page, two years of transactions, and nothing about the person', async () => {
  const tap: Tap = await openTap(house.emulator.baseUrl);
  const tapped = await openHouse({ env: { PLAID_BASE_URL: tap.url }, emulator: house.emulator });
  try {
    await beginLink(tapped.visitor());
    await beginLink(tapped.visitor());
    const [user, first, anotherUser, second] = tap.heard;
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
    await tap.close();
  }
});
