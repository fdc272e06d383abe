/**
 * Random books on every page, file and answer of the API that shows transactions or sums of them. What a book says is
 * worked out from the banks' own rows without the app's code (test/support/naive-book.ts). Every run looks at one or
 * two of them in turn.
 */

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { BookLine } from '../../src/finance/book/lines.ts';
import { checkDashboardJson, checkSpendingJson, checkTransactionsJson } from '../support/api-totals.ts';
import type { Client } from '../support/client.ts';
import { checkCsv, checkJson, checkOfx, checkQif } from '../support/file-totals.ts';
import { giveBook } from '../support/give-book.ts';
import { checkList, filters } from '../support/list-totals.ts';
import { withBook } from '../support/naive-book.ts';
import { checkBalances, checkCategories, checkMonthSoFar } from '../support/overview-totals.ts';
import { between, checkMerchants, checkMonths } from '../support/printed-totals.ts';
import { bookDrafts, linesFor } from '../support/random-books.ts';
import type { Books } from '../support/raw-books.ts';
import { checkRecurringBook, recurringEntriesOf, recurringPicks } from '../support/recurring-with-book.ts';
import { dayBefore, type Life, monthsTo, startScenarioApp } from '../support/scenarios.ts';
import { checkMonthTotal, checkTrends } from '../support/spending-totals.ts';

/** `BOOKS=2000 npm test` tries more of them. */
const RUNS = Number(process.env.BOOKS ?? 300);
const DAYS = 30;
/** So far back the banks know, so that a run takes little time. */
const DAYS_KNOWN = 75;

/** Two people, one of them with several currencies. */
const LIVES: readonly Life[] = [
  {
    banks: ['ins_900001', 'ins_900002'],
    person: 'student',
    today: '2026-03-14',
    clock: '12:00:00.000',
  },
  { banks: ['ins_900005'], person: 'couple', today: '2026-05-20', clock: '23:59:59.999' },
];

interface Visit {
  readonly client: Client;
  readonly books: Books;
  readonly lines: readonly BookLine[];
  readonly life: Life;
  readonly filter: Readonly<Record<string, string>>;
}

const inLastDays = ({ today }: Life) => between(dayBefore(today, DAYS), today);
const fileOf = ({ client, books, lines, life }: Visit) => ({
  ...{ client, books, query: '', hasBook: lines.length > 0, isWanted: inLastDays(life) },
});

/** What each page, file and answer must show. */
const CHECKS: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  async '/dashboard'({ client, books, life }) {
    const answer = await client.get(`/dashboard?days=${DAYS}`);
    checkBalances(answer, books);
    checkMonthSoFar(answer, books, life.today);
    checkMonths(answer, books, monthsTo(life.today, 6));
    checkCategories(answer, books, inLastDays(life));
  },
  async '/spending'({ client, books, life: { today } }) {
    const answer = await client.get('/spending?months=3');
    const months = monthsTo(today, 3);
    checkMonths(answer, books, months);
    checkTrends(answer, books, months, today);
    checkMonthTotal(answer, books, today);
    checkMerchants(answer, '#merchants table', books, between(`${months[0]}-01`, today), 12);
  },
  '/transactions': ({ client, books, life, filter }) =>
    checkList(client, books, { life, filter, days: DAYS }),
  '/transactions.csv': (visit) => checkCsv(fileOf(visit)),
  '/transactions.json': (visit) => checkJson(fileOf(visit)),
  '/transactions.ofx': (visit) => checkOfx(fileOf(visit)),
  '/transactions.qif': (visit) => checkQif(fileOf(visit)),
  '/api/transactions': ({ client, books, life: { today }, filter }) =>
    checkTransactionsJson(client, books, { today, filter, days: DAYS }),
  '/api/dashboard': ({ client, books, life: { today } }) =>
    checkDashboardJson(client, books, { today, days: DAYS }),
  '/api/spending': ({ client, books, life: { today } }) =>
    checkSpendingJson(client, books, { today, months: 3 }),
  // What an account held is a fact of its bank, whatever its rows are called or count as; and so is what is owed.
  '/net-worth.csv': ({ client }) => checkIsAsTold(client, '/net-worth.csv?months=3'),
  '/api/net-worth': ({ client }) =>
    checkIsAsTold(client, '/api/net-worth?months=3', (text) => JSON.parse(text).accounts),
  '/api/credit': ({ client }) => checkIsAsTold(client, '/api/credit?'),
};
const PLACES = Object.keys(CHECKS);

/** The next ones in turn. */
function nextPlaces(count: number): string[] {
  return Array.from({ length: count }, () => PLACES[visits++ % PLACES.length] as string);
}

async function checkIsAsTold(
  client: Client,
  path: string,
  partOf: (text: string) => unknown = (text) => text,
): Promise<void> {
  const [withIt, without] = [await client.get(path), await client.get(`${path}&plain=yes`)];
  expect(withIt.status).toBe(200);
  expect(partOf(withIt.text)).toEqual(partOf(without.text));
}

const all = await startScenarioApp();
const visited = new Map<string, number>();
let runs = 0;
let visits = 0;
afterAll(() => all.app.close());

describe.each(LIVES)('at $banks', (life) => {
  it('shows on every page, in every file and answer what random books say', async () => {
    const { client, books: told } = await all.begin(life, DAYS_KNOWN);
    /** Where a smaller book is looked for that fails as well. */
    let failedAt: readonly string[] | null = null;
    await fc.assert(
      fc.asyncProperty(bookDrafts, filters, async (draft, filter) => {
        const lines = linesFor(draft, told);
        const reader = client.copy();
        giveBook(all.app, reader, lines);
        const visit: Visit = { client: reader, books: withBook(told, lines), lines, life, filter };
        runs += 1;
        const places = failedAt ?? nextPlaces(runs % 2 === 0 ? 2 : 1);
        failedAt = places;
        for (const place of places) {
          await CHECKS[place]?.(visit);
          visited.set(place, (visited.get(place) ?? 0) + 1);
        }
        failedAt = null;
      }),
      { numRuns: Math.ceil(RUNS / LIVES.length) },
    );
  }, 1_200_000);

  it('shows of recurring payments what random books say of them', async () => {
    const { client } = await all.begin(life);
    const before = recurringEntriesOf(await client.get('/recurring'));
    await fc.assert(
      fc.asyncProperty(recurringPicks, (picks) => checkRecurringBook(all.app, client, { before, picks })),
      { numRuns: Math.ceil(RUNS / 10 / LIVES.length) },
    );
  }, 1_200_000);
});

it('has looked at each of them often enough', () => {
  expect([...visited.keys()].sort()).toEqual([...PLACES].sort());
  expect(Math.min(...visited.values())).toBeGreaterThanOrEqual(Math.min(50, Math.floor(RUNS / 10)));
});
