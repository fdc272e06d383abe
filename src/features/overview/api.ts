/** The overview as JSON: the same calls and the same sums. */

import type { RequestHandler } from 'express';
import { utilisation } from '../../finance/accounts.ts';
import { creditUse } from '../../finance/credit.ts';
import { netWorth } from '../../finance/net-worth.ts';
import { periodOf } from '../../finance/period.ts';
import { newestFirst } from '../../finance/transactions.ts';
import type { Amounts } from '../../page/api-amounts.ts';
import { amountsFor, callOptionsOf, headingOf, problemsOf } from '../../page/api-answer.ts';
import type { ApiAccount, ApiAnswers, ApiTransaction } from '../../page/api-schema.ts';
import { toTransactionFacts } from '../../page/api-transactions.ts';
import { cacheAge, knownHistory } from '../../reading/all-transactions.ts';
import { type BankBalances, finalBalances } from '../../reading/balances.ts';
import { knownFlows } from '../../reading/flows.ts';
import { startReading } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { sendJsonWithList } from '../../web/download.ts';
import { takeFromSession } from '../../web/session.ts';
import { creditUseFacts } from '../credit/api.ts';
import { spendingFacts } from '../spending/api.ts';

type NetWorth = ApiAnswers['Dashboard']['netWorth'][number];

const PART_SIZE = 500;

/** GET /api/dashboard?days=30 */
export function getDashboardJson(services: Services): RequestHandler {
  const { gateway, transactionCache, config } = services;
  return async (req, res) => {
    const { now, today, banks: linkedBanks } = req.context;
    const isLive = config.liveBalances === 'view' || takeFromSession(req, 'wantsLiveBalances') === true;
    const amounts = amountsFor(req);
    const { days, spending: range } = periodOf(req.query, today);
    const callOptions = callOptionsOf(req);
    const banks = startReading({ gateway, transactionCache, linkedBanks, range, callOptions, now, isLive });
    const copiedAt = cacheAge(banks);
    const [balances, history, problems] = await Promise.all([
      finalBalances(banks),
      knownHistory(banks),
      problemsOf(banks, req),
    ]);
    const { flows, accounts } = await knownFlows(history);
    const facts: Omit<ApiAnswers['Dashboard'], 'transactions'> = {
      ...headingOf({ now, amounts, problems }),
      days,
      range,
      transactionsAsOf: copiedAt(),
      growingBanks: history.growingBanks,
      netWorth: netWorthFacts(balances, amounts),
      accounts: accountFacts(balances, amounts),
      spending: spendingFacts(flows, range, amounts),
      credit: {
        use: creditUseFacts(creditUse(balances.flatMap((one) => one.balances?.accounts ?? [])), amounts),
        more: '/api/credit',
      },
    };
    const parts = partsOf(newestFirst(flows), toTransactionFacts(accounts, amounts));
    await sendJsonWithList(res, { facts, listName: 'transactions', parts });
  };
}

/** Two years of a busy bank are tens of thousands of rows, so they are told some at a time. */
function* partsOf<Row>(
  rows: readonly Row[],
  toFacts: (row: Row) => ApiTransaction,
): Generator<ApiTransaction[]> {
  for (let start = 0; start < rows.length; start += PART_SIZE) {
    yield rows.slice(start, start + PART_SIZE).map((row) => toFacts(row));
  }
}

/** Every account with its balance, and how fresh that is. */
export function accountFacts(banks: readonly BankBalances[], amounts: Amounts): ApiAccount[] {
  return banks.flatMap(({ id: bankId, name: bank, balances, asOf }) =>
    (balances?.accounts ?? []).map((account) => {
      const { id, name, officialName, mask, type, subtype, currency } = account;
      return {
        ...{ id, bankId, bank, name, officialName, mask, type, subtype },
        balance: amounts.of(account.balanceMinor, currency),
        available: amounts.of(account.availableMinor, currency),
        limit: amounts.of(account.limitMinor, currency),
        utilisation: amounts.ratio(utilisation(account)),
        isLive: balances?.source === 'live',
        asOf: account.balanceAt ?? asOf,
      };
    }),
  );
}

/** What is held, owed and left in each currency. */
export function netWorthFacts(banks: readonly BankBalances[], amounts: Amounts): NetWorth[] {
  const { byCurrency } = netWorth(
    banks.map(({ name, balances }) => ({ bankName: name, accounts: balances?.accounts ?? null })),
  );
  return byCurrency.map(({ currency, netMinor, assetsMinor, debtsMinor }) => ({
    currency,
    net: amounts.of(netMinor, currency),
    assets: amounts.of(assetsMinor, currency),
    debts: amounts.of(debtsMinor, currency),
  }));
}
