/** The past of every account and what they came to together, worked out of one reading: for the page, the API and the file. */

import type { Book } from '../../finance/book/lines.ts';
import { OWN_BANK, ownPasts } from '../../finance/book/own-accounts.ts';
import { addDays } from '../../finance/days.ts';
import { groupBy } from '../../finance/group-by.ts';
import type { Day, DayRange } from '../../finance/model.ts';
import type { Money } from '../../finance/money.ts';
import { isOwn, type NetWorthHistory, netWorthHistory } from '../../finance/net-worth-history.ts';
import { type AccountPast, beginOfHistory, pastBalances, postedDays } from '../../finance/past-balances.ts';
import { transfersBetween } from '../../finance/slow-transfers.ts';
import type { KnownFlows } from '../../reading/all-transactions.ts';

/** The past of an account, and the name of its bank. */
export interface BankAccountPast extends AccountPast {
  readonly bank: string;
}

export interface BalanceHistory {
  readonly range: DayRange;
  /** Bank by bank, and those of the book last. Their days begin with the day before the range. */
  readonly pasts: readonly BankAccountPast[];
  /** One for each currency; their days too begin with the day before the range, where that is known. */
  readonly histories: readonly NetWorthHistory[];
}

/** Right after linking Plaid knows the last 30 days only (plaid.com/docs/transactions). */
const FIRST_DAYS = 30;

/** What was read, looked at as days: in two turns, so that nobody waits for all of it. */
export async function readBalanceHistory(
  known: KnownFlows,
  range: DayRange,
  book: Book,
): Promise<BalanceHistory> {
  const { scheduleNext } = known.lane;
  const pasts = await scheduleNext(() => accountPastsOf(known, range, book));
  return scheduleNext(() => balanceHistoryOf(pasts));
}

/** What `balanceHistoryOf` goes on with. */
interface AccountPasts {
  readonly known: KnownFlows;
  readonly range: DayRange;
  readonly pasts: readonly AccountPast[];
}

/** The first turn. */
export function accountPastsOf(known: KnownFlows, range: DayRange, book: Book): AccountPasts {
  const from = addDays(range.from, -1);
  const pasts = pastBalances({
    ...{ accounts: known.accounts, transactions: known.transactions, today: range.to },
    ...{ from, readFrom: readFromDays(known, range) },
  });
  return { known, range, pasts: [...pasts, ...ownPasts(book, from, range.to)] };
}

/** The second turn. */
export function balanceHistoryOf({ known, range, pasts }: AccountPasts): BalanceHistory {
  const bankOf = new Map(
    known.accountsOfBanks.flatMap(({ bank, accounts }) => accounts.map(({ id }) => [id, bank] as const)),
  );
  const { slow, lone } = transfersBetween(known.flows);
  return {
    range,
    pasts: pasts.map((past) => ({
      ...past,
      bank: isOwn(past) ? OWN_BANK.name : (bankOf.get(past.account.id) ?? ''),
    })),
    histories: netWorthHistory(pasts, slow, lone),
  };
}

/** What is counted of each currency, today. */
export function todaysSums({ histories }: BalanceHistory): Money[] {
  return histories.flatMap(({ currency, days }) => {
    const today = days.at(-1);
    return today ? [{ amountMinor: today.netMinor, currency }] : [];
  });
}

/** By account id: the first day that its bank tells of, by the rows of all its accounts. */
function readFromDays(known: KnownFlows, { from, to }: DayRange): Map<string, Day> {
  const rowsById = groupBy(known.transactions, ({ accountId }) => accountId);
  return new Map(
    known.accountsOfBanks.flatMap(({ accounts, isGrowing, cut }) => {
      const rows = accounts.flatMap(({ id }) => rowsById.get(id) ?? []);
      const toldFrom = isGrowing
        ? addDays(to, -FIRST_DAYS)
        : (cut?.from ?? beginOfHistory(postedDays(rows), from, to));
      const readFrom = toldFrom ?? addDays(from, -1);
      return accounts.map(({ id }) => [id, readFrom] as const);
    }),
  );
}
