/** /liabilities/get. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { PlaidFault } from '../plaid-error.ts';
import { openForProduct } from '../product-call.ts';
import { chosenAccounts, wireAccounts } from '../wire-account.ts';
import { wireItem } from '../wire-item.ts';
import { wireLiabilities } from '../wire-liabilities.ts';

const FIELDS = {
  access_token: ACCESS_TOKEN,
  options: { kind: 'object', fields: { account_ids: { kind: 'list' } } },
} as const;

export const liabilitiesGet = endpoint(FIELDS, async (body, call) => {
  const { item, ledger } = await openForProduct(body.access_token, call);
  if (![...item.products, ...item.consentedProducts].includes('liabilities')) {
    throw new PlaidFault('ADDITIONAL_CONSENT_REQUIRED');
  }
  const accounts = chosenAccounts(item, ledger, body.options?.account_ids).filter((position) =>
    ['credit', 'loan'].includes(ledger.accounts[position]?.type ?? ''),
  );
  if (accounts.length === 0) throw new PlaidFault('NO_LIABILITY_ACCOUNTS');
  return {
    accounts: wireAccounts(item, ledger, accounts),
    item: wireItem(item, call),
    liabilities: wireLiabilities(item, ledger, accounts),
    request_id: call.requestId,
  };
});
