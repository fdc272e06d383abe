/** Banks as Plaid gives them. */

import { type CountryCode, type LinkTokenGetResponse, Products } from 'plaid';
import type { Bank, LinkResult } from './bank.ts';
import { BankError } from './errors.ts';
import { toAccount, toItemStatus } from './from-plaid.ts';
import { readHistory } from './history.ts';
import { createReadPage } from './history-page.ts';
import { readHistoryPages } from './history-pages.ts';
import { callPlaid, createSdk, type SdkOptions } from './sdk.ts';

export interface PlaidBankOptions extends SdkOptions {
  /** ISO 3166-1 alpha-2, each enabled for the operator's Plaid account. */
  readonly countryCodes: readonly string[];
}

/** Two years, the most there is; it cannot be raised later for an Item (Plaid, /link/token/create). */
const DAYS_REQUESTED = 730;

/** A Bank over Plaid's API. */
export function createPlaidBank(options: PlaidBankOptions): Bank {
  const sdk = createSdk(options);
  return {
    startLink: ({ returnUrl, clientUserId }, asking) =>
      callPlaid({
        asking,
        call: (call) =>
          sdk.linkTokenCreate(
            {
              client_name: 'Ledgerless',
              language: 'en',
              country_codes: options.countryCodes as CountryCode[],
              user: { client_user_id: clientUserId },
              products: [Products.Transactions],
              transactions: { days_requested: DAYS_REQUESTED },
              hosted_link: { completion_redirect_uri: returnUrl },
            },
            call,
          ),
        read: (answer) => {
          if (!answer.hosted_link_url) throw new BankError({ kind: 'operator', code: 'NO_HOSTED_LINK' });
          return { linkToken: answer.link_token, url: answer.hosted_link_url };
        },
      }),

    readLink: (linkToken, asking) =>
      callPlaid({
        asking,
        call: (call) => sdk.linkTokenGet({ link_token: linkToken }, call),
        read: toLinkResult,
      }),

    exchange: (publicToken, asking) =>
      callPlaid({
        asking,
        call: (call) => sdk.itemPublicTokenExchange({ public_token: publicToken }, call),
        read: (answer) => ({ accessToken: answer.access_token, itemId: answer.item_id }),
      }),

    item: (accessToken, asking) =>
      callPlaid({
        asking,
        call: (call) => sdk.itemGet({ access_token: accessToken }, call),
        read: toItemStatus,
      }),

    liveBalances: (accessToken, asking) =>
      callPlaid({
        asking,
        call: (call) => sdk.accountsBalanceGet({ access_token: accessToken }, call),
        read: (answer) => ({ accounts: answer.accounts.map(toAccount), source: 'live' }),
      }),

    history: (accessToken, range, asking) => readHistory(sdk, accessToken, range, asking),

    historyPages: (accessToken, part, asking) =>
      readHistoryPages(createReadPage({ sdk, accessToken, ...part, asking })),

    async remove(accessToken, asking) {
      try {
        const call = (call: { signal: AbortSignal }) => sdk.itemRemove({ access_token: accessToken }, call);
        await callPlaid({ asking, call, read: () => undefined });
      } catch (error) {
        if (!(error instanceof BankError && error.kind === 'gone')) throw error;
      }
    },
  };
}

/** Every session of the visit counts: a page that was opened twice has two. */
function toLinkResult(answer: LinkTokenGetResponse): LinkResult {
  const sessions = answer.link_sessions ?? [];
  const results = sessions.flatMap((session) => session.results?.item_add_results ?? []);
  return {
    newItems: results.map(({ public_token, institution }) => ({
      publicToken: public_token,
      institutionId: institution?.institution_id ?? null,
      institutionName: institution?.name ?? null,
    })),
    hasExited: sessions.some((session) => Boolean(session.exit)),
  };
}
