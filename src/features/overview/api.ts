/** The overview as JSON: the same calls and the same sums. */

import type { RequestHandler } from 'express';
import { netSums, netWorth, utilisation } from '../../finance/accounts.ts';
import type { Book } from '../../finance/book/lines.ts';
import { creditUse } from '../../finance/credit.ts';
import { periodOf } from '../../finance/period.ts';
import { newestFirst } from '../../finance/transactions.ts';
import {
  type Amounts,
  amountsFor,
  callOptionsOf,
  convertedFacts,
  readForAnswer,
} from '../../page/api-answer.ts';
import type { Api } from '../../page/api-schema.ts';
import { toTransactionFacts } from '../../page/api-transactions.ts';
import { askedForBalances } from '../../page/fresh-data.ts';
import { knownFlows } from '../../reading/all-transactions.ts';
import { accountsOf, type BankBalances, balancesWithOwn, finalBalances } from '../../reading/balances.ts';
import { startReading } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { sendJsonWithList } from '../../web/download.ts';
import { creditUseFacts } from '../credit/api.ts';
import { spendingFacts } from '../spending/api.ts';

const PART_SIZE = 500;

/** GET /api/dashboard?days=30 */
export function getDashboardJson(services: Services): RequestHandler {
  return async (req, res) => {
    const amounts = amountsFor(req);
    const { days, spending: range } = periodOf(req.query, req.context.today);
    const callOptions = await callOptionsOf(req);
    const isLive = askedForBalances(req, services);
    const banks = startReading({ ...req.context.readingOptions(range, callOptions), isLive });
    const [balances, { history, heading, read }] = await Promise.all([
      finalBalances(banks),
      readForAnswer(req, banks, range),
    ]);
    const { flows, accounts } = await knownFlows(history);
    const { book } = req.context;
    const withOwn = balancesWithOwn(balances, book);
    const facts: Omit<Api['Dashboard'], 'transactions'> = {
      ...heading,
      days,
      ...read,
      ...worthFacts(withOwn, amounts, book),
      accounts: accountFacts(withOwn, amounts),
      spending: spendingFacts(flows, range, amounts),
      credit: {
        use: creditUseFacts(creditUse(accountsOf(balances)), amounts),
        more: services.config.hasCredit ? '/api/credit' : null,
      },
    };
    const parts = partsOf(newestFirst(flows), toTransactionFacts(accounts, amounts));
    await sendJsonWithList(res, { facts, listName: 'transactions', parts });
  };
}

/** Two years of a busy bank are tens of thousands of rows, so they are told some at a time. */
function* partsOf<Row, Facts>(rows: readonly Row[], toFacts: (row: Row) => Facts): Generator<Facts[]> {
  for (let start = 0; start < rows.length; start += PART_SIZE) {
    yield rows.slice(start, start + PART_SIZE).map((row) => toFacts(row));
  }
}

/** Every account with its balance, and how fresh that is. */
export function accountFacts(banks: readonly BankBalances[], amounts: Amounts): Api['Account'][] {
  return banks.flatMap(({ id: bankId, name: bank, balances, asOf }) =>
    (balances?.accounts ?? []).map((account) => {
      const { id, name, officialName, mask, type, subtype, currency, ownFigureOn } = account;
      return {
        ...{ id, bankId, bank, name, officialName, mask, type, subtype },
        balance: amounts.of(account.balanceMinor, currency),
        available: amounts.of(account.availableMinor, currency),
        limit: amounts.of(account.limitMinor, currency),
        utilisation: amounts.ratio(utilisation(account)),
        isLive: balances?.source === 'live',
        asOf: account.balanceAt ?? asOf,
        ...(ownFigureOn === undefined ? {} : { ownFigureOn }),
      };
    }),
  );
}

/** What is held, owed and left in each currency, and as one where the person has rates. */
export function worthFacts(
  banks: readonly BankBalances[],
  amounts: Amounts,
  book: Book,
): Pick<Api['Dashboard'], 'netWorth' | 'converted'> {
  const { byCurrency } = netWorth(accountsOf(banks));
  return {
    netWorth: byCurrency.map(({ currency, netMinor, assetsMinor, debtsMinor }) => ({
      currency,
      net: amounts.of(netMinor, currency),
      assets: amounts.of(assetsMinor, currency),
      debts: amounts.of(debtsMinor, currency),
    })),
    ...convertedFacts(netSums(byCurrency), book, amounts),
  };
}
