/** /accounts/get and /accounts/balance/get. */
import { ACCESS_TOKEN, type Call, endpoint } from '../endpoint.ts';
import { openForProduct } from '../product-call.ts';
import { chosenAccounts, wireAccounts } from '../wire-account.ts';
import { wireItem } from '../wire-item.ts';

const ACCOUNT_IDS = { account_ids: { kind: 'list' } } as const;

export const accountsGet = endpoint(
  { access_token: ACCESS_TOKEN, options: { kind: 'object', fields: ACCOUNT_IDS } },
  (body, call) => answer(body.access_token, body.options?.account_ids, call),
);

export const accountsBalanceGet = endpoint(
  {
    access_token: ACCESS_TOKEN,
    options: { kind: 'object', fields: { ...ACCOUNT_IDS, min_last_updated_datetime: { kind: 'string' } } },
  },
  (body, call) => answer(body.access_token, body.options?.account_ids, call),
);

async function answer(accessToken: string, accountIds: readonly string[] | null | undefined, call: Call) {
  const { item, ledger } = await openForProduct(accessToken, call);
  return {
    accounts: wireAccounts(item, ledger, chosenAccounts(item, ledger, accountIds)),
    item: wireItem(item, call),
    request_id: call.requestId,
  };
}
