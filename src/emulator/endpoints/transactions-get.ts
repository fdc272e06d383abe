/** /transactions/get. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { firstReadyDay, visibleEntries } from '../history.ts';
import { PlaidFault } from '../plaid-error.ts';
import { openForProduct } from '../product-call.ts';
import { chosenAccounts, wireAccounts } from '../wire-account.ts';
import { wireItem } from '../wire-item.ts';
import { wireTransaction } from '../wire-transaction.ts';
import { parseDay } from '../world/days.ts';

const FLAG = { kind: 'boolean' } as const;

const FIELDS = {
  access_token: ACCESS_TOKEN,
  start_date: { kind: 'day', isRequired: true },
  end_date: { kind: 'day', isRequired: true },
  options: {
    kind: 'object',
    fields: {
      account_ids: { kind: 'list' },
      count: { kind: 'integer', min: 1, max: 500 },
      offset: { kind: 'integer', min: 0 },
      days_requested: { kind: 'integer', min: 1, max: 730 },
      include_original_description: FLAG,
      include_personal_finance_category: FLAG,
      include_personal_finance_category_beta: FLAG,
      include_logo_and_counterparty_beta: FLAG,
      personal_finance_category_version: { kind: 'string' },
    },
  },
} as const;

const DEFAULT_COUNT = 100;

export const transactionsGet = endpoint(FIELDS, async (body, call) => {
  const [from, to] = [parseDay(body.start_date), parseDay(body.end_date)];
  if (from > to) throw new PlaidFault('INVALID_FIELD', 'start_date must be before end_date');
  const { item, ledger } = await openForProduct(body.access_token, call);
  const { account_ids, count, offset, include_original_description } = body.options ?? {};
  const accounts = chosenAccounts(item, ledger, account_ids);
  const readyFrom = firstReadyDay(item, call.plaid.now());
  const entries = visibleEntries(item, ledger, { accounts, from: Math.max(from, readyFrom), to });
  const first = offset ?? 0;
  if (first === 0) item.looks++;
  const page = entries.slice(first, first + (count ?? DEFAULT_COUNT));
  return {
    accounts: wireAccounts(item, ledger, accounts),
    item: wireItem(item, call),
    request_id: call.requestId,
    total_transactions: entries.length,
    transactions: page.map((entry) =>
      wireTransaction(item, ledger, entry, include_original_description ?? false),
    ),
  };
});
