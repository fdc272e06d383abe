/** Every total of the list against one calculated from the banks’ own data, for random people, banks, days and filters. */

import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Answer, Client } from '../../support/client.ts';
import { expectedRows } from '../../support/expected-totals.ts';
import { nameOf } from '../../support/probable-pairs.ts';
import {
  type Books,
  categoryOf,
  currencyOf,
  exact,
  kindOf,
  movement,
  type RawRow,
} from '../../support/raw-books.ts';
import { dayBefore, lives, RUNS, startScenarioApp } from '../../support/scenarios.ts';
import { printedAmount, Sums } from '../../support/sums.ts';

/** Up to two parts of a filter: with more, hardly anything matches. */
const filters = fc
  .subarray(
    [
      ['q', 'e'],
      ['q', 'PAY'],
      ['q', 'o a'],
      ['q', '-e'],
      ['q', 'o -a'],
      ['category', 'FOOD_AND_DRINK'],
      ['category', 'OTHER'],
      ['category', 'TRAVEL,OTHER,FOOD_AND_DRINK_COFFEE'],
      ['counts', 'spending'],
      ['counts', 'income'],
      ['counts', 'neither'],
      ['direction', 'in'],
      ['direction', 'out'],
      ['pending', 'only'],
      ['pending', 'no'],
      ['min', '40.50'],
      ['max', '60'],
      ['account', 'first'],
      ['account', 'first two'],
    ],
    { maxLength: 2 },
  )
  .map((parts) => Object.fromEntries(parts) as Record<string, string>);

const all = await startScenarioApp();
afterAll(() => all.app.close());

it('has the right count, sums and days in the list, whatever the filter', async () => {
  await fc.assert(
    fc.asyncProperty(lives, filters, fc.constantFrom(30, 90, 365), async (life, filter, days) => {
      const { client, books } = await all.begin(life);
      const query = new URLSearchParams({ ...filter, days: String(days) });
      const ids = books.accounts.map(({ account_id }) => account_id);
      if (filter.account) query.set('account', ids.slice(0, filter.account === 'first' ? 1 : 2).join());
      const from = dayBefore(life.today, days);
      const isWanted = (row: RawRow) => row.date >= from && passes(row, query, books);
      const wanted = books.rows.filter(isWanted);
      const listed = [...wanted, ...books.uncounted.filter(isWanted)];
      const sums = expectedRows(wanted, (day) => headingOf(day, life.today)).values;
      // A page of more than Plaid gives at once, unfiltered and of one bank, is read by itself.
      const isReadByPage = life.banks.length === 1 && Object.keys(filter).length === 0 && listed.length > 500;
      const isOfAll = ([name]: [string, bigint]) => !/^(in|out) /.test(name);
      expect(await readList(client, `/transactions?${query}`)).toEqual({
        count: listed.length,
        amounts: listed.map((row) => `${currencyOf(row)} ${movement(row)}`).sort(),
        sums: isReadByPage ? Object.fromEntries(Object.entries(sums).filter(isOfAll)) : sums,
      });
    }),
    { numRuns: RUNS },
  );
}, 120_000);

function headingOf(day: string, today: string): string {
  if (day === today) return 'Today';
  if (day === dayBefore(today, 1)) return 'Yesterday';
  return new Date(day).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  });
}

function passes(row: RawRow, query: URLSearchParams, books: Books): boolean {
  const size = movement(row) < 0n ? -movement(row) : movement(row);
  const bound = (name: string) => exact(Number(query.get(name)), 'LUMI');
  const oneOf = (name: string, ...values: readonly (string | undefined)[]) =>
    !query.has(name) ||
    values.some((value) =>
      query
        .get(name)
        ?.split(',')
        .includes(value ?? ''),
    );
  const text = `${nameOf(row)} ${row.original_description}`.toLowerCase();
  // A pending row that is probably posted as well counts as nothing.
  const kind = books.uncounted.includes(row) ? 'nothing' : kindOf(row, books.accounts);
  const counts = kind === 'income' || kind === 'spending' ? kind : 'neither';
  const isReward = query.get('counts') === 'spending' && categoryOf(row) === 'INCOME';
  return (
    oneOf('account', row.account_id) &&
    oneOf('category', isReward ? 'OTHER' : categoryOf(row), row.personal_finance_category?.detailed) &&
    oneOf('counts', counts) &&
    (!query.has('direction') || movement(row) > 0n === (query.get('direction') === 'in')) &&
    (!query.has('pending') || row.pending === (query.get('pending') === 'only')) &&
    (!query.has('min') || size >= bound('min')) &&
    (!query.has('max') || size <= bound('max')) &&
    (query.get('q') ?? '')
      .split(' ')
      .every((word) =>
        word.startsWith('-') ? !text.includes(word.slice(1)) : text.includes(word.toLowerCase()),
      )
  );
}

/** Every page of a list: its sums, those of its days in order, and every amount. */
async function readList(client: Client, first: string) {
  const printed = new Sums();
  const amounts: string[] = [];
  let count = 0;
  for (let path: string | undefined = first; path; ) {
    const { page }: Answer = await client.get(path);
    const isFirst = amounts.length === 0;
    count = Number(page('.found strong').text().replaceAll(/\D/g, ''));
    for (const sums of isFirst ? page('.found .sums').toArray() : []) {
      if (page(sums).text().includes('on this page')) continue;
      printed.read('in', page(sums).find('dd').first().text());
      printed.read('out', page(sums).find('dd').last().text());
    }
    for (const row of page('.entry > .money').toArray()) {
      const { currency, value } = printedAmount(page(row).text());
      amounts.push(`${currency} ${value}`);
    }
    for (const day of page('.day').toArray()) {
      const heading = page(day).find('h3').contents().first().text().trim();
      for (const total of page(day).find('.sum .money').toArray()) {
        const { currency, value } = printedAmount(page(total).text());
        // A day that continues on the next page has its whole sum on both.
        const known = printed.values[`${heading} ${currency}`];
        if (known !== undefined) expect(value).toBe(known);
        printed.set(heading, currency, value);
      }
    }
    path = page('a[rel=next]').attr('href');
  }
  return { count, amounts: amounts.sort(), sums: printed.values };
}
