/** The gateway over Plaid's API. */

import type { CountryCode, PlaidApi } from 'plaid';
import type { Balances, Liabilities } from '../finance/model.ts';
import { callPlaid, createClient } from './call.ts';
import type { SdkOptions } from './client.ts';
import { createCoalescer } from './coalesce.ts';
import { PlaidError } from './errors.ts';
import type { Gateway, History, HistoryPart, ItemStatus, PlaidCallOptions, Removal } from './gateway.ts';
import { toLiabilities } from './liabilities.ts';
import { createLimitWait, type Wait } from './limit-wait.ts';
import { createPlaidLink, type LinkOptions } from './link.ts';
import { toAccount, toItemStatus, toSharedAccounts } from './mapping.ts';
import { type Result, unlessKind } from './result.ts';
import { createReadPage, readHistory, readHistoryPages } from './transactions.ts';
import { createPlaidUsers } from './users.ts';
import type { WebhookKey } from './webhook-keys.ts';

export interface GatewayOptions extends SdkOptions, LinkOptions {
  readonly now?: (() => Date) | undefined;
  /** How calls wait for Plaid's limits. */
  readonly wait?: Wait | undefined;
}

/**
 * Capital One gives no live balance for cards and loans, and wants to be told how old one may be; Plaid does not
 * look at this for any other bank or account (Plaid, /accounts/balance/get).
 */
const OLDEST_CARD_BALANCE_MS = 3 * 24 * 60 * 60 * 1000;

/** A Gateway over Plaid's API. */
export function createGateway(options: GatewayOptions): Gateway {
  const sdk = createClient(options);
  const link = createPlaidLink(sdk, options);
  const items = createCoalescer<ItemStatus>();
  const balances = createCoalescer<Balances>();
  const cachedBalances = createCoalescer<Balances>();
  const histories = createCoalescer<History>();
  const historyParts = createCoalescer<HistoryPart>();
  const liabilities = createCoalescer<Liabilities>();
  const untilAllowed = createLimitWait(options.wait);
  const { now = () => new Date() } = options;
  return {
    ...link,
    ...createPlaidUsers(sdk),

    item: (accessToken, options) =>
      items(accessToken, options, (callOptions) =>
        callPlaid({
          endpoint: '/item/get',
          callOptions,
          mayRepeat: true,
          call: (call) => sdk.itemGet({ access_token: accessToken }, call),
          read: toItemStatus,
        }),
      ),

    // By itself, since the time in an answer that others wait for as well is that of their question.
    plaidTime: (accessToken, callOptions) =>
      unlessKind<Date | null>(
        ['gone'],
        null,
        callPlaid({
          endpoint: '/item/get',
          callOptions,
          mayRepeat: true,
          call: (call) => sdk.itemGet({ access_token: accessToken }, call),
          read: (_, plaidTime) => plaidTime,
        }),
      ),

    liveBalances: (accessToken, options) =>
      balances(accessToken, options, (callOptions) => readLiveBalances(sdk, accessToken, callOptions)),

    // Calls are shared, and waiting for Plaid's limit is not: some wait longer than others.
    accounts: (accessToken, options) =>
      untilAllowed(options, () =>
        cachedBalances(accessToken, options, (callOptions) =>
          callPlaid({
            endpoint: '/accounts/get',
            callOptions,
            mayRepeat: true,
            call: (call) => sdk.accountsGet({ access_token: accessToken }, call),
            read: (answer) => ({ accounts: answer.accounts.map(toAccount), source: 'cached' }),
          }),
        ),
      ),

    history: (accessToken, range, options) =>
      untilAllowed(options, () =>
        histories(`${accessToken} ${range.from} ${range.to}`, options, (callOptions) =>
          readHistory(createReadPage({ sdk, accessToken, range, callOptions }), now),
        ),
      ),

    historyPart: (accessToken, { range, offset, count }, options) =>
      untilAllowed(options, () =>
        historyParts(`${accessToken} ${range.from} ${range.to} ${offset} ${count}`, options, (callOptions) =>
          createReadPage({ sdk, accessToken, range, callOptions })(offset, count),
        ),
      ),

    historyPages(accessToken, range, options) {
      const readPage = createReadPage({ sdk, accessToken, range, callOptions: options });
      let waiting = options;
      return readHistoryPages(async (...part) => {
        const page = await untilAllowed(waiting, () => readPage(...part));
        // What has begun can only wait, or break off.
        waiting = { ...options, longestWaitMs: undefined };
        return page;
      });
    },

    liabilities: (accessToken, options) =>
      untilAllowed(options, () =>
        liabilities(accessToken, options, async (callOptions) => {
          const told = await callPlaid({
            endpoint: '/liabilities/get',
            callOptions,
            mayRepeat: true,
            call: (call) => sdk.liabilitiesGet({ access_token: accessToken }, call),
            read: toLiabilities,
          });
          return link.hasLiabilities() === false ? asRefused(told) : told;
        }),
      ),

    // By itself, since whoever compares two Items needs what is true now.
    sharedAccounts: (accessToken, callOptions) =>
      callPlaid({
        endpoint: '/accounts/get',
        callOptions,
        mayRepeat: true,
        call: (call) => sdk.accountsGet({ access_token: accessToken }, call),
        read: toSharedAccounts,
      }),

    institutionCountries: (institutionId, callOptions) =>
      callPlaid({
        endpoint: '/institutions/get_by_id',
        callOptions,
        mayRepeat: true,
        call: (call) =>
          sdk.institutionsGetById(
            { institution_id: institutionId, country_codes: options.countryCodes as CountryCode[] },
            call,
          ),
        read: ({ institution }) => institution.country_codes,
      }),

    setWebhook: (accessToken, url, callOptions) =>
      callPlaid({
        endpoint: '/item/webhook/update',
        callOptions,
        call: (call) => sdk.itemWebhookUpdate({ access_token: accessToken, webhook: url }, call),
        read: () => undefined,
      }),

    webhookKey: (keyId, callOptions) => readWebhookKey(sdk, keyId, callOptions),

    remove: (accessToken, callOptions) => removeItem(sdk, accessToken, callOptions),
  };
}

