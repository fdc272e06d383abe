/** An account in Production: limits of calls, slow answers, a Trial plan's Items, its products and countries. */

import { expect, it } from 'vitest';
import { createProduction, delayIn } from '../../src/emulator/production.ts';
import { createLink, LINK } from './linking.ts';
import { allTransactions, emulatorForEachTest, MINUTE } from './test-emulator.ts';

const emulator = emulatorForEachTest();
const HOUR = 60 * MINUTE;

/** The statuses of so many equal calls, one after the other. */
async function statuses(path: string, body: object, count: number): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < count; i++) answers.push((await emulator.post(path, body)).status);
  return answers;
}

/** Plaid's table for each Item, as on https://plaid.com/docs/errors/rate-limit-exceeded/. */
it.each([
  ['/accounts/balance/get', 5, 'BALANCE_LIMIT'],
  ['/accounts/get', 15, 'ACCOUNTS_LIMIT'],
  ['/item/get', 15, 'ITEM_GET_LIMIT'],
  ['/liabilities/get', 15, 'RATE_LIMIT'],
  ['/transactions/get', 30, 'TRANSACTIONS_LIMIT'],
  ['/transactions/refresh', 2, 'TRANSACTIONS_REFRESH_LIMIT'],
  ['/transactions/sync', 50, 'TRANSACTIONS_SYNC_LIMIT'],
])('%s is answered %i times a minute for each Item', async (path, limit, code) => {
  const bodyFor = (access_token: string) =>
    path === '/transactions/get' ? allTransactions(access_token, { count: 1 }) : { access_token };
  const [body, other] = [0, 1].map(() => bodyFor(emulator.itemAt('ins_900001').accessToken));
  emulator.control.production({ slowness: 0 });
  expect(await statuses(path, body ?? {}, limit)).toEqual(Array(limit).fill(200));
  const refusal = await emulator.post(path, body);
  expect(refusal).toMatchObject({
    status: 429,
    body: { error_type: 'RATE_LIMIT_EXCEEDED', error_code: code },
  });
  expect(refusal.body.error_message).toContain('rate limit exceeded');
  expect(await statuses(path, other ?? {}, 1)).toEqual([200]);
  emulator.pass(MINUTE);
  expect(await statuses(path, body ?? {}, 1)).toEqual([200]);
});

it('live balances are limited by the hour too', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  emulator.control.production({ slowness: 0 });
  for (let minute = 0; minute < 6; minute++) {
    expect(await statuses('/accounts/balance/get', { access_token }, 5)).toEqual(Array(5).fill(200));
    emulator.pass(MINUTE);
  }
  expect(await statuses('/accounts/balance/get', { access_token }, 1)).toEqual([429]);
  emulator.pass(HOUR);
  expect(await statuses('/accounts/balance/get', { access_token }, 1)).toEqual([200]);
});

it('a client is limited where no Item is asked about', async () => {
  emulator.control.production({ slowness: 0 });
  const request = { count: 1, offset: 0, country_codes: ['US'] };
  expect(await statuses('/institutions/get', request, 51)).toEqual([...Array(50).fill(200), 429]);
});

it('there are no limits in the Sandbox, at first and again', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  expect(await statuses('/item/get', { access_token }, 30)).toEqual(Array(30).fill(200));
  emulator.control.production({ slowness: 0 });
  emulator.control.production(null);
  expect(await statuses('/item/get', { access_token }, 30)).toEqual(Array(30).fill(200));
});

async function millisecondsOf(path: string, access_token: string): Promise<number> {
  const startedAt = performance.now();
  expect((await emulator.post(path, { access_token })).status).toBe(200);
  return performance.now() - startedAt;
}

/** Three seconds at the median, eleven at the 95th percentile, at times more than thirty (https://plaid.com/docs/balance/). */
it('of twenty live balances the tenth takes 3 seconds, the nineteenth 11 and the last more than 30', () => {
  const plan = createProduction({});
  const asked = { hasLiabilities: false, isPreparing: false };
  const took = Array.from({ length: 20 }, (_, balances) =>
    delayIn(plan, '/accounts/balance/get', { ...asked, balances }),
  ).toSorted((a, b) => a - b);
  expect([took[9], took[18]]).toEqual([3_000, 11_000]);
  expect(took[19]).toBeGreaterThan(30_000);
});

it('a live balance is as slow as was asked for, and Plaid’s cached one is not', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  emulator.control.production({ slowness: 0.2, limits: false });
  expect(await millisecondsOf('/accounts/balance/get', access_token)).toBeGreaterThanOrEqual(599);
  const cached = [0, 1, 2].map(() => millisecondsOf('/accounts/get', access_token));
  expect(Math.min(...(await Promise.all(cached)))).toBeLessThan(599);
});

