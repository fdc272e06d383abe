/** One bank's transactions: from our copy where it reaches back far enough, else from the bank, which makes the copy. */

import type { Connection } from '../bank/connection.ts';
import type { Asking, Bank, History, Result } from '../bank/gateway.ts';
import type { DayRange } from '../bank/model.ts';
import { attempt } from '../bank/result.ts';
import { inTurn } from '../bank/turns.ts';
import { dayOf } from '../present/days.ts';
import { eachPurchaseOnce } from '../present/pending-twins.ts';
import type { Copies } from '../stores/copies.ts';
import type { Copy } from '../stores/copy.ts';
import { isNew, isRecentOnly } from './first-days.ts';

export interface HistoryQuestion {
  readonly bank: Bank;
  readonly copies: Copies;
  readonly connection: Connection;
  readonly range: DayRange;
  readonly asking: Asking;
  readonly now: Date;
}

/** Each purchase once. */
export function readHistory(question: HistoryQuestion): Promise<Result<History>> {
  return attempt(question.asking, () => readFromCopyOrBank(question));
}

async function readFromCopyOrBank(question: HistoryQuestion): Promise<Result<History>> {
  const { bank, copies, connection, range, asking } = question;
  const copy = asking.onlyFromBank ? null : (await copies.find(connection)).copy;
  if (copy && copy.from <= range.from) return readCopy(copy, question);
  const told = await bank.history(connection.accessToken, range, asking);
  if (!told.ok) return told;
  // Here and nowhere later: a copy lacks the facts by which a merchant is told, and its rows would pair in another way.
  const transactions = await inTurn(() => eachPurchaseOnce(told.value.transactions));
  const history = { ...told.value, transactions };
  if (isWorthKeeping(history, question)) {
    await copies.keep(connection, { from: range.from, at: question.now, transactions });
  }
  return { ok: true, value: history };
}

/** The accounts are never copied: Plaid tells them for nothing. */
async function readCopy(
  copy: Copy,
  { bank, connection, range, asking }: HistoryQuestion,
): Promise<Result<History>> {
  const balances = await bank.accounts(connection.accessToken, asking);
  if (!balances.ok) return balances;
  const transactions = copy.transactions(balances.value.accounts.map(({ id }) => id));
  return {
    ok: true,
    value: {
      transactions: transactions.filter(({ date }) => date >= range.from && date <= range.to),
      balances: balances.value,
      copiedAt: copy.madeAt,
    },
  };
}

/** A copy must hold all there is from a day on: no range that ends in the past, and no history that is still growing. */
function isWorthKeeping(history: History, { connection, range, now }: HistoryQuestion): boolean {
  const isGrowing = isNew(connection.linkedAt, now) && isRecentOnly(history.transactions, range, now);
  return range.to >= dayOf(now) && !isGrowing;
}
