/** A bank whose calls to Plaid and to the cache are listed, for tests of what is read of it. */

import { PlaidError } from '../../src/plaid/errors.ts';
import type { Cut, Gateway, History } from '../../src/plaid/gateway.ts';
import type { ReadingOptions } from '../../src/reading/reading.ts';
import type { TransactionCache } from '../../src/redis/transaction-cache.ts';
import { account, transaction } from '../finance/samples.ts';

export const now = new Date('2025-11-22T12:00:00Z');
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
export const range = { from: '2025-01-01', to: '2025-11-22' };
export const cached = { accounts: [account()], source: 'cached' as const };
export const live = { accounts: [account()], source: 'live' as const };
export const status = { institutionName: 'A', lastUpdatedAt: null, error: null, consentExpiresAt: null };
export const row = (date: string) => transaction({ id: date, date });
export const complete = [row('2025-11-20'), row('2025-01-05')];
export const recent = [row('2025-11-20')];
export const justLinked = { linkedAt: minutesAgo(2) };
export const notReady = new PlaidError({ kind: 'not-ready', code: 'X' });

export interface Bank {
  readonly reading: ReadingOptions;
  /** What Plaid and the cache were asked, in order. */
  readonly asked: string[];
  readonly kept: unknown[];
  /** The ranges that histories were asked for. */
  readonly ranges: unknown[];
}

export interface BankOptions {
  readonly told?: History['transactions'] | PlaidError;
  /** `isOfOthers`: the Item shared other accounts when it was made. */
  readonly entry?: { from: string; rows: History['transactions']; isOfOthers?: boolean };
  readonly linkedAt?: Date;
  readonly range?: ReadingOptions['range'];
  /** Where the reader is. */
  readonly today?: string;
  readonly onlyFromBank?: boolean;
  readonly cut?: Cut;
  readonly book?: ReadingOptions['book'];
  /** What /accounts/get fails with. */
  readonly accountsError?: PlaidError;
}

/** One bank, perhaps with a cache entry; every call is reported through `onCall`, as by the real gateway. */
export function bankWith(options: BankOptions): Bank {
  const { told = complete, entry, linkedAt = minutesAgo(60), onlyFromBank = false } = options;
  const asked: string[] = [];
  const kept: unknown[] = [];
  const ranges: unknown[] = [];
  const facts = { balances: cached, ...(options.cut ? { cut: options.cut } : {}) };
  const answer =
    <T>(what: string, value: T | PlaidError) =>
    async (token: string, ...rest: unknown[]) => {
      asked.push(`${what} ${token}`);
      if (what === 'history') ranges.push(rest[0]);
      (rest.at(-1) as { onCall?: () => void }).onCall?.();
      return value instanceof PlaidError ? { ok: false, error: value } : { ok: true, value };
    };
  const gateway = {
    item: answer('item', status),
    liveBalances: answer('live', live),
    accounts: answer('accounts', options.accountsError ?? cached),
    historyPart: answer(
      'part',
      told instanceof PlaidError
        ? told
        : { transactions: told, accounts: cached.accounts, total: told.length },
    ),
    history: answer('history', told instanceof PlaidError ? told : { ...facts, transactions: told }),
  } as unknown as Gateway;
  const transactionCache = {
    isOn: true,
    hashMerchant: (text: string) => `hash of ${text}`,
    async find() {
      asked.push('cache');
      const found = entry && {
        ...{ from: entry.from, madeAt: minutesAgo(90), rows: [] },
        isOf: () => entry.isOfOthers !== true,
        transactions: (ids: string[]) => entry.rows.filter(({ accountId }) => ids.includes(accountId)),
      };
      return { entry: found ?? null, isKnown: true };
    },
    keep: async (_connection: unknown, source: unknown) => void kept.push(source),
    extend: async (_connection: unknown, source: unknown) => void kept.push(source),
  } as unknown as TransactionCache;
  const connection = {
    ...{ accessToken: 'token', itemId: 'item', userId: null },
    ...{ institutionId: null, institutionName: 'Fernhollow', linkedAt },
  };
  const reading = {
    ...{ gateway, transactionCache },
    linkedBanks: [{ id: 'b1', connection, expiresAt: now, isSessionOnly: false }],
    ...{ range: options.range ?? range, callOptions: { onlyFromBank }, now, book: options.book ?? [] },
    today: options.today ?? '2025-11-22',
  };
  return { reading, asked, kept, ranges };
}
