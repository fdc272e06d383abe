/** Totals of the spending page, compared with those of the raw books. */

import { expect } from 'vitest';
import type { Answer } from './client.ts';
import { expectedFlow, expectedSpending, mean } from './expected-totals.ts';
import { type Books, currencyOf, type RawRow, unitOf } from './raw-books.ts';
import { dayBefore, monthName, monthsTo } from './scenarios.ts';
import { printedAmount, Sums } from './sums.ts';

const DAY_MS = 86_400_000;

/** This month in each category against the mean of the months before, and the table of all months. */
export function checkTrends({ page }: Answer, books: Books, months: readonly string[], today: string): void {
  const isShown = ({ date }: RawRow) => months.includes(date.slice(0, 7));
  const spent = expectedSpending(books, isShown).values;
  // In each month the days that have come in this one.
  const day = Number(today.slice(8));
  const reached = expectedSpending(books, (row) => isShown(row) && Number(row.date.slice(8)) <= day).values;
  const printed = new Sums();
  const read = (href: string) => new URLSearchParams(href.split('?')[1]).get('category') ?? 'all';
  const columns = ['this', 'average', 'difference'];
  printed.readRows(
    page,
    '#by-category > table tr:has(td)',
    (href, column) => `${columns[column]} ${read(href)}`,
  );
  const expected = new Sums();
  for (const name of Object.keys(spent).filter((key) => key.startsWith('all '))) {
    const [, category = '', currency = ''] = /^all (.+) (\S+)$/.exec(name) ?? [];
    const [first = ''] = books.rows
      .filter((row) => isShown(row) && currencyOf(row) === currency && counts(books, row))
      .map(({ date }) => date)
      .sort();
    const over = months.slice(0, -1).filter((month) => month >= first.slice(0, 7));
    const posted = books.rows.filter((row) => isShown(row) && currencyOf(row) === currency && !row.pending);
    if (over.length > 1 && beginsWithin(over[0] ?? '', posted, today)) over.shift();
    const now = spent[`${months.at(-1)} ${category} ${currency}`] ?? 0n;
    expected.set(`this ${category}`, currency, now);
    if (over.length === 0) continue;
    const sum = over.reduce((so, month) => so + (reached[`${month} ${category} ${currency}`] ?? 0n), 0n);
    const average = mean(sum, over.length, unitOf(currency));
    expected.set(`average ${category}`, currency, average);
    expected.set(`difference ${category}`, currency, now - average);
  }
  expect(printed.values).toEqual(expected.values);

  const tables = page('#by-category .scroll table').toArray();
  const currencies = Object.keys(spent).filter((name) => name.startsWith('all all '));
  expect(tables).toHaveLength(currencies.length);
  for (const table of tables) {
    expect(page(table).find('tbody tr')).toHaveLength(months.length);
    for (const row of page(table).find('tbody tr').toArray()) {
      const amounts = page(row)
        .find('td')
        .toArray()
        .map((cell) => printedAmount(page(cell).text()));
      const total = amounts.pop();
      expect(amounts.reduce((sum, { value }) => sum + value, 0n)).toBe(total?.value);
      const month = months.find((one) => monthName(one) === page(row).find('th').text());
      expect(total?.value).toBe(spent[`${month} all ${total?.currency}`] ?? 0n);
    }
  }
}

/** Whether a month has clearly more days before the first row than ever came without a row since. */
function beginsWithin(month: string, rows: readonly RawRow[], today: string): boolean {
  const days = [...new Set(rows.map(({ date }) => date))].sort();
  const marks = [dayBefore(`${month}-01`, 1), ...days, dayBefore(today, -1)].map((day) => Date.parse(day));
  const [atFirst = 0, ...later] = marks.slice(1).map((mark, index) => (mark - (marks[index] ?? 0)) / DAY_MS);
  return atFirst > Math.max(...later) + 5;
}

/** This month so far, and the same days of last month. */
export function checkMonthTotal({ page }: Answer, books: Books, today: string): void {
  const [lastMonth = ''] = monthsTo(today, 2);
  const inMonth = (month: string) => (row: RawRow) =>
    row.date.startsWith(month) && row.date <= today && Number(row.date.slice(8)) <= Number(today.slice(8));
  const now = expectedSpending(books, inMonth(today.slice(0, 7))).values;
  const before = expectedSpending(books, inMonth(lastMonth)).values;
  for (const currency of page('#month-total .currency').toArray()) {
    const { value, currency: code } = printedAmount(page(currency).find('.headline').text());
    expect(value).toBe(now[`all all ${code}`] ?? 0n);
    const sentence = page(currency).find('.compared').first().text();
    const same = before[`all all ${code}`] ?? 0n;
    const told = / than in the same days of \w+ \d{4}: (.+)$/.exec(sentence)?.[1];
    if (told !== undefined) expect(printedAmount(told).value).toBe(same);
    else if (sentence.startsWith('The same')) expect(value).toBe(same);
  }
}

function counts(books: Books, row: RawRow): boolean {
  return Object.keys(expectedFlow({ ...books, rows: [row] }, () => true).values).length > 0;
}