/** What this account may not ask people to allow, they cannot allow. */
function asRefused<T>(told: Result<T>): Result<T> {
  if (told.ok || told.error.code !== 'ADDITIONAL_CONSENT_REQUIRED') return told;
  return { ok: false, error: new PlaidError({ ...told.error, kind: 'operator', code: 'INVALID_PRODUCT' }) };
}

function readLiveBalances(
  sdk: PlaidApi,
  accessToken: string,
  callOptions: PlaidCallOptions,
): Promise<Result<Balances>> {
  const oldest = new Date(Date.now() - OLDEST_CARD_BALANCE_MS).toISOString().replace(/\.\d+/, '');
  return callPlaid({
    endpoint: '/accounts/balance/get',
    callOptions,
    mayRepeat: true,
    call: (call) =>
      sdk.accountsBalanceGet(
        { access_token: accessToken, options: { min_last_updated_datetime: oldest } },
        call,
      ),
    read: (answer) => ({ accounts: answer.accounts.map(toAccount), source: 'live' }),
  });
}

async function readWebhookKey(
  sdk: PlaidApi,
  keyId: string,
  callOptions?: PlaidCallOptions,
): Promise<Result<WebhookKey | null>> {
  const key = await callPlaid({
    endpoint: '/webhook_verification_key/get',
    callOptions,
    call: (call) => sdk.webhookVerificationKeyGet({ key_id: keyId }, call),
    read: ({ key: { kty, crv, x, y, expired_at } }) => (expired_at == null ? { kty, crv, x, y } : null),
  });
  const isUnknown = !key.ok && key.error.code === 'INVALID_WEBHOOK_VERIFICATION_KEY_ID';
  return isUnknown ? { ok: true, value: null } : key;
}

async function removeItem(
  sdk: PlaidApi,
  accessToken: string,
  callOptions?: PlaidCallOptions,
): Promise<Result<Removal>> {
  const removal = await callPlaid({
    endpoint: '/item/remove',
    callOptions,
    call: (call) => sdk.itemRemove({ access_token: accessToken }, call),
    read: (answer) => ({ requestId: answer.request_id, wasGone: false }),
  });
  if (removal.ok || removal.error.kind !== 'gone') return removal;
  return { ok: true, value: { requestId: removal.error.requestId, wasGone: true } };
}
