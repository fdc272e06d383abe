/** Pasts of accounts for tests, told by the days on which a balance changes, and what was read to know them. */

import { openLane } from '../../../src/event-loop-queue.ts';
import type { BalanceHistory, BankAccountPast } from '../../../src/features/net-worth/balance-history.ts';
import { addDays, eachDay } from '../../../src/finance/days.ts';
import { flowsOf } from '../../../src/finance/flow.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account, Day, DayRange, Transaction } from '../../../src/finance/model.ts';
import { netWorthHistory } from '../../../src/finance/net-worth-history.ts';
import type { UnknownReason } from '../../../src/finance/past-balances.ts';
import type { LoneLeg, SlowTransfer } from '../../../src/finance/slow-transfers.ts';
import type { KnownFlows } from '../../../src/reading/all-transactions.ts';
import { account } from '../../finance/samples.ts';

export const TODAY = '2026-03-10';
export const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
export const hidden = createFormat({ locale: 'en-US', isHidden: true, today: TODAY });

/** From each day on, what an account holds; before the first it is not known. */
type Steps = Readonly<Record<Day, number>>;

interface Facts extends Partial<Account> {
  readonly bank?: string;
  readonly reason?: UnknownReason | null;
  readonly isAbout?: boolean;
}

/** The past of an account on the days of a range and the day before it. */
export function pastIn({ from, to }: DayRange, steps: Steps, facts: Facts = {}): BankAccountPast {
  const { bank = 'Fernhollow Bank', reason = null, isAbout = false, ...own } = facts;
  const starts = Object.keys(steps).sort();
  const days = eachDay(addDays(from, -1), to).map((date) => {
    const start = starts.filter((one) => one <= date).at(-1);
    return { date, balanceMinor: start === undefined ? null : (steps[start] ?? null) };
  });
  return {
    ...{ bank, reason, isAbout, days },
    account: account({ balanceMinor: days.at(-1)?.balanceMinor ?? null, ...own }),
    knownFrom: days.find(({ balanceMinor }) => balanceMinor !== null)?.date ?? null,
  };
}

/** What the sections of the page are made of. */
export function historyFrom(
  range: DayRange,
  pasts: readonly BankAccountPast[],
  { slow = [], lone = [] }: { slow?: readonly SlowTransfer[]; lone?: readonly LoneLeg[] } = {},
): BalanceHistory {
  return { range, pasts, histories: netWorthHistory(pasts, slow, lone) };
}

/** What banks have told, each by its name. */
export function knownOf(
  banks: Readonly<Record<string, readonly Account[]>>,
  transactions: readonly Transaction[],
): KnownFlows {
  const accountsOfBanks = Object.entries(banks).map(([bank, accounts]) => ({ bank, accounts }));
  const accounts = Object.values(banks).flat();
  return {
    ...{ transactions, accounts, accountsOfBanks, listPage: null, lane: openLane() },
    ...{ readBanks: Object.keys(banks), growingBanks: [], cutBanks: [], preparingBanks: [] },
    ...{ lackingBanks: [], missingBanks: [], flows: flowsOf(transactions, accounts) },
  };
}
