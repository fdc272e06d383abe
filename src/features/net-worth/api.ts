/** What everything came to on each day, and what each account held, as JSON. */

import type { RequestHandler } from 'express';
import type { NetWorthHistory } from '../../finance/net-worth-history.ts';
import { monthsBack } from '../../finance/period.ts';
import {
  type Amounts,
  amountsFor,
  callOptionsOf,
  convertedFacts,
  readForAnswer,
} from '../../page/api-answer.ts';
import type { Api } from '../../page/api-schema.ts';
import { knownFlows } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { sendJsonWithList } from '../../web/download.ts';
import { type BankAccountPast, readBalanceHistory, todaysSums } from './balance-history.ts';

/** GET /api/net-worth?months=12 */
export const getNetWorthJson: RequestHandler = async (req, res) => {
  const { months, range } = monthsBack(req.query, req.context.today);
  const banks = startHistories(req.context.readingOptions(range, await callOptionsOf(req)));
  const { history, heading, read } = await readForAnswer(req, banks, range);
  const balances = await readBalanceHistory(await knownFlows(history), range, req.context.book);
  const { pasts, histories } = balances;
  const amounts = amountsFor(req);
  const facts: Omit<Api['NetWorth'], 'accounts'> = {
    ...heading,
    months,
    ...read,
    netWorth: histories.map((one) => totalFacts(one, pasts[0]?.days.slice(1) ?? [], amounts)),
    ...convertedFacts(todaysSums(balances), req.context.book, amounts),
  };
  await sendJsonWithList(res, { facts, listName: 'accounts', parts: partsOf(pasts, amounts) });
};

/** Two years of an account are a long list: one account at a time. */
function* partsOf(
  pasts: readonly BankAccountPast[],
  amounts: Amounts,
): Generator<Api['NetWorth']['accounts'][number][]> {
  for (const past of pasts) yield [accountFacts(past, amounts)];
}

/** Each day of the range, with null where the total is not known. */
export function totalFacts(
  { currency, days, leftOut }: NetWorthHistory,
  dates: readonly { readonly date: string }[],
  amounts: Amounts,
): Api['NetWorth']['netWorth'][number] {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const of = (amountMinor: number | undefined) => amounts.of(amountMinor ?? null, currency);
  return {
    currency,
    leftOut: leftOut.map(({ account }) => account.id),
    days: dates.map(({ date }) => {
      const day = byDate.get(date);
      return { date, net: of(day?.netMinor), assets: of(day?.assetsMinor), debts: of(day?.debtsMinor) };
    }),
  };
}

/** What an account held at the end of each day of the range. */
export function accountFacts(
  { account, bank, days, knownFrom, reason, isAbout }: BankAccountPast,
  amounts: Amounts,
): Api['NetWorth']['accounts'][number] {
  const { id, name, mask, type, currency, ownFigureOn } = account;
  return {
    ...{ id, bank, name, mask, type, currency, knownFrom, reason, isAbout },
    ...(ownFigureOn === undefined ? {} : { ownFigureOn }),
    days: days
      .slice(1)
      .map(({ date, balanceMinor }) => ({ date, balance: amounts.of(balanceMinor, currency) })),
  };
}
