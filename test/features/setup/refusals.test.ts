/** What Plaid refuses because of the server's own account: what people are told, the set-up page, and the log. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProductionSetup } from '../../../src/emulator/production.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf, rowsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const TOKEN = 'a-token-of-the-operator';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp({ env: { SETUP_TOKEN: TOKEN } });
});
afterEach(() => app.close());

const control = () => app.emulator.control;
const calls = (path: string) =>
  control()
    .calls()
    .filter((call) => call.path === path).length;
/** In the Production of Plaid, without its limits and waits. */
const production = (setup: ProductionSetup) => control().production({ limits: false, slowness: 0, ...setup });
const errorsLogged = () => app.logLines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);

async function operator(): Promise<Client> {
  const client = app.newClient();
  await client.press(await client.get('/setup'), 'Show the set-up', { token: TOKEN });
  return client;
}

const refusalsOf = async (client: Client) => rowsOf(await client.get('/setup'), '.refusals');
const checkOf = async (client: Client, name: string) =>
  (await client.get('/setup')).page(`.checks tr:contains(${name})`).text();

describe('an account without Liabilities', () => {
  beforeEach(() => production({ products: ['transactions'] }));

  it('links banks all the same, and only the first visit takes two calls', async () => {
    const client = app.newClient();
    await linkBank(client);
    expect(calls('/link/token/create')).toBe(2);
    await linkBank(client, { bank: 'ins_900002' });
    expect(calls('/link/token/create')).toBe(3);
    expect(client.bankCookies).toHaveLength(2);
    const slot = client.bankCookies[0]?.slice('bank-'.length);
    expect((await client.post(`/banks/${slot}/repair`)).status).toBe(303);
    expect(calls('/link/token/create')).toBe(4);
  });

  it('says on the credit page and in the API why it is empty, and offers nothing that would not help', async () => {
    const client = app.newClient();
    await linkBank(client);
    const { page } = await client.get('/credit');
    const line = page('.attention li');
    expect(line.text()).toMatch(
      /Fernhollow Bank cannot tell of cards and loans because Plaid has not enabled this for this server’s account; tell whoever runs this server/,
    );
    expect(line.find('form')).toHaveLength(0);
    expect(page('main').text()).not.toMatch(/shows? no cards or loans/);
    const answer = JSON.parse((await client.get('/api/credit')).text);
    expect(answer).toMatchObject({
      ...{ cards: [], loans: [], banksWithout: [] },
      problems: [
        { kind: 'operator', action: 'operator', sentence: expect.stringContaining('has not enabled') },
      ],
    });
  });

  it('is told to the operator with the product’s name, on the set-up page and in one line of the log', async () => {
    await linkBank(app.newClient());
    await linkBank(app.newClient());
    const owner = await operator();
    expect(await checkOf(owner, 'Cards and loans')).toMatch(/Plaid refused Liabilities.*Ask for Liabilities/);
    expect(await checkOf(owner, 'Plaid’s refusals')).toMatch(/One cause.*each is below/);
    expect(await refusalsOf(owner)).toEqual([
      [
        'INVALID_PRODUCTLiabilities',
        '/link/token/create',
        '1',
        expect.stringMatching(/\d/),
        expect.stringContaining('ask for it in Plaid’s Dashboard'),
      ],
    ]);
    expect(errorsLogged()).toEqual([
      expect.objectContaining({ code: 'INVALID_PRODUCT', endpoint: '/link/token/create' }),
    ]);
  });

  it('is asked for them again by the key check, which says so', async () => {
    await linkBank(app.newClient());
    const owner = await operator();
    const ask = async () => {
      await owner.press(await owner.get('/setup'), 'Ask Plaid');
      return noticesOf(await owner.get('/setup')).join();
    };
    expect(await ask()).toMatch(/accepts the keys.*without Liabilities, which it refuses/);
    production({});
    expect(await ask()).toBe('Plaid accepts the keys: it created a Link token.');
    expect(await checkOf(owner, 'Cards and loans')).toContain('On: whoever connects');
  });
});

it('a bank that says of its Item only that Liabilities are not enabled can be allowed to tell of them', async () => {
  const client = app.newClient();
  await linkBank(client);
  control().inject({ kind: 'error', code: 'PRODUCT_NOT_ENABLED' }, { path: '/liabilities/get' });
  const { page } = await client.get('/credit');
  expect(page('.attention li').text()).toContain('you can allow it at Plaid');
  expect(page('.attention form[action$="/repair"]')).toHaveLength(1);
});

describe.each<[string, ProductionSetup, { code: string; product: string; told: RegExp; remedy: RegExp }]>([
  [
    'no Transactions',
    { products: ['auth'] },
    {
      code: 'INVALID_PRODUCT',
      product: 'Transactions',
      told: /^Plaid has not enabled this for this server’s account, so no bank was connected/,
      remedy: /under Products/,
    },
  ],
  [
    'no such country',
    { countries: ['GB'] },
    {
      code: 'INVALID_FIELD',
      product: '',
      told: /^Plaid refuses one of this server’s settings, so no bank was connected/,
      remedy: /PLAID_COUNTRY_CODES/,
    },
  ],
])('an account with %s', (_, setup, { code, product, told, remedy }) => {
  it('links nothing, says so, and tells the operator what to do', async () => {
    production(setup);
    const client = app.newClient();
    expect(await client.post('/link')).toMatchObject({ status: 303, location: '/' });
    expect(noticesOf(await client.get('/'))[0]).toMatch(told);
    const [row] = await refusalsOf(await operator());
    expect(row?.[0]).toBe(code + product);
    expect(row?.at(-1)).toMatch(remedy);
  });
});

