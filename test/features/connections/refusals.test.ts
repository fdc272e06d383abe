/** Every error code of Plaid's at every call that links, repairs, extends or ends: what the person is told. */

import { afterAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/emulator/error-codes.ts';
import type { Client } from '../../support/client.ts';
import { disconnectLinkOf } from '../../support/disconnect.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { returnUrlOf } from '../../support/plaid-proxy.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';
import { startTestApp } from '../../support/test-app.ts';

/** Codes, by what Plaid's pages on errors say is the cause, and how a person is told of it. */
const CAUSES: readonly (readonly [codes: string, says: RegExp])[] = [
  [
    'ITEM_LOGIN_REQUIRED ACCESS_NOT_GRANTED INVALID_CREDENTIALS INVALID_MFA INVALID_OTP INVALID_PHONE_NUMBER ' +
      'INVALID_SEND_METHOD INSUFFICIENT_CREDENTIALS USER_INPUT_TIMEOUT MANUAL_VERIFICATION_REQUIRED ' +
      'INSTANT_MATCH_FAILED INVALID_ACCOUNT_NUMBER INCORRECT_DEPOSIT_VERIFICATION TOO_MANY_VERIFICATION_ATTEMPTS ' +
      'PROFILE_AUTHENTICATION_FAILED RECAPTCHA_REQUIRED RECAPTCHA_BAD',
    /bank asks you to sign in again/,
  ],
  ['PASSWORD_RESET_REQUIRED USER_SETUP_REQUIRED ITEM_LOCKED', /settle something on its own site/],
  ['NO_ACCOUNTS ADDITIONAL_CONSENT_REQUIRED INVALID_ACCOUNT_ID', /does not share the accounts/],
  ['PRODUCT_NOT_READY', /still preparing .* Try again in a minute/],
  ['INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE', /bank is not answering Plaid/],
  [
    'INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
    /Plaid could not be reached .* Try again in a minute/,
  ],
  [
    'ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT BALANCE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT ' +
      'TRANSACTIONS_REFRESH_LIMIT ITEM_GET_LIMIT INSTITUTIONS_GET_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT ' +
      'INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT AUTH_LIMIT IDENTITY_LIMIT RATE_LIMIT ' +
      'INSTITUTION_RATE_LIMIT',
    /Plaid was asked too often/,
  ],
  [
    'PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_ENABLED NO_LIABILITY_ACCOUNTS NO_INVESTMENT_ACCOUNTS ' +
      'NO_INVESTMENT_AUTH_ACCOUNTS NO_AUTH_ACCOUNTS LAST_UPDATED_DATETIME_OUT_OF_RANGE',
    /does not offer what is needed/,
  ],
  [
    'ITEM_NOT_FOUND ITEM_CONCURRENTLY_DELETED INVALID_ACCESS_TOKEN USER_PERMISSION_REVOKED USER_NOT_FOUND',
    /does not know the connection any more/,
  ],
  [
    'INVALID_UPDATED_USERNAME INVALID_PUBLIC_TOKEN INVALID_LINK_TOKEN INCORRECT_LINK_TOKEN INCORRECT_OAUTH_NONCE ' +
      'OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND',
    /is not valid any more|has expired/,
  ],
  [
    'ITEM_NOT_SUPPORTED MFA_NOT_SUPPORTED INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE',
    /cannot read this bank with this login/,
  ],
  ['INVALID_API_KEYS', /does not accept this server’s keys[,.].* set-up page/],
  ['UNAUTHORIZED_ENVIRONMENT', /has not opened this environment .* set-up page/],
  [
    'INVALID_PRODUCT UNAUTHORIZED_ROUTE_ACCESS SANDBOX_PRODUCT_NOT_ENABLED',
    /has not enabled this .* set-up page/,
  ],
  ['TRIAL_CONNECTION_LIMIT CREDITS_EXHAUSTED', /used up what its plan allows[,.].* set-up page/],
  ['INVALID_LINK_CUSTOMIZATION', /sign-in page at Plaid is not finished[,.].* set-up page/],
  [
    'INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT INSTITUTION_REGISTRATION_REQUIRED UNAUTHORIZED_INSTITUTION ' +
      'OAUTH_REGISTRATION_ERROR',
    /has not enabled this bank for this server[,.].* set-up page/,
  ],
  ['INVALID_FIELD INVALID_CONFIGURATION', /refuses one of this server’s settings[,.].* set-up page/],
  ['INVALID_USER_ID', /does not accept the user .* set-up page/],
  ['INVALID_WEBHOOK_VERIFICATION_KEY_ID', /not signed by Plaid[,.].* set-up page/],
  [
    'MISSING_FIELDS UNKNOWN_FIELDS INVALID_BODY INVALID_HEADERS INCOMPATIBLE_API_VERSION SANDBOX_ONLY NOT_FOUND ' +
      'NO_LONGER_AVAILABLE SANDBOX_WEBHOOK_INVALID SANDBOX_TRANSFER_EVENT_TRANSITION_INVALID FAILED_PRECONDITION ' +
      'INVALID_INSTITUTION INVALID_USER_IDENTITY_DATA INVALID_USER_TOKEN INVALID_AUDIT_COPY_TOKEN ' +
      'INVALID_PROCESSOR_TOKEN INVALID_STRIPE_ACCOUNT DIRECT_INTEGRATION_NOT_ENABLED ' +
      'PLAID_DIRECT_ITEM_IMPORT_RETURNED_INVALID_MFA',
    /this server has a fault/i,
  ],
];
const CASES = CAUSES.flatMap(([codes, says]) => codes.split(' ').map((code) => [code, says] as const));
const GONE = CAUSES.find(([codes]) => codes.includes('ITEM_NOT_FOUND'))?.[0].split(' ') ?? [];
/** At linking it is the server's account that lacks a product; at a bank that is here it may be the bank. */
const ACCOUNT_LACKS = ['PRODUCT_NOT_ENABLED', 'PRODUCTS_NOT_SUPPORTED'];

const app = await startTestApp({ wait: async () => {} });
const { control } = app.emulator;
/** What Link said on its own page comes in an answer, and not in place of one. */
const proxied = await startProxiedApp({ emulator: app.emulator });
const { proxy } = proxied;
afterAll(async () => {
  await proxied.close();
  await app.close();
});

const someone = app.newClient();
await linkBank(someone);
const slot = someone.bankCookies[0]?.slice('bank-'.length) ?? '';
const saved = await disconnectLinkOf(someone);

/** The words of an answer, and of the notice that it leaves for the next page. */
async function toldBy(client: Client, answer: Awaited<ReturnType<Client['get']>>): Promise<string> {
  expect(answer.status).toBeLessThan(400);
  if (answer.status !== 303) return answer.page('main').text();
  return noticesOf(await client.get('/setup')).join(' ');
}

interface Act {
  readonly name: string;
  readonly endpoint: string;
  readonly act: () => Promise<string>;
  /** Codes with which this is a success. */
  readonly fine?: readonly string[];
  /** What came of it, as the person is told. */
  readonly outcome: RegExp;
}

const ACTS: readonly Act[] = [
  {
    name: 'to begin linking',
    endpoint: '/link/token/create',
    act: async () => toldBy(someone, await someone.post('/link')),
    outcome: /so no bank was connected\./,
  },
  {
    name: 'to see how a visit ended',
    endpoint: '/link/token/get',
    act: async () => {
      const client = app.newClient();
      const back = control.returnUrl(await beginLink(client));
      return toldBy(client, await client.get(back));
    },
    outcome: /not known yet how your visit ended|no bank was connected/,
  },
  {
    name: 'to exchange a public token',
    endpoint: '/item/public_token/exchange',
    act: async () => {
      const client = app.newClient();
      const back = await finishAtPlaid(await beginLink(client));
      const answer = await client.get(back);
      // Where the key may have been handed over to another answer, it is looked for once.
      return toldBy(client, answer.status === 200 ? await client.get(back) : answer);
    },
    outcome: /Fernhollow Bank could not be connected\./,
  },
  {
    name: 'to begin a repair',
    endpoint: '/link/token/create',
    act: async () => toldBy(someone, await someone.post(`/banks/${slot}/repair`)),
    outcome: /so the sign-in for Fernhollow Bank could not be opened\./,
  },
  {
    name: 'to see how a repair ended',
    endpoint: '/accounts/get',
    act: async () => toldBy(someone, await someone.get(`/banks/${slot}/repaired`)),
    outcome: /so (we could not check whether Fernhollow Bank works|Fernhollow Bank does not work yet)\./,
  },
  {
    name: 'to choose accounts',
    endpoint: '/link/token/create',
    act: async () => toldBy(someone, await someone.post(`/banks/${slot}/accounts`)),
    outcome: /so the choice of accounts for Fernhollow Bank could not be opened\./,
  },
  {
    name: 'to see which accounts were chosen',
    endpoint: '/accounts/get',
    act: async () => toldBy(someone, await someone.get(`/banks/${slot}/accounts`)),
    outcome: /not known which accounts Fernhollow Bank shares now/,
  },
  {
    name: 'to stay connected longer',
    endpoint: '/item/webhook/update',
    act: async () => toldBy(someone, await someone.post(`/banks/${slot}/extend`, { lifetime: '90' })),
    outcome: /so Fernhollow Bank could not be kept connected longer\./,
  },
  {
    name: 'to disconnect a bank',
    endpoint: '/item/remove',
    act: async () => {
      const client = app.newClient();
      const given = giveBank(app, client);
      return toldBy(client, await client.post(`/banks/${given}/disconnect`));
    },
    fine: GONE,
    outcome: /Not removed/,
  },
  {
    name: 'to disconnect a bank by its link',
    endpoint: '/user/items/get',
    act: async () => toldBy(someone, await someone.post(saved)),
    fine: GONE,
    outcome: /is still connected/,
  },
  {
    name: 'to delete everything',
    endpoint: '/item/remove',
    act: async () => {
      const client = app.newClient();
      giveBank(app, client);
      return toldBy(client, await client.post('/delete-me'));
    },
    fine: GONE,
    outcome: /Not deleted/,
  },
];

it('these tests know every code that Plaid documents', () => {
  expect(CASES.map(([code]) => code).toSorted()).toEqual([...ERROR_CODES.keys()].toSorted());
});

describe.each(ACTS)('a refused call $name', ({ name, endpoint, act, fine = [], outcome }) => {
  it.each(CASES)('with %s tells its cause, what came of it and what helps', async (code, says) => {
    const end = control.inject({ kind: 'error', code }, { path: endpoint });
    const told = await act().finally(end);
    if (fine.includes(code)) return expect(told).not.toMatch(outcome);
    const isAccount = name === 'to begin linking' && ACCOUNT_LACKS.includes(code);
    expect(told).toMatch(isAccount ? /has not enabled this for this server’s account/ : says);
    expect(told).toMatch(outcome);
    expect(told).not.toContain(code);
    expect(told).not.toMatch(/undefined|null/);
  });
});

it.each(CASES)(
  'a bank that Link refused with %s is told of when the person comes back',
  async (code, says) => {
    const client = proxied.newClient();
    await client.post('/link');
    const error = { error_code: code, error_type: ERROR_CODES.get(code)?.type, request_id: 'r1' };
    const exit = { error, metadata: { institution: { name: 'Mill Bank', institution_id: 'ins_1' } } };
    proxy.change = (path, text) =>
      path === '/link/token/get' ? JSON.stringify({ ...JSON.parse(text), link_sessions: [{ exit }] }) : text;
    const back = returnUrlOf(proxy);
    const told = await toldBy(client, await client.get(back));
    proxy.change = (_path, text) => text;
    if (['NO_ACCOUNTS', 'PRODUCTS_NOT_SUPPORTED'].includes(code)) {
      expect(told).toMatch(/^Mill Bank was not connected: Plaid found no account there/);
    } else {
      expect(told).toMatch(says);
      expect(told).toContain('so no bank was connected.');
    }
  },
);