it('the first question for liabilities takes long, longer while Transactions is prepared, and the next does not', async () => {
  emulator.control.production({ slowness: 0.05, limits: false });
  const { accessToken: early } = emulator.itemAt('ins_900001');
  const { accessToken: late } = emulator.itemAt('ins_900001');
  expect(await millisecondsOf('/liabilities/get', early)).toBeGreaterThanOrEqual(1_249);
  emulator.pass(MINUTE);
  expect(await millisecondsOf('/liabilities/get', late)).toBeGreaterThanOrEqual(599);
  const again = [0, 1, 2].map(() => millisecondsOf('/liabilities/get', late));
  expect(Math.min(...(await Promise.all(again)))).toBeLessThan(600);
});

it('history is not there at once, at the slowness of Plaid', async () => {
  emulator.control.production({});
  const { accessToken } = emulator.itemAt('ins_900001');
  expect(await emulator.codeOf('/transactions/get', allTransactions(accessToken))).toBe('PRODUCT_NOT_READY');
  emulator.pass(10_000);
  expect((await emulator.post('/transactions/get', allTransactions(accessToken))).status).toBe(200);
});

it('a Trial plan gives ten Items, and a removed one gives no place back', async () => {
  emulator.control.production({ items: 10, slowness: 0, limits: false });
  const request = { institution_id: 'ins_109508', initial_products: ['transactions'] };
  const publicToken = async () =>
    (await emulator.post('/sandbox/public_token/create', request)).body.public_token;
  for (let i = 0; i < 10; i++) {
    const { body } = await emulator.post('/item/public_token/exchange', {
      public_token: await publicToken(),
    });
    await emulator.post('/item/remove', { access_token: body.access_token });
  }
  expect(emulator.control.items()).toEqual([]);
  const refusal = await emulator.post('/item/public_token/exchange', { public_token: await publicToken() });
  const error = { error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'TRIAL_CONNECTION_LIMIT' };
  expect(refusal).toMatchObject({ status: 429, body: error });
  expect(emulator.control.items()).toEqual([]);
});

it('a product that the account does not have is refused by its name, also where it is only consented to', async () => {
  emulator.control.production({ products: ['transactions'] });
  const refusal = await emulator.post('/link/token/create', LINK);
  const error = { error_type: 'INVALID_INPUT', error_code: 'INVALID_PRODUCT' };
  expect(refusal).toMatchObject({ status: 400, body: error });
  expect(refusal.body.error_message).toContain('["liabilities"]');
  const without = { ...LINK, additional_consented_products: undefined };
  expect((await emulator.post('/link/token/create', without)).status).toBe(200);
});

it('a country that the account does not have is refused', async () => {
  emulator.control.production({ countries: ['US'] });
  expect(await emulator.codeOf('/link/token/create', { ...LINK, country_codes: ['US', 'GB'] })).toBe(
    'INVALID_FIELD',
  );
  await createLink(emulator, { country_codes: ['US'] });
});

/** What Plaid can refuse at linking, with the types and statuses of https://plaid.com/docs/errors/. */
it.each([
  ['INVALID_API_KEYS', 'INVALID_INPUT', 400],
  ['UNAUTHORIZED_ENVIRONMENT', 'INVALID_INPUT', 400],
  ['INVALID_PRODUCT', 'INVALID_INPUT', 400],
  ['INVALID_USER_ID', 'INVALID_INPUT', 400],
  ['INVALID_LINK_CUSTOMIZATION', 'INVALID_INPUT', 400],
  ['PRODUCTS_NOT_SUPPORTED', 'ITEM_ERROR', 400],
  ['INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT', 'INSTITUTION_ERROR', 400],
  ['UNAUTHORIZED_INSTITUTION', 'INSTITUTION_ERROR', 400],
  ['TRIAL_CONNECTION_LIMIT', 'RATE_LIMIT_EXCEEDED', 429],
])('%s can be played at any endpoint until it is ended', async (error_code, error_type, status) => {
  const end = emulator.control.inject({ kind: 'error', code: error_code }, { path: '/link/token/create' });
  for (let i = 0; i < 2; i++) {
    const refusal = await emulator.post('/link/token/create', LINK);
    expect(refusal).toMatchObject({ status, body: { error_type, error_code } });
  }
  end();
  expect((await emulator.post('/link/token/create', LINK)).status).toBe(200);
});
