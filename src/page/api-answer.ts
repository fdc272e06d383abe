/** What all answers of the JSON API have in common, amounts of money among it. */

import type { Request } from 'express';
import type { Book } from '../finance/book/lines.ts';
import { convertedSum } from '../finance/book/rates.ts';
import type { DayRange } from '../finance/model.ts';
import { type Money, toDecimal } from '../finance/money.ts';
import type { PlaidCallOptions } from '../plaid/gateway.ts';
import { cacheAge, knownHistory } from '../reading/all-transactions.ts';
import { type AskedBank, attentionTo, type ProblemLine } from '../sections/attention.ts';
import type { Api } from './api-schema.ts';

/** The options of this request's calls to Plaid; with `source=banks` they go past the cache. */
export async function callOptionsOf({ context, query }: Request): Promise<PlaidCallOptions> {
  const callOptions = await context.plaidCalls();
  return query.source === 'banks' ? { ...callOptions, onlyFromBank: true } : callOptions;
}

export type Amounts = ReturnType<typeof createAmounts>;

/** Amounts for one request: hides them in the API, as Format does on pages. */
export function createAmounts(isHidden: boolean) {
  return {
    /** Null for an amount that nobody knows. */
    of(amountMinor: number | null, currency: string): Api['Amount'] | null {
      if (amountMinor === null) return null;
      if (isHidden) return { amountMinor: null, currency, decimal: null };
      return { amountMinor, currency, decimal: toDecimal(amountMinor, currency) };
    },
    /** What amounts could be guessed from, such as how much of a limit is used; null while they are hidden. */
    ratio: (ratio: number | null) => (isHidden ? null : ratio),
  };
}

/** Amounts for this reader: hidden where they asked for that on the pages. */
export function amountsFor({ context }: Request): Amounts {
  return createAmounts(context.preferences.isHidden);
}

/** What every answer begins with; the problems are the same as at the head of the pages. */
export function headingOf({ context }: Request, problems: readonly Api['Problem'][]) {
  return { madeAt: context.now, hidden: context.preferences.isHidden, problems };
}

/** What an answer made of transactions begins with, when these banks have answered; `read` tells of what was read. */
export async function readForAnswer(req: Request, banks: readonly AskedBank[], range: DayRange) {
  const { today, format } = req.context;
  const cachedAt = cacheAge(banks);
  const [history, attention] = await Promise.all([knownHistory(banks), attentionTo(banks, today, format)]);
  return {
    history,
    heading: headingOf(req, problemFacts(attention?.lines ?? [])),
    read: {
      ...{ range, transactionsAsOf: cachedAt(), growingBanks: history.growingBanks },
      cutBanks: history.cutBanks.map(({ name, from, againAt }) => ({ bank: name, from, againAt })),
    },
  };
}

/** The same lines as on the pages, each with a whole sentence; of some problems neither says anything. */
export function problemFacts(lines: readonly Omit<ProblemLine, 'label'>[]): Api['Problem'][] {
  return lines.flatMap(({ id, name, kind, sentence, action, requestId }) =>
    action === 'hide'
      ? []
      : [{ bankId: id, bank: name, kind, sentence: `${name} ${sentence}.`, action, requestId }],
  );
}

/** Sums, one for each currency, as one at the person's own rates; without a rate for any of them nothing is told of it. */
export function convertedFacts(
  sums: readonly Money[],
  book: Book,
  amounts: Amounts,
): { converted?: Api['Converted'] } {
  const converted = convertedSum(sums, book);
  if (converted === null) return {};
  const { currency, amountMinor, rates, leftOut } = converted;
  return {
    converted: {
      currency,
      sum: amounts.of(amountMinor, currency),
      rates: rates.map(({ from, rate, to }) => ({ from, rate, to })),
      leftOut,
    },
  };
}
