/** Every error code of Plaid's at every endpoint that a page calls: what the reader is told, and what stays whole. */

import { afterAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/emulator/error-codes.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

/** What a reader is told of these codes, by what Plaid's documentation says to do about them. */
interface Advice {
  readonly codes: string;
  readonly sentence: RegExp;
  /** The one control beside the sentence. */
  readonly control: string;
}

const REPAIR = 'form[action$="/repair"] button';
const REMOVE = 'a[href*="/disconnect"]:contains("Remove from this browser")';
const DISCONNECT = 'a[href$="/disconnect"]:contains("Disconnect")';
const CHECK_AGAIN = 'a:contains("Check again")';
const TRY_AGAIN = 'a:contains("Try again")';
const SETUP = 'a[href="/setup"]';

const ADVICE: readonly Advice[] = [
  {
    codes:
      'ITEM_LOGIN_REQUIRED ACCESS_NOT_GRANTED INVALID_CREDENTIALS INVALID_MFA INVALID_OTP INVALID_PHONE_NUMBER ' +
      'INVALID_SEND_METHOD INSUFFICIENT_CREDENTIALS USER_INPUT_TIMEOUT MANUAL_VERIFICATION_REQUIRED ' +
      'INSTANT_MATCH_FAILED INVALID_ACCOUNT_NUMBER INCORRECT_DEPOSIT_VERIFICATION TOO_MANY_VERIFICATION_ATTEMPTS ' +
      'PROFILE_AUTHENTICATION_FAILED RECAPTCHA_REQUIRED RECAPTCHA_BAD',
    sentence: /asks you to sign in again/,
    control: REPAIR,
  },
  {
    codes: 'PASSWORD_RESET_REQUIRED USER_SETUP_REQUIRED ITEM_LOCKED',
    sentence: /on its own site/,
    control: REPAIR,
  },
  {
    codes: 'NO_ACCOUNTS ADDITIONAL_CONSENT_REQUIRED INVALID_ACCOUNT_ID',
    sentence: /choose again what it may share/,
    control: REPAIR,
  },
  { codes: 'PRODUCT_NOT_READY', sentence: /preparing .* under a minute/, control: CHECK_AGAIN },
  {
    codes: 'INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE',
    sentence: /is not answering .* for hours|so the last known ones are shown/,
    control: TRY_AGAIN,
  },
  {
    codes: 'INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
    sentence: /could not be reached through Plaid|so the last known ones are shown/,
    control: TRY_AGAIN,
  },
  {
    codes:
      'ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT BALANCE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT ' +
      'TRANSACTIONS_REFRESH_LIMIT ITEM_GET_LIMIT INSTITUTIONS_GET_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT ' +
      'INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT AUTH_LIMIT IDENTITY_LIMIT RATE_LIMIT ' +
      'INSTITUTION_RATE_LIMIT',
    sentence: /asked too often; wait a minute/,
    control: CHECK_AGAIN,
  },
  {
    codes:
      'ITEM_NOT_FOUND ITEM_CONCURRENTLY_DELETED INVALID_ACCESS_TOKEN USER_PERMISSION_REVOKED USER_NOT_FOUND',
    sentence: /no longer connected/,
    control: REMOVE,
  },
  {
    codes:
      'INVALID_UPDATED_USERNAME INVALID_PUBLIC_TOKEN INVALID_LINK_TOKEN INCORRECT_LINK_TOKEN INCORRECT_OAUTH_NONCE ' +
      'OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND',
    sentence: /has to be connected again/,
    control: DISCONNECT,
  },
  {
    codes: 'ITEM_NOT_SUPPORTED MFA_NOT_SUPPORTED INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE',
    sentence: /cannot be read through Plaid with this login/,
    control: DISCONNECT,
  },
  {
    codes: 'INVALID_API_KEYS',
    sentence: /Plaid does not accept this server’s keys; tell whoever runs this server/,
    control: SETUP,
  },
  {
    codes: 'UNAUTHORIZED_ENVIRONMENT',
    sentence: /has not opened this environment .* tell whoever runs this server/,
    control: SETUP,
  },
  {
    codes: 'INVALID_PRODUCT UNAUTHORIZED_ROUTE_ACCESS SANDBOX_PRODUCT_NOT_ENABLED',
    sentence: /has not enabled this for this server’s account; tell whoever runs this server/,
    control: SETUP,
  },
  {
    codes: 'TRIAL_CONNECTION_LIMIT CREDITS_EXHAUSTED',
    sentence: /has used up what its plan allows; tell whoever runs this server/,
    control: SETUP,
  },
  {
    codes:
      'INSTITUTION_REGISTRATION_REQUIRED UNAUTHORIZED_INSTITUTION INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT ' +
      'OAUTH_REGISTRATION_ERROR',
    sentence: /has not enabled this bank for this server; tell whoever runs this server/,
    control: SETUP,
  },
  {
    codes:
      'INVALID_LINK_CUSTOMIZATION INVALID_FIELD INVALID_CONFIGURATION INVALID_USER_ID ' +
      'INVALID_WEBHOOK_VERIFICATION_KEY_ID',
    sentence: /tell whoever runs this server/,
    control: SETUP,
  },
  {
    codes:
      'MISSING_FIELDS UNKNOWN_FIELDS INVALID_BODY INVALID_HEADERS INCOMPATIBLE_API_VERSION SANDBOX_ONLY NOT_FOUND ' +
      'NO_LONGER_AVAILABLE SANDBOX_WEBHOOK_INVALID SANDBOX_TRANSFER_EVENT_TRANSITION_INVALID FAILED_PRECONDITION ' +
      'INVALID_INSTITUTION INVALID_USER_IDENTITY_DATA INVALID_USER_TOKEN INVALID_AUDIT_COPY_TOKEN ' +
      'INVALID_PROCESSOR_TOKEN INVALID_STRIPE_ACCOUNT DIRECT_INTEGRATION_NOT_ENABLED ' +
      'PLAID_DIRECT_ITEM_IMPORT_RETURNED_INVALID_MFA',
    sentence: /a fault in this server/,
    control: TRY_AGAIN,
  },
];
const ADVICE_BY_CODE = ADVICE.flatMap((advice) =>
  advice.codes.split(' ').map((code) => [code, advice] as const),
);
/** Nobody can do anything about these, so nothing is said. */
const UNMENTIONED = [
  ...['PRODUCTS_NOT_SUPPORTED', 'PRODUCT_NOT_ENABLED', 'NO_LIABILITY_ACCOUNTS', 'NO_INVESTMENT_ACCOUNTS'],
  ...['NO_INVESTMENT_AUTH_ACCOUNTS', 'NO_AUTH_ACCOUNTS', 'LAST_UPDATED_DATETIME_OUT_OF_RANGE'],
];
const CASES: [code: string, advice: Advice | null][] = [
  ...ADVICE_BY_CODE.map(([code, advice]): [string, Advice] => [code, advice]),
  ...UNMENTIONED.map((code): [string, null] => [code, null]),
];

/** In two years; few, since every page is read for every code. */
const ROWS = 60;
const ALL_PAGES = ['/dashboard', '/transactions', '/spending', '/net-worth', '/ahead'];

/** A client for each endpoint, so that all can be called at once. */
const clients: Record<string, { client: Client; itemId: string }> = {};

// Each view asks for balances, so that their endpoint's errors are seen as well.
const app = await startTestApp({ env: { LIVE_BALANCES: 'view' }, wait: async () => {} });
for (const path of ['/transactions/get', '/accounts/balance/get', '/item/get']) {
  const client = app.newClient();
  giveBank(app, client, { transactions: ROWS });
  const itemId = app.emulator.control.items().at(-1)?.id ?? '';
  giveBank(app, client, { institutionId: 'ins_900002', transactions: ROWS });
  clients[path] = { client, itemId };
}
afterAll(() => app.close());

/** What pages show while one endpoint answers with an error for one of two banks. */
async function pagesWithError(path: string, code: string, pages: readonly string[]) {
  const { client, itemId } = clients[path] ?? { client: app.newClient(), itemId: '' };
  const end = app.emulator.control.inject({ kind: 'error', code }, { path, itemId });
  const answers = await Promise.all(pages.map((page) => client.get(page)));
  end();
  for (const { status, text } of answers) {
    expect(status).toBe(200);
    expect(text).toMatch(/<\/html>\s*$/);
    expect(text).not.toContain(code);
  }
  return answers;
}

it('these tests know every code that Plaid documents', () => {
  expect(CASES.map(([code]) => code).toSorted()).toEqual([...ERROR_CODES.keys()].toSorted());
});

describe.each(CASES)('%s', (code, advice) => {
  it('has its sentence and its one control on every page, and takes nothing from the other bank', async () => {
    const [forTransactions, [withoutLive], [withoutStatus]] = await Promise.all([
      pagesWithError('/transactions/get', code, ALL_PAGES),
      pagesWithError('/accounts/balance/get', code, ['/dashboard']),
      pagesWithError('/item/get', code, ['/dashboard']),
    ]);
    const [dashboard, transactions, spending] = forTransactions;
    if (!dashboard || !transactions || !spending || !withoutLive || !withoutStatus)
      throw new Error('five pages were asked for');

    for (const { page } of [...forTransactions, withoutLive]) {
      const lines = page('#attention li:not(.due)');
      expect(lines).toHaveLength(advice ? 1 : 0);
      if (!advice) continue;
      // What stood there until the final version came is not seen beside it.
      page('[slot$=-early]').remove();
      // That the connection ends on a day is another fact.
      page('#month-ahead').remove();
      expect(page('main').text().split('Fernhollow Bank '), 'said once').toHaveLength(2);
      expect(lines.text()).toMatch(/^\s*Fernhollow Bank /);
      expect(lines.text()).toMatch(advice.sentence);
      expect(lines.find('details:not([open])').text()).toMatch(
        /request id, to quote to Plaid’s support: \w{15}$/m,
      );
      expect(lines.find('a, button')).toHaveLength(1);
      expect(lines.find(advice.control)).toHaveLength(1);
    }
    expect(dashboardOf(dashboard).latest).toHaveLength(5);
    expect(dashboardOf(dashboard).accounts.map(({ about }) => about)).toContain('Quillfeather Cards');
    expect(dashboard.page('.failed, .empty')).toHaveLength(0);
    expect(transactionsOf(transactions).rows.length).toBeGreaterThan(0);
    for (const { page } of [dashboard, transactions, spending]) {
      expect(page('.incomplete').length).toBeGreaterThan(0);
      for (const word of page('.incomplete').toArray()) expect(page(word).attr('href')).toBe('#attention');
      expect(page('#attention').text()).toContain('Fernhollow Bank');
    }

    const { asOf, accounts } = dashboardOf(withoutLive);
    expect(asOf).toMatch(/^Partly as of .+ UTC$/);
    expect(accounts.map(({ about }) => about)).toContain('Fernhollow Bank');
    // An Item's own status says nothing new while it gives its balances and its transactions.
    expect(dashboardOf(withoutStatus).attention).toEqual([]);
    expect(withoutStatus.page('.incomplete, .failed')).toHaveLength(0);
  });
});
