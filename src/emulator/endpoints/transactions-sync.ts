/** /transactions/sync. The cursor is the position in an Item's entries, oldest first. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { firstReadyDay, visibleEntries } from '../history.ts';
import { historyStageOf } from '../item-error.ts';
import { PlaidFault } from '../plaid-error.ts';
import { openForProduct } from '../product-call.ts';
import { chosenAccounts, wireAccounts } from '../wire-account.ts';
import { wireTransaction } from '../wire-transaction.ts';

const FLAG = { kind: 'boolean' } as const;

const FIELDS = {
  access_token: ACCESS_TOKEN,
  cursor: { kind: 'string' },
  count: { kind: 'integer', min: 1, max: 500 },
  options: {
    kind: 'object',
    fields: {
      account_id: { kind: 'string' },
      days_requested: { kind: 'integer', min: 1, max: 730 },
      include_original_description: FLAG,
      include_personal_finance_category: FLAG,
      include_logo_and_counterparty_beta: FLAG,
      personal_finance_category_version: { kind: 'string' },
    },
  },
} as const;

const DEFAULT_COUNT = 100;

export const transactionsSync = endpoint(FIELDS, async (body, call) => {
  const position = positionOf(body.cursor ?? '');
  const { item, ledger } = await openForProduct(body.access_token, call);
  item.hasSynced = true;
  const stage = historyStageOf(item, call.plaid.now());
  if (stage === 'nothing') return { ...NOTHING_YET, request_id: call.requestId };
  const { account_id, include_original_description } = body.options ?? {};
  const accounts = chosenAccounts(item, ledger, account_id ? [account_id] : null);
  const entries = visibleEntries(item, ledger, { accounts, from: firstReadyDay(item, call.plaid.now()) });
  const oldestFirst = entries.toReversed();
  const end = position + (body.count ?? DEFAULT_COUNT);
  return {
    accounts: wireAccounts(item, ledger, accounts),
    added: oldestFirst
      .slice(position, end)
      .map((entry) => wireTransaction(item, ledger, entry, include_original_description ?? false)),
    has_more: end < entries.length,
    modified: [],
    next_cursor: Buffer.from(`position:${Math.min(end, entries.length)}`).toString('base64'),
    removed: [],
    request_id: call.requestId,
    transactions_update_status: stage === 'all' ? 'HISTORICAL_UPDATE_COMPLETE' : 'INITIAL_UPDATE_COMPLETE',
  };
});

/** Unlike /transactions/get, sync answers emptily while there is nothing. */
const NOTHING_YET = {
  accounts: [],
  added: [],
  has_more: false,
  modified: [],
  next_cursor: '',
  removed: [],
  transactions_update_status: 'NOT_READY',
};

function positionOf(cursor: string): number {
  if (cursor === '') return 0;
  const [, position] = /^position:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (position === undefined) throw new PlaidFault('INVALID_FIELD', 'cursor is not valid');
  return Number(position);
}