it('a refusal for products of which Plaid names none is told of all that the call asked for', async () => {
  control().inject({ kind: 'error', code: 'PRODUCT_NOT_ENABLED' }, { path: '/link/token/create' });
  await app.newClient().post('/link');
  const rows = (await refusalsOf(await operator())).map((row) => row.slice(0, 3));
  expect(rows).toEqual([
    ['PRODUCT_NOT_ENABLEDTransactions', '/link/token/create', '1'],
    ['PRODUCT_NOT_ENABLEDTransactions, Liabilities', '/link/token/create', '1'],
  ]);
  expect(errorsLogged().map(({ products }) => products)).toEqual([
    ['transactions', 'liabilities'],
    ['transactions'],
  ]);
});

describe.each(['PRODUCTS_NOT_SUPPORTED', 'PRODUCT_NOT_ENABLED'])('%s at a bank that is here', (code) => {
  it.each(['repair', 'accounts'])('is this bank’s alone: %s', async (act) => {
    const client = app.newClient();
    const slot = giveBank(app, client);
    control().inject({ kind: 'error', code }, { path: '/link/token/create', times: 1 });
    const opened = await client.post(`/banks/${slot}/${act}`);
    expect([opened.status, opened.location]).toEqual([303, expect.stringContaining('/link/')]);
    expect(calls('/link/token/create')).toBe(2);

    const owner = await operator();
    expect(await refusalsOf(owner)).toEqual([]);
    expect(await checkOf(owner, 'Cards and loans')).toContain('On: whoever connects a bank');
    expect(errorsLogged()).toEqual([]);
    // The next bank is asked for consent as before.
    await linkBank(client, { bank: 'ins_900002' });
    expect(control().items().at(-1)?.consentedProducts).toEqual(['liabilities']);
  });
});

it('a Trial plan without Items left is named as the reason when the bank was chosen', async () => {
  production({ items: 1 });
  const client = app.newClient();
  await linkBank(client);
  const back = await finishAtPlaid(await beginLink(client), { bank: 'ins_900002' });
  await client.get(back);
  expect(noticesOf(await client.get('/privacy')).at(-1)).toMatch(
    /Plaid account has used up what its plan allows, so Quillfeather Cards could not be connected/,
  );
  expect(client.bankCookies).toHaveLength(1);
  const [row] = await refusalsOf(await operator());
  expect([row?.[0], row?.[1]]).toEqual(['TRIAL_CONNECTION_LIMIT', '/item/public_token/exchange']);
});

it('keys that Plaid does not accept are one line of the log for many requests, and one row with their number', async () => {
  const end = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' });
  const client = app.newClient();
  for (let i = 0; i < 20; i++) await client.post('/link');
  expect(noticesOf(await client.get('/'))).toEqual([
    expect.stringMatching(
      /^Plaid does not accept this server’s keys, so no bank was connected\. Trying again does not help/,
    ),
  ]);
  // Each page calls several endpoints, and all are refused for the one reason.
  giveBank(app, client);
  for (const path of ['/dashboard', '/credit', '/api/spending', '/transactions']) await client.get(path);
  end();
  // The user comes first: without keys there is no use in the second call.
  expect([calls('/user/create'), calls('/link/token/create')]).toEqual([20, 0]);
  expect(errorsLogged()).toHaveLength(1);
  const rows = (await refusalsOf(await operator())).map((row) => row.slice(0, 3));
  expect(rows).toContainEqual(['INVALID_API_KEYS', '/user/create', '20']);
  expect(rows).toContainEqual(['INVALID_API_KEYSLiabilities', '/liabilities/get', '1']);
  expect((await (await operator()).get('/setup')).page('.lead').first().text()).toMatch(
    /checks need attention/,
  );
});

it('strangers are shown nothing of it', async () => {
  control().inject({ kind: 'error', code: 'INVALID_API_KEYS' });
  await app.newClient().post('/link');
  expect((await app.newClient().get('/setup')).text).not.toMatch(/INVALID_API_KEYS|What Plaid refused/);
});

it('sentences that nobody has read fit into the session’s cookie, and the latest are there', async () => {
  const client = app.newClient();
  for (let i = 0; i < 5; i++) await beginLink(client);
  const codes = ['ITEM_LOCKED', 'NO_ACCOUNTS', 'INSTITUTION_DOWN', 'RATE_LIMIT', 'TRIAL_CONNECTION_LIMIT'];
  for (const code of [
    ...codes,
    'INVALID_LINK_CUSTOMIZATION',
    'INVALID_FIELD',
    'INVALID_USER_ID',
    'NOT_FOUND',
  ]) {
    const end = control().inject({ kind: 'error', code }, { path: '/link/token/create' });
    await client.post('/link');
    end();
  }
  const cookie = client.jar.get('session') ?? '';
  expect(cookie.length).toBeGreaterThan(1500);
  // RFC 6265, 6.1: browsers keep at least 4096 bytes of name, value and attributes.
  expect(cookie.length + 'session='.length).toBeLessThan(4000);
  const notices = noticesOf(await client.get('/setup'));
  expect(notices.length).toBeGreaterThan(3);
  expect(notices.at(-1)).toMatch(/^This server has a fault/);
});
