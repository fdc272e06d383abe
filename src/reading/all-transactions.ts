/** The transactions of all banks together, what they count as, and how old the oldest cache entry is. */

import { type Lane, openLane } from '../event-loop-queue.ts';
import { type Flow, flowsOf } from '../finance/flow.ts';
import type { Account, Transaction } from '../finance/model.ts';
import type { Cut } from '../plaid/gateway.ts';
import type { ListPage } from './list-page.ts';
import { type BanksByStatus, groupByStatus } from './missing-banks.ts';
import type { HistoryReading } from './reading.ts';

export interface KnownHistory extends BanksByStatus {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** The same, bank by bank. Two logins at one bank are two of them, and have one name. */
  readonly accountsOfBanks: readonly BankAccounts[];
  /** Where these are one page of a list and the rows around it. */
  readonly listPage: ListPage | null;
  /** Where what is worked out of it takes its turns. */
  readonly lane: Lane;
}

/** A bank's name and accounts, and what is missing of its transactions. */
interface BankAccounts {
  readonly bank: string;
  readonly accounts: readonly Account[];
  /** Whether only its last days are there so far. */
  readonly isGrowing?: boolean;
  readonly cut?: Cut | undefined;
}

/** Resolves when every bank has answered or failed. */
export async function knownHistory(
  banks: readonly Pick<HistoryReading, 'name' | 'history' | 'isGrowing' | 'lane'>[],
): Promise<KnownHistory> {
  const answers = await Promise.all(
    banks.map(async ({ name, history, isGrowing }) => {
      const known = await history;
      const error = known.ok ? null : known.error;
      const cut = known.ok ? known.value.cut : undefined;
      return { name, error, cut, histories: known.ok ? [known.value] : [], isGrowing: await isGrowing };
    }),
  );
  const histories = answers.flatMap((answer) => answer.histories);
  return {
    transactions: histories.flatMap(({ transactions }) => transactions),
    accounts: histories.flatMap(({ balances }) => balances.accounts),
    accountsOfBanks: answers.flatMap(({ name: bank, histories: [known], isGrowing, cut }) =>
      known ? [{ bank, accounts: known.balances.accounts, isGrowing, cut }] : [],
    ),
    listPage: histories[0]?.listPage ?? null,
    lane: banks[0]?.lane ?? openLane(),
    ...groupByStatus(answers),
  };
}

export interface KnownFlows extends KnownHistory {
  readonly flows: readonly Flow[];
}

/** What each transaction counts as: income, spending or neither; worked out in a turn of its own. */
export function knownFlows(known: KnownHistory): Promise<KnownFlows> {
  const { transactions, accounts, lane } = known;
  return lane.scheduleNext(() => ({ ...known, flows: flowsOf(transactions, accounts) }));
}

/** The moment, as far as banks have answered; null where all of them were asked themselves. */
export function cacheAge(banks: readonly Pick<HistoryReading, 'history'>[]): () => Date | null {
  let oldest: Date | null = null;
  for (const { history } of banks) {
    history.then((known) => {
      const cachedAt = known.ok ? known.value.cachedAt : undefined;
      if (cachedAt && (oldest === null || cachedAt < oldest)) oldest = cachedAt;
    });
  }
  return () => oldest;
}
