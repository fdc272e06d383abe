/** One page of transactions: the question that every reading of a history is made of. */

import type { PlaidApi } from 'plaid';
import { toAccount, toTransaction } from './from-plaid.ts';
import type { Asking } from './gateway.ts';
import type { Account, DayRange, Transaction } from './model.ts';
import type { Result } from './result.ts';
import { callPlaid } from './sdk.ts';

/** The most that /transactions/get gives in one answer. */
export const PAGE_SIZE = 500;

export interface Page {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** How many transactions the whole range has. */
  readonly total: number;
}

/** Gives the page that begins after so many transactions. */
export type ReadPage = (offset: number) => Promise<Result<Page>>;

export interface PageQuestion {
  readonly sdk: PlaidApi;
  readonly accessToken: string;
  readonly range: DayRange;
  /** Of this account only; of all of them when left out. */
  readonly accountId?: string | undefined;
  readonly asking?: Asking | undefined;
}

/** Pages of a range, newest first. */
export function createReadPage({ sdk, accessToken, range, accountId, asking }: PageQuestion): ReadPage {
  const accounts = accountId === undefined ? {} : { account_ids: [accountId] };
  return (offset) =>
    callPlaid({
      endpoint: '/transactions/get',
      asking,
      mayRepeat: true,
      call: (options) =>
        sdk.transactionsGet(
          {
            access_token: accessToken,
            start_date: range.from,
            end_date: range.to,
            options: { count: PAGE_SIZE, offset, include_original_description: true, ...accounts },
          },
          options,
        ),
      read: (answer) => ({
        transactions: answer.transactions.map(toTransaction),
        accounts: answer.accounts.map(toAccount),
        total: answer.total_transactions,
      }),
    });
}
