/** A Plaid that gives transactions by the page, from memory. */

import { Readable } from 'node:stream';
import type { PlaidApi } from 'plaid';
import { readHistory } from '../../src/plaid/transactions.ts';

export const range = { from: '2026-01-01', to: '2026-02-28' };

/** A question for one page. */
export interface Asked {
  readonly access_token: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly options: { readonly count: number; readonly offset: number };
}

/** So many rows, each with an id of its own. */
export function rowsFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    transaction_id: `t${first + index}`,
    account_id: 'account-1',
    date: '2026-02-28',
    amount: 1,
    iso_currency_code: 'USD',
    name: 'row',
    pending: false,
  }));
}

type Row = ReturnType<typeof rowsFrom>[number];

const account = {
  account_id: 'account-1',
  name: 'Checking',
  type: 'depository',
  balances: { current: 5, iso_currency_code: 'USD' },
};

/** An answer as the SDK hands it on. */
export function sent(data: object, status = 200) {
  return { status, data: Readable.from([Buffer.from(JSON.stringify(data))]) };
}

/** A Plaid whose list may be another at each call; it notes what it was asked, and how many at once. */
export function plaidWith(listAt: (call: number) => readonly Row[]) {
  const asked: Asked[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const transactionsGet = async (question: Asked) => {
    const list = listAt(asked.length);
    asked.push(question);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce -= 1;
    const { offset, count } = question.options;
    const data = {
      accounts: [account],
      transactions: list.slice(offset, offset + count),
      total_transactions: list.length,
    };
    return sent(data);
  };
  const sdk = { transactionsGet } as unknown as PlaidApi;
  return {
    asked,
    mostAtOnce: () => mostAtOnce,
    offsets: () => asked.map(({ options }) => options.offset),
    read: () => readHistory(sdk, 'access-token', range),
  };
}
