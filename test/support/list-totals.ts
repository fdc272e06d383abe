/** The list of transactions, its count, sums and days, compared with those of the raw books. */

import fc from 'fast-check';
import { expect } from 'vitest';
import type { Answer, Client } from './client.ts';
import { expectedRows } from './expected-totals.ts';
import { folded } from './naive-book.ts';
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
import { dayBefore, type Life } from './scenarios.ts';
import { printedAmount, Sums } from './sums.ts';

/** Up to two parts of a filter, by their names in an address: with more, hardly anything matches. */
export const filters = fc
  .subarray(
    [
      ['q', 'e'],
      ['q', 'PAY'],
      ['q', 'o a'],
      ['q', '-e'],
      ['q', 'o -a'],
      ['category', 'FOOD_AND_DRINK'],
      ['category', 'OTHER'],
      ['category', 'Ben’s share'],
      ['category', 'Ärzte,Fun & games,TRAVEL'],
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

/** Every page of the list of these days with this filter. */
export async function checkList(
  client: Client,
  books: Books,
  {
    life: { today, banks },
    filter,
    days,
  }: { life: Life; filter: Readonly<Record<string, string>>; days: number },
): Promise<void> {
  const query = queryFor(filter, days, books);
  const from = dayBefore(today, days);
  const isWanted = (row: RawRow) => row.date >= from && passes(row, query, books);
  const wanted = books.rows.filter(isWanted);
  const listed = [...wanted, ...books.uncounted.filter(isWanted)];
  const sums = expectedRows(wanted, (day) => headingOf(day, today)).values;
  // A page of more than Plaid gives at once, unfiltered and of one bank, is read by itself.
  const isReadByPage = banks.length === 1 && Object.keys(filter).length === 0 && listed.length > 500;
  const isOfAll = ([name]: [string, bigint]) => !/^(in|out) /.test(name);
  expect(await readList(client, `/transactions?${query}`)).toEqual({
    count: listed.length,
    amounts: listed.map((row) => `${currencyOf(row)} ${movement(row)}`).sort(),
    sums: isReadByPage ? Object.fromEntries(Object.entries(sums).filter(isOfAll)) : sums,
  });
}

/** The filter as an address has it. */
export function queryFor(
  filter: Readonly<Record<string, string>>,
  days: number,
  books: Books,
): URLSearchParams {
  const query = new URLSearchParams({ ...filter, days: String(days) });
  const ids = books.accounts.map(({ account_id }) => account_id);
  if (filter.account) query.set('account', ids.slice(0, filter.account === 'first' ? 1 : 2).join());
  return query;
}

/** As the list heads a day. */
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

/** Whether a filter lets a row through. */
export function passes(row: RawRow, query: URLSearchParams, books: Books): boolean {
  const size = movement(row) < 0n ? -movement(row) : movement(row);
  const bound = (name: string) => exact(Number(query.get(name)), 'LUMI');
  const oneOf = (name: string, value: string) => (query.get(name)?.split(',') ?? [value]).includes(value);
  // A renamed row is found by what Plaid calls it as well.
  const names = [nameOf(row), row.ofBook ? nameOf(row.ofBook.told) : ''];
  const text = folded(`${names.join(' ')} ${row.original_description}`);
  // A pending row that is probably posted as well counts as nothing.
  const kind = books.uncounted.includes(row) ? 'nothing' : kindOf(row, books.accounts);
  const counts = kind === 'income' || kind === 'spending' ? kind : 'neither';
  const isReward = query.get('counts') === 'spending' && categoryOf(row) === 'INCOME';
  // Words that are no code of Plaid's and in no line of the book make no sense, and count as not given.
  const known = (query.get('category') ?? '')
    .split(',')
    .filter((id) => /^[A-Z0-9_]+$/.test(id) || books.ownCategories?.includes(id));
  const inCategory = (...ids: readonly (string | undefined)[]) =>
    known.length === 0 || ids.some((id) => known.includes(id ?? ''));
  return (
    oneOf('account', row.account_id) &&
    inCategory(isReward ? 'OTHER' : categoryOf(row), detailedOf(row)) &&
    oneOf('counts', counts) &&
    (!query.has('direction') || movement(row) > 0n === (query.get('direction') === 'in')) &&
    (!query.has('pending') || row.pending === (query.get('pending') === 'only')) &&
    (!query.has('min') || size >= bound('min')) &&
    (!query.has('max') || size <= bound('max')) &&
    (query.get('q') ?? '')
      .split(' ')
      .every((word) =>
        word.startsWith('-') ? !text.includes(folded(word.slice(1))) : text.includes(folded(word)),
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
