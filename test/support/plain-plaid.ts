/** A server in Plaid's place that gives each login the accounts and transactions that a test has written down. */

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';

export interface PlainAccount {
  readonly id: string;
  readonly type?: string;
}

export interface PlainRow {
  readonly date: string;
  /** Plaid's sign: positive is spent. */
  readonly amount: number;
  readonly name: string;
  readonly merchantId?: string;
  readonly currency?: string;
  readonly category?: string;
  readonly detailed?: string;
  readonly account?: string;
}

export interface PlainLogin {
  readonly accounts: readonly PlainAccount[];
  readonly rows: readonly PlainRow[];
}

/** Every access token opens the same login, or its own where there is a function of it. */
export async function startPlainPlaid(login: PlainLogin | ((accessToken: string) => PlainLogin)) {
  const server = http.createServer(async (req, res) => {
    const asked = (await readJson(req)) as Asked;
    const { accounts, rows } = typeof login === 'function' ? login(asked.access_token) : login;
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(answerTo(req.url ?? '', asked, { accounts, rows })));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Asked {
  readonly access_token: string;
  readonly start_date?: string;
  readonly end_date?: string;
  readonly options?: { readonly offset?: number; readonly count?: number };
}

function answerTo(path: string, asked: Asked, { accounts, rows }: PlainLogin) {
  const item = { item_id: asked.access_token, institution_id: 'ins_900001', error: null };
  const told = { request_id: 'r', item, accounts: accounts.map(accountOf) };
  if (path === '/item/get') return { ...told, status: { transactions: null } };
  if (path !== '/transactions/get') return told;
  const { start_date = '', end_date = '', options: { offset = 0, count = 100 } = {} } = asked;
  const inRange = rows
    .map((row, index) => transactionOf(row, index, accounts[0]?.id ?? ''))
    .filter(({ date }) => date >= start_date && date <= end_date)
    .sort((a, b) => b.date.localeCompare(a.date));
  const transactions = inRange.slice(offset, offset + count);
  return { ...told, transactions, total_transactions: inRange.length };
}

function accountOf({ id, type = 'depository' }: PlainAccount) {
  return {
    ...{ account_id: id, name: `Account ${id.slice(-4)}`, official_name: null, mask: id.slice(-4) },
    ...{ type, subtype: type === 'credit' ? 'credit card' : 'checking' },
    balances: {
      ...{ current: 100, available: 100, limit: null },
      ...{ iso_currency_code: 'USD', unofficial_currency_code: null },
    },
  };
}

function transactionOf(row: PlainRow, index: number, accountId: string) {
  const { date, amount, name, merchantId = null, currency = 'USD' } = row;
  const { category = 'TRAVEL', detailed = `${category}_LODGING`, account = accountId } = row;
  return {
    ...{ transaction_id: `t${index}`, account_id: account, date, amount, name },
    ...{ merchant_name: merchantId === null ? null : name, merchant_entity_id: merchantId },
    ...{ original_description: name, pending: false, pending_transaction_id: null },
    ...{ iso_currency_code: currency, unofficial_currency_code: null },
    personal_finance_category: { primary: category, detailed },
  };
}
