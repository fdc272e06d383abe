/** The rows and sums of the JSON API, compared with those of the raw books. */

import { expect } from 'vitest';
import type { Client } from './client.ts';
import { expectedFlow, expectedRows, expectedSpending } from './expected-totals.ts';
import { passes, queryFor } from './list-totals.ts';
import { between } from './printed-totals.ts';
import { nameOf } from './probable-pairs.ts';
import {
  type Books,
  categoryOf,
  currencyOf,
  detailedOf,
  exact,
  kindOf,
  movement,
  type RawRow,
} from './raw-books.ts';
import { dayBefore, monthsTo } from './scenarios.ts';
import { Sums } from './sums.ts';

interface ApiAmount {
  readonly currency: string;
  readonly decimal: string;
}

interface ApiRow {
  readonly id: string;
  readonly amount: ApiAmount;
  readonly name: string;
  readonly category: { readonly id: string };
  readonly detailedCategory: string;
  readonly countsAs: string;
  readonly told?: Pick<ApiRow, 'name' | 'category' | 'detailedCategory' | 'countsAs'>;
}

interface ApiSpending {
  readonly currency: string;
  readonly spent: ApiAmount;
  readonly categories: readonly { readonly category: { readonly id: string }; readonly spent: ApiAmount }[];
}

const exactly = ({ decimal, currency }: ApiAmount) => exact(Number(decimal), currency);

async function answerOf<Answer>(client: Client, path: string): Promise<Answer> {
  const { status, text } = await client.get(path);
  expect(status).toBe(200);
  return JSON.parse(text) as Answer;
}

/** A row as the API tells it; with what was told where the book says something else. */
function rowFacts({ id, amount, name, category, detailedCategory, countsAs, told }: ApiRow): string {
  const words = [name, category.id, detailedCategory, countsAs];
  const toldWords = told ? [told.name, told.category.id, told.detailedCategory, told.countsAs] : words;
  return [id, amount.currency, exactly(amount), ...words, ...toldWords].join(' | ');
}

function expectedFacts(row: RawRow, books: Books): string {
  const { told = row } = row.ofBook ?? {};
  const isPosted = books.uncounted.includes(row);
  const wordsOf = (one: RawRow) => {
    const kind = isPosted ? 'nothing' : kindOf(one, books.accounts);
    return [nameOf(one), categoryOf(one), detailedOf(one) ?? 'OTHER', kind];
  };
  const words = [...wordsOf(row), ...wordsOf(told)];
  return [row.transaction_id, currencyOf(row), movement(row), ...words].join(' | ');
}

/** GET /api/transactions of these days with this filter, page by page. */
export async function checkTransactionsJson(
  client: Client,
  books: Books,
  { today, filter, days }: { today: string; filter: Readonly<Record<string, string>>; days: number },
): Promise<void> {
  const query = queryFor(filter, days, books);
  const isWanted = (row: RawRow) => row.date >= dayBefore(today, days) && passes(row, query, books);
  const wanted = books.rows.filter(isWanted);
  const found: string[] = [];
  const sums = new Sums();
  let areKnown = true;
  for (let path: string | null = `/api/transactions?${query}`; path; ) {
    const answer: {
      transactions: ApiRow[];
      totals: ({ currency: string } & Record<'in' | 'out', ApiAmount>)[] | null;
      page: { older: string | null };
    } = await answerOf(client, path);
    found.push(...answer.transactions.map(rowFacts));
    areKnown = answer.totals !== null;
    for (const total of answer.totals ?? [])
      for (const name of ['in', 'out'] as const) sums.set(name, total.currency, exactly(total[name]));
    path = answer.page.older;
  }
  const all = [...wanted, ...books.uncounted.filter(isWanted)];
  expect(found.sort()).toEqual(all.map((row) => expectedFacts(row, books)).sort());
  const expected = Object.entries(expectedRows(wanted, () => 'day').values);
  if (areKnown)
    expect(sums.values).toEqual(Object.fromEntries(expected.filter(([name]) => /^(in|out) /.test(name))));
}

function spendingSums(spending: readonly ApiSpending[], month = 'all'): Sums {
  const sums = new Sums();
  for (const { currency, spent, categories } of spending) {
    sums.set(`${month} all`, currency, exactly(spent));
    for (const own of categories) sums.set(`${month} ${own.category.id}`, currency, exactly(own.spent));
  }
  return sums;
}

const named = ({ values }: Sums, start: string) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith(start)));

/** GET /api/dashboard: its rows, and what was spent in each category. */
export async function checkDashboardJson(
  client: Client,
  books: Books,
  { today, days }: { today: string; days: number },
): Promise<void> {
  const answer = await answerOf<{ transactions: ApiRow[]; spending: ApiSpending[] }>(
    client,
    `/api/dashboard?days=${days}`,
  );
  const isWanted = between(dayBefore(today, days), today);
  const all = [...books.rows, ...books.uncounted].filter(isWanted);
  expect(answer.transactions.map(rowFacts).sort()).toEqual(
    all.map((row) => expectedFacts(row, books)).sort(),
  );
  expect(spendingSums(answer.spending).values).toEqual(named(expectedSpending(books, isWanted), 'all '));
}

interface ApiMonths {
  readonly currency: string;
  readonly months: readonly ({ readonly month: string } & Record<'income' | 'spent', ApiAmount>)[];
}

interface ApiTrends {
  readonly currency: string;
  readonly categories: readonly {
    readonly category: { readonly id: string };
    readonly byMonth: readonly { readonly month: string; readonly spent: ApiAmount }[];
  }[];
}

/** GET /api/spending: income and spending of each month, and each category in each month. */
export async function checkSpendingJson(
  client: Client,
  books: Books,
  { today, months }: { today: string; months: number },
): Promise<void> {
  const answer = await answerOf<{ cashFlow: ApiMonths[]; categories: ApiTrends[] }>(
    client,
    `/api/spending?months=${months}`,
  );
  const shown = monthsTo(today, months);
  const isShown = between(`${shown[0]}-01`, today);
  const found = new Sums();
  const expected = new Sums();
  for (const { currency, months: own } of answer.cashFlow) {
    for (const { month, income, spent } of own) {
      found.set(`${month} in`, currency, exactly(income));
      found.set(`${month} spent`, currency, exactly(spent));
      const flow = expectedFlow(books, (row) => isShown(row) && row.date.startsWith(month)).values;
      expected.set(`${month} in`, currency, flow[`in ${currency}`] ?? 0n);
      expected.set(`${month} spent`, currency, -(flow[`out ${currency}`] ?? 0n));
    }
  }
  expect(found.values).toEqual(expected.values);
  const spent = expectedSpending(books, isShown).values;
  const trends: Record<string, bigint> = {};
  for (const { currency, categories } of answer.categories)
    for (const { category, byMonth } of categories)
      for (const own of byMonth) {
        const value = exactly(own.spent);
        if (value !== 0n) trends[`${own.month} ${category.id} ${currency}`] = value;
      }
  const isMonthly = ([name, value]: [string, bigint]) => !/^all | all /.test(name) && value !== 0n;
  expect(trends).toEqual(Object.fromEntries(Object.entries(spent).filter(isMonthly)));
}
