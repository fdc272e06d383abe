/** Every total of every page against a second reckoning over what the banks say, for people, banks and days at random. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../support/browser.ts';
import { dayBefore, type LivesHouse, lives, monthName, monthsTo, openLives } from '../support/lives.ts';
import { type Books, currencyOf, type RawRow, unitOf } from '../support/raw-books.ts';
import { mean, reckonBalances, reckonFlow, reckonMerchants, reckonSpending } from '../support/reckoned.ts';
import { printedAmount, Sums } from '../support/sums.ts';

const RUNS = 12;

const views = fc.record({
  life: lives,
  days: fc.constantFrom(30, 90, 180, 365, 730),
  months: fc.constantFrom(3, 6, 12, 24),
});

let all: LivesHouse;
beforeAll(async () => {
  all = await openLives();
});
afterAll(() => all.house.close());

const between = (from: string, to: string) => (row: RawRow) => row.date >= from && row.date <= to;

it('has the right totals on the dashboard', async () => {
  await fc.assert(
    fc.asyncProperty(views, async ({ life, days }) => {
      const { today } = life;
      const { visitor, books } = await all.begin(life);
      const answer = await visitor.get(`/dashboard?days=${days}`);
      checkBalances(answer, books);
      checkMonthSoFar(answer, books, today);
      checkMonths(answer, books, monthsTo(today, Math.max(6, Math.round((days * 12) / 365))));
      checkCategories(answer, books, between(dayBefore(today, days), today));
      checkMerchants(answer, '#spending table:has(h3)', books, between(dayBefore(today, days), today), 5);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

it('has the right totals on the spending page', async () => {
  await fc.assert(
    fc.asyncProperty(views, async ({ life, months }) => {
      const { today } = life;
      const { visitor, books } = await all.begin(life);
      const answer = await visitor.get(`/spending?months=${months}`);
      const shown = monthsTo(today, months);
      const isShown = between(`${shown[0]}-01`, today);
      checkMonths(answer, books, shown);
      checkTrends(answer, books, shown);
      checkMerchants(answer, '#merchants table', books, isShown, 12);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

function checkBalances({ page }: Answer, books: Books): void {
  const printed = new Sums();
  for (const currency of page('#net-worth .currency').toArray()) {
    const [assets = '', debts = ''] = page(currency)
      .find('dd')
      .toArray()
      .map((cell) => page(cell).text());
    printed.read('net', page(currency).find('.headline').text());
    printed.read('assets', assets);
    printed.read('debts', debts);
  }
  for (const group of page('#accounts .group').toArray()) {
    for (const subtotal of page(group).find('div.money').toArray())
      printed.read(page(group).find('th').text(), page(subtotal).text());
  }
  expect(printed.values).toEqual(reckonBalances(books).values);
}

function checkMonthSoFar({ page }: Answer, books: Books, today: string): void {
  const [lastMonth = ''] = monthsTo(today, 2);
  const lengthOfLast = Number(dayBefore(`${today.slice(0, 7)}-01`, 1).slice(8));
  const sameDay = `${lastMonth}-${String(Math.min(Number(today.slice(8)), lengthOfLast)).padStart(2, '0')}`;
  const now = reckonFlow(books, between(`${today.slice(0, 7)}-01`, today)).values;
  const before = reckonFlow(books, between(`${lastMonth}-01`, sameDay)).values;
  const printed = new Sums();
  printed.readRows(page, '#month-so-far tr:has(td)', (label, column) => `${column} ${label.toLowerCase()}`);
  const expected = Object.keys({ ...now, ...before }).flatMap((name) => [
    [`0 ${name}`, now[name] ?? 0n],
    [`1 ${name}`, before[name] ?? 0n],
  ]);
  expect(printed.values).toEqual(Object.fromEntries(expected));
}

function checkMonths({ page }: Answer, books: Books, months: readonly string[]): void {
  const printed = new Sums();
  const columns = ['in', 'spent', 'net'];
  printed.readRows(page, '#cash-flow tbody tr', (label, column) => `${label} ${columns[column]}`);
  const expected = new Sums();
  const flow = reckonFlow(books, ({ date }) => months.includes(date.slice(0, 7))).values;
  const currencies = Object.keys(flow).flatMap((name) => (name.startsWith('net ') ? [name.slice(4)] : []));
  for (const month of months) {
    const { values } = reckonFlow(books, ({ date }) => date.startsWith(month));
    for (const currency of currencies) {
      expected.set(`${monthName(month)} in`, currency, values[`in ${currency}`] ?? 0n);
      expected.set(`${monthName(month)} spent`, currency, -(values[`out ${currency}`] ?? 0n));
      expected.set(`${monthName(month)} net`, currency, values[`net ${currency}`] ?? 0n);
    }
  }
  expect(printed.values).toEqual(expected.values);
}

function checkCategories({ page }: Answer, books: Books, isWanted: (row: RawRow) => boolean): void {
  const spent = reckonSpending(books, isWanted).values;
  const printed = new Sums();
  for (const table of page('#spending table:not(:has(h3))').toArray()) {
    let rest = 0n;
    const total = printedAmount(page(table).find('tfoot .money').text());
    for (const row of page(table).find('tbody tr').toArray()) {
      const href = page(row).find('a').attr('href') ?? '';
      const amount = printedAmount(page(row).find('.money').text());
      expect(amount.currency).toBe(total.currency);
      const category = new URLSearchParams(href.split('?')[1]).get('category');
      if (category === null) rest += amount.value;
      else printed.set(`all ${category}`, amount.currency, amount.value);
    }
    printed.set('all all', total.currency, total.value);
    const shown = Object.keys(printed.values).filter((name) => name.endsWith(total.currency));
    const missing = Object.keys(spent).filter(
      (name) => /^all (?!all)/.test(name) && name.endsWith(total.currency) && !shown.includes(name),
    );
    expect(rest).toBe(missing.reduce((sum, name) => sum + (spent[name] ?? 0n), 0n));
    for (const name of missing) printed.values[name] = spent[name] ?? 0n;
  }
  expect(printed.values).toEqual(onlyNamed(spent, 'all '));
}

function checkMerchants(
  { page }: Answer,
  tables: string,
  books: Books,
  isWanted: (row: RawRow) => boolean,
  most: number,
): void {
  for (const table of page(tables).toArray()) {
    const rows = page(table).find('tbody tr').toArray();
    const printed = rows.map((row) => {
      const { value } = printedAmount(page(row).find('td').last().text());
      const times = page(row).find('small, td:nth-last-child(2)').text().replace('once', '1');
      return { value, times: Number(times.replaceAll(/\D/g, '')) };
    });
    const { currency } = printedAmount(page(rows[0]).find('td').last().text());
    const expected = reckonMerchants(books, isWanted, currency);
    expect(new Set(printed)).toEqual(new Set(expected.slice(0, most)));
  }
}

function checkTrends({ page }: Answer, books: Books, months: readonly string[]): void {
  const isShown = ({ date }: RawRow) => months.includes(date.slice(0, 7));
  const spent = reckonSpending(books, isShown).values;
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
    const sum = over.reduce((so, month) => so + (spent[`${month} ${category} ${currency}`] ?? 0n), 0n);
    const average = mean(sum, over.length, unitOf(currency));
    expected.set(`average ${category}`, currency, average);
    expected.set(`difference ${category}`, currency, now - average);
  }
  expect(printed.values).toEqual(expected.values);

  for (const table of page('#by-category .scroll table').toArray()) {
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

function counts(books: Books, row: RawRow): boolean {
  return Object.keys(reckonFlow({ accounts: books.accounts, rows: [row] }, () => true).values).length > 0;
}

function onlyNamed(values: Readonly<Record<string, bigint>>, start: string): Record<string, bigint> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith(start)));
}
