/** Banks by what they answer, for one handler without the rest of the app. */

import type { Account, Transaction } from '../../src/finance/model.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import type { Cut, PlaidCallOptions } from '../../src/plaid/gateway.ts';

/** Its name is its access token, and in small letters its id. */
export interface MadeUpBank {
  readonly name: string;
  readonly accounts?: readonly Account[];
  readonly transactions?: readonly Transaction[];
  readonly cut?: Cut;
  readonly error?: PlaidErrorKind;
}

/** What a request's context has of them, and how each was asked. */
export function linkTo(banks: readonly MadeUpBank[], facts: Readonly<Record<string, unknown>>) {
  const asked: unknown[] = [];
  const linkedBanks = banks.map(({ name }) => ({
    id: name.toLowerCase(),
    connection: { accessToken: name, institutionName: name, linkedAt: new Date(0) },
  }));
  const gateway = {
    async history(token: string, range: unknown, { onlyFromBank }: PlaidCallOptions) {
      asked.push({ token, range, onlyFromBank });
      const { error, accounts = [], transactions = [], cut } = banks.find(({ name }) => name === token) ?? {};
      if (error) return { ok: false, error: new PlaidError({ kind: error, code: 'X' }) };
      const balances = { accounts, source: 'cached' };
      return { ok: true, value: { transactions, balances, ...(cut && { cut }) } };
    },
  };
  const transactionCache = { isOn: false, find: async () => ({ entry: null }) };
  const readingOptions = (range: unknown, callOptions: unknown) => ({
    ...{ gateway, transactionCache, linkedBanks, range, callOptions, ...facts },
  });
  return { asked, linkedBanks, readingOptions };
}
