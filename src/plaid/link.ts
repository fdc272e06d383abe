/** Link tokens and public tokens over Plaid's API. */

import { randomUUID } from 'node:crypto';
import type {
  CountryCode,
  LinkTokenCreateRequest,
  LinkTokenGetResponse,
  LinkTokenGetSessionsResponse,
  PlaidApi,
  Products,
} from 'plaid';
import { toAccountMarks } from './account-overlap.ts';
import { callPlaid } from './call.ts';
import { LINK_PRODUCTS, PRODUCT_CODES } from './error-codes.ts';
import { plaidErrorOf } from './error-mapping.ts';
import { PlaidError } from './errors.ts';
import type {
  LinkOwner,
  LinkRefusal,
  LinkResult,
  LinkVisit,
  PlaidCallOptions,
  PlaidLink,
} from './gateway.ts';
import type { Result } from './result.ts';

/** Two years, the most there is; it cannot be raised later for an Item (Plaid, /link/token/create). */
const DAYS_REQUESTED = 730;
const TRANSACTIONS = LINK_PRODUCTS[0] as Products;
/** Agreed to with the rest, and free of charge until it is first asked for (Plaid, /link/token/create). */
const LIABILITIES = LINK_PRODUCTS[1] as Products;

export interface LinkOptions {
  /** ISO 3166-1 alpha-2, each enabled for the operator's Plaid account. */
  readonly countryCodes: readonly string[];
  /** Whether people are asked to let cards and loans be read; yes where it is left out. */
  readonly hasCredit?: boolean;
  /** How long the address of a hosted page works; as long as Plaid chooses where it is left out. */
  readonly urlLifetimeSeconds?: number;
}

/** Linking over this SDK. */
export function createPlaidLink(sdk: PlaidApi, options: LinkOptions): PlaidLink {
  const { countryCodes, hasCredit = true, urlLifetimeSeconds } = options;
  const lifetime = urlLifetimeSeconds ? { url_lifetime_seconds: urlLifetimeSeconds } : {};
  let hasLiabilities: boolean | null = null;

  const visitOf = (
    page: { owner: LinkOwner; returnUrl: string },
    rest: Partial<LinkTokenCreateRequest>,
    callOptions: PlaidCallOptions | undefined,
  ): Promise<Result<LinkVisit>> =>
    callPlaid({
      endpoint: '/link/token/create',
      callOptions,
      // In an update it may be this one bank that does not have the product.
      operatorCodes: rest.access_token === undefined ? PRODUCT_CODES : [],
      products: [...(rest.products ?? []), ...(rest.additional_consented_products ?? [])],
      call: (call) =>
        sdk.linkTokenCreate(
          {
            client_name: 'Ledgerless',
            language: 'en',
            country_codes: countryCodes as CountryCode[],
            ...ownerFields(page.owner),
            hosted_link: { completion_redirect_uri: page.returnUrl, ...lifetime },
            ...rest,
          },
          call,
        ),
      read: (answer) => {
        const { link_token: linkToken, hosted_link_url: url = '' } = answer;
        // People's browsers are sent there.
        if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
          throw new PlaidError({ kind: 'operator', code: 'NO_HOSTED_LINK' });
        }
        return { linkToken, url };
      },
    });

  /**
   * With consent to Liabilities. Refused for it, a visit is begun without; where it is the account that lacks them, so
   * are all later ones of this process.
   */
  async function consentingVisitOf(...[page, rest, callOptions]: Parameters<typeof visitOf>) {
    if (!hasCredit || hasLiabilities === false) return visitOf(page, rest, callOptions);
    const asked = await visitOf(page, { ...rest, additional_consented_products: [LIABILITIES] }, callOptions);
    if (asked.ok) hasLiabilities = true;
    if (asked.ok || !PRODUCT_CODES.includes(asked.error.code)) return asked;
    const without = await visitOf(page, rest, callOptions);
    if (without.ok && asked.error.kind === 'operator') hasLiabilities = false;
    return without;
  }

  return {
    hasLiabilities: () => hasLiabilities,

    startLink({ webhookUrl, isKeyCheck = false, ...page }, callOptions) {
      if (isKeyCheck) hasLiabilities = null;
      return consentingVisitOf(
        page,
        {
          products: [TRANSACTIONS],
          transactions: { days_requested: DAYS_REQUESTED },
          ...(webhookUrl === null ? {} : { webhook: webhookUrl }),
          // Plaid links several banks at once only for a user.
          ...('userId' in page.owner ? { enable_multi_item_link: true } : {}),
        },
        callOptions,
      );
    },

    // What was linked before we asked for consent to Liabilities, or refused it then, can be agreed to now.
    startUpdate: ({ accessToken, returnUrl }, callOptions) =>
      consentingVisitOf(
        // Says nothing about the person. All of Plaid's examples with an access token name a user in this way.
        { owner: { clientUserId: randomUUID() }, returnUrl },
        {
          access_token: accessToken,
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

/**
 * Every session of the visit counts, oldest first: a page that was opened twice has two, and either may bring banks. Where
 * one has, a page that was left open is not waited for.
 */
function toLinkResult(answer: LinkTokenGetResponse): LinkResult {
  const sessions = (answer.link_sessions ?? []).toReversed();
  const results = sessions.flatMap((session) => session.results?.item_add_results ?? []);
  return {
    newItems: results.map(({ public_token, institution, accounts }) => ({
      publicToken: public_token,
      institutionId: institution?.institution_id ?? null,
      institutionName: institution?.name ?? null,
      accounts: (accounts ?? []).map(toAccountMarks),
    })),
    refusal: sessions.map(toRefusal).findLast((refusal) => refusal !== null) ?? null,
    isOver:
      sessions.length > 0 && sessions.every((one) => isOver(one) || (results.length > 0 && isUnused(one))),
  };
}

/** It was given up, or it was finished and its results have arrived. */
function isOver({ exit, on_exit, finished_at, results }: LinkTokenGetSessionsResponse): boolean {
  return Boolean(exit ?? on_exit ?? (finished_at && results));
}

function isUnused({ finished_at, results }: LinkTokenGetSessionsResponse): boolean {
  return !finished_at && (results?.item_add_results ?? []).length === 0;
}

/** Why a session ended without a bank; null where the person left by themselves. */
function toRefusal({ exit, on_exit }: LinkTokenGetSessionsResponse): LinkRefusal | null {
  const { error, metadata } = exit ?? on_exit ?? {};
  const said = plaidErrorOf({ request_id: metadata?.request_id, ...error }, 400);
  if (said === null) return null;
  const { kind, code, requestId } = said;
  return {
    error: new PlaidError({ kind, code, requestId, endpoint: 'Link' }),
    institutionName: metadata?.institution?.name ?? null,
  };
}
