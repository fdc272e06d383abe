/** Every total of the spending page against one calculated from the banks’ own data, for random people, banks and days. */

import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Answer } from '../../support/client.ts';
import { expectedFlow, expectedSpending, mean } from '../../support/expected-totals.ts';
import { between, checkMerchants, checkMonths } from '../../support/printed-totals.ts';
import { type Books, currencyOf, type RawRow, unitOf } from '../../support/raw-books.ts';
import { lives, monthName, monthsTo, RUNS, startScenarioApp } from '../../support/scenarios.ts';
import { printedAmount, Sums } from '../../support/sums.ts';

const MONTHS = fc.constantFrom(3, 6, 12, 24);

const all = await startScenarioApp();
afterAll(() => all.app.close());

it('has the right totals on the spending page', async () => {
  await fc.assert(
    fc.asyncProperty(lives, MONTHS, async (life, months) => {
      const { today } = life;
      const { client, books } = await all.begin(life);
      const answer = await client.get(`/spending?months=${months}`);
      const shown = monthsTo(today, months);
      const isShown = between(`${shown[0]}-01`, today);
      checkMonths(answer, books, shown);
      checkTrends(answer, books, shown, today);
      checkMonthTotal(answer, books, today);
      checkMerchants(answer, '#merchants table', books, isShown, 12);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

function checkTrends({ page }: Answer, books: Books, months: readonly string[], today: string): void {
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
    const [, category = '', currency = ''] = name.split(' ');
    const [first = ''] = books.rows
      .filter((row) => isShown(row) && currencyOf(row) === currency && counts(books, row))
      .map(({ date }) => date)
      .sort();
    const over = months.slice(0, -1).filter((month) => month >= first.slice(0, 7));
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

/** This month so far, and the same days of last month. */
function checkMonthTotal({ page }: Answer, books: Books, today: string): void {
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
