/** One view's questions to all its banks: every one is asked at once, and each answer is held once. */

import type { Asking, Balances, Bank, DayRange, History, ItemStatus } from '../bank/bank.ts';
import type { Connection } from '../bank/connection.ts';
import { countCalls } from './call-count.ts';
import { type Outcome, settle } from './outcome.ts';

/** A linked bank of this browser. */
export interface LinkedBank {
  /** Its name in addresses, such as /banks/k3v7qa/disconnect. */
  readonly id: string;
  readonly connection: Connection;
  readonly expiresAt: Date;
}

/** What one bank was asked. */
export interface BankReading {
  readonly id: string;
  readonly name: string;
  readonly live: Promise<Outcome<Balances>>;
  readonly history: Promise<Outcome<History>>;
  readonly item: Promise<Outcome<ItemStatus>>;
}

export interface Reading {
  readonly banks: readonly BankReading[];
  /** How many calls to Plaid have gone out so far. */
  readonly callCount: () => number;
}

export interface ReadingOptions {
  readonly bank: Bank;
  readonly linkedBanks: readonly LinkedBank[];
  readonly range: DayRange;
  readonly asking: Asking;
}

/** Asks every bank everything a dashboard needs. Nothing waits for anything, and nothing rejects. */
export function startReading({ bank, linkedBanks, range, asking }: ReadingOptions): Reading {
  const { counted, callCount } = countCalls(asking);
  return {
    callCount,
    banks: linkedBanks.map(({ id, connection }) => ({
      id,
      name: connection.institutionName,
      live: settle(bank.liveBalances(connection.accessToken, counted)),
      history: settle(bank.history(connection.accessToken, range, counted)),
      item: settle(bank.item(connection.accessToken, counted)),
    })),
  };
}

/** Asks every bank for its transactions and for nothing else: each call counts, and some are paid for. */
export function startHistories(options: ReadingOptions): Pick<BankReading, 'id' | 'name' | 'history'>[] {
  const { bank, linkedBanks, range, asking } = options;
  return linkedBanks.map(({ id, connection }) => ({
    id,
    name: connection.institutionName,
    history: settle(bank.history(connection.accessToken, range, asking)),
  }));
}
