/** Link tokens and public tokens over Plaid's API. */

import type {
  CountryCode,
  LinkTokenCreateRequest,
  LinkTokenGetResponse,
  LinkTokenGetSessionsResponse,
  PlaidApi,
  Products,
} from 'plaid';
import { callPlaid } from './call.ts';
import { PlaidError } from './errors.ts';
import type { LinkOwner, LinkResult, LinkVisit, PlaidCallOptions, PlaidLink } from './gateway.ts';
import type { Result } from './result.ts';

/** Two years, the most there is; it cannot be raised later for an Item (Plaid, /link/token/create). */
const DAYS_REQUESTED = 730;
/** Agreed to with the rest, and free of charge until it is first asked for (Plaid, /link/token/create). */
const CONSENT_ONLY = ['liabilities' as Products];

/** Linking over this SDK, in countries by their ISO 3166-1 alpha-2 codes. */
export function createPlaidLink(sdk: PlaidApi, countryCodes: readonly string[]): PlaidLink {
  const visitOf = (
    page: { owner: LinkOwner; returnUrl: string },
    rest: Partial<LinkTokenCreateRequest>,
    callOptions: PlaidCallOptions | undefined,
  ): Promise<Result<LinkVisit>> =>
    callPlaid({
      endpoint: '/link/token/create',
      callOptions,
      call: (call) =>
        sdk.linkTokenCreate(
          {
            client_name: 'Ledgerless',
            language: 'en',
            country_codes: countryCodes as CountryCode[],
            ...ownerFields(page.owner),
            hosted_link: { completion_redirect_uri: page.returnUrl },
            ...rest,
          },
          call,
        ),
      read: (answer) => {
        if (!answer.hosted_link_url) throw new PlaidError({ kind: 'operator', code: 'NO_HOSTED_LINK' });
        return { linkToken: answer.link_token, url: answer.hosted_link_url };
      },
    });

  return {
    startLink: ({ webhookUrl, ...page }, callOptions) =>
      visitOf(
        page,
        {
          products: ['transactions' as Products],
          additional_consented_products: CONSENT_ONLY,
          transactions: { days_requested: DAYS_REQUESTED },
          ...(webhookUrl === null ? {} : { webhook: webhookUrl }),
          // Plaid links several banks at once only for a user.
          ...('userId' in page.owner ? { enable_multi_item_link: true } : {}),
        },
        callOptions,
      ),

    startRepair: ({ accessToken, ...page }, callOptions) =>
      visitOf(
        page,
        {
          access_token: accessToken,
          // What was linked before we asked for it, or refused it then, can be agreed to now.
          additional_consented_products: CONSENT_ONLY,
          update: { account_selection_enabled: true },
        },
        callOptions,
      ),

    readLink: (linkToken, callOptions) =>
      callPlaid({
        endpoint: '/link/token/get',
        callOptions,
        mayRepeat: true,
        call: (call) => sdk.linkTokenGet({ link_token: linkToken }, call),
        read: toLinkResult,
      }),

    exchange: (publicToken, callOptions) =>
      callPlaid({
        endpoint: '/item/public_token/exchange',
        callOptions,
        call: (call) => sdk.itemPublicTokenExchange({ public_token: publicToken }, call),
        read: (answer) => ({ accessToken: answer.access_token, itemId: answer.item_id }),
      }),
  };
}

function ownerFields(owner: LinkOwner): Pick<LinkTokenCreateRequest, 'user' | 'user_id'> {
  return 'userId' in owner ? { user_id: owner.userId } : { user: { client_user_id: owner.clientUserId } };
}

/** Every session of the visit counts: a page that was opened twice has two, and either may bring banks. */
function toLinkResult(answer: LinkTokenGetResponse): LinkResult {
  const sessions = answer.link_sessions ?? [];
  const results = sessions.flatMap((session) => session.results?.item_add_results ?? []);
  return {
    newItems: results.map(({ public_token, institution }) => ({
      publicToken: public_token,
      institutionId: institution?.institution_id ?? null,
      institutionName: institution?.name ?? null,
    })),
    isOver: sessions.length > 0 && sessions.every(isOver),
  };
}

/** It was given up, or it was finished and its results have arrived. */
function isOver({ exit, on_exit, finished_at, results }: LinkTokenGetSessionsResponse): boolean {
  return Boolean(exit ?? on_exit ?? (finished_at && results));
}
