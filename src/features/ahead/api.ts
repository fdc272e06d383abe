/** What is ahead as JSON: the same forecast as on the page. */

import type { RequestHandler } from 'express';
import { wholeHistory } from '../../finance/period.ts';
import { type Amounts, amountsFor, callOptionsOf, readForAnswer } from '../../page/api-answer.ts';
import type { Api } from '../../page/api-schema.ts';
import { knownFlows } from '../../reading/all-transactions.ts';
import { startReading } from '../../reading/reading.ts';
import { eventsOf } from './events.ts';
import { HIDDEN_DAYS, type Tested } from './forecast/back-test.ts';
import type { BalanceAhead } from './forecast/forecast.ts';
import { endingsOf, type KnownAhead, knownAhead } from './read-ahead.ts';
import { type SumLine, safeToSpend } from './safe-to-spend.ts';

/** GET /api/ahead */
export const getAheadJson: RequestHandler = async (req, res) => {
  const { context } = req;
  const range = wholeHistory(context.today);
  const callOptions = await callOptionsOf(req);
  const banks = startReading({ ...context.readingOptions(range, callOptions), isLive: () => false });
  const { history, heading, read } = await readForAnswer(req, banks, range);
  const known = await knownAhead(await knownFlows(history), context.today);
  const { books, forecast } = known;
  const amounts = amountsFor(req);
  const events = eventsOf(books, forecast.plans, await endingsOf(context.banks, banks, context.format));
  const answer: Api['Ahead'] = {
    ...{ ...heading, ...read },
    currencies: currencyFacts(known, amounts),
    safeToSpend: safeFacts(known, amounts),
    events: events.map(({ day, kind, name, account, amountMinor, currency, isSure }) => ({
      ...{ date: day, kind, name, accountId: account?.id ?? null, isSure },
      amount: currency === null ? null : amounts.of(amountMinor, currency),
    })),
  };
  res.json(answer);
};

/** The balances ahead of each currency and of its accounts. */
function currencyFacts({ forecast, backTest }: KnownAhead, amounts: Amounts): Api['Ahead']['currencies'] {
  return forecast.currencies.map(({ currency, accounts, ...together }) => ({
    currency,
    ...balanceFacts(together, currency, amounts),
    accuracy: accuracyFacts(backTest?.currencies.get(currency), currency, amounts),
    accounts: accounts.map((one) => ({
      id: one.account.id,
      ...balanceFacts(one, currency, amounts),
      accuracy: accuracyFacts(backTest?.accounts.get(one.account.id), currency, amounts),
    })),
  }));
}

function balanceFacts({ startMinor, days }: BalanceAhead, currency: string, amounts: Amounts) {
  const of = (amountMinor: number | undefined) => amounts.of(amountMinor ?? null, currency);
  return {
    balance: of(startMinor),
    days: days.map(({ date, sureMinor, likely }) => ({
      ...{ date, sure: of(sureMinor) },
      ...{ low: of(likely?.lowMinor), middle: of(likely?.middleMinor), high: of(likely?.highMinor) },
    })),
  };
}

function accuracyFacts(tested: Tested | undefined, currency: string, amounts: Amounts) {
  if (!tested) return null;
  const { nearMinor, nearCount, insideCount } = tested;
  const within = amounts.of(nearMinor, currency);
  return { days: HIDDEN_DAYS, within, withinDays: nearCount, insideDays: insideCount };
}

function safeFacts({ books, forecast }: KnownAhead, amounts: Amounts): Api['Ahead']['safeToSpend'] {
  return safeToSpend(books, forecast.plans).map(({ currency, safeMinor, income, until, lines }) => ({
    ...{ currency, until, amount: amounts.of(safeMinor, currency) },
    income: income && { name: income.expected.recurring.name, date: income.day },
    lines: lines.map(({ of, day, amountMinor }) => ({
      ...{ kind: of.kind, ...nameOf(of), date: day, amount: amounts.of(amountMinor, currency) },
    })),
  }));
}

function nameOf(of: SumLine['of']): { name: string; accountId: string } {
  if (of.kind === 'payment') return { name: of.expected.recurring.name, accountId: of.expected.accountId };
  const { id, name } = of.kind === 'card' ? of.card : of.account;
  return { name, accountId: id };
}
