/** Totals of the overview, compared with those of the raw books. */

import { expect } from 'vitest';
import type { Answer } from './client.ts';
import { expectedBalances, expectedFlow, expectedSpending } from './expected-totals.ts';
import { between } from './printed-totals.ts';
import type { Books, RawRow } from './raw-books.ts';
import { dayBefore, monthsTo } from './scenarios.ts';
import { printedAmount, Sums } from './sums.ts';

/** Net worth, its parts, and the subtotals of the accounts. */
export function checkBalances({ page }: Answer, books: Books): void {
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
  const parts = new Set<string>();
  for (const group of page('#accounts .group').toArray()) {
    const title = page(group).find('ul').attr('aria-label') ?? '';
    for (const subtotal of page(group).find('summary .money').toArray()) {
      printed.read(title, page(subtotal).text());
      parts.add(`${title} ${page(subtotal).text()}`);
    }
  }
  for (const part of page('#net-worth .worth a').toArray()) {
    expect(parts).toContain(page(part).text());
    expect(page(page(part).attr('href') ?? '')).toHaveLength(1);
  }
  expect(printed.values).toEqual(expectedBalances(books).values);
}

/** This month so far, and the same days of last month. */
export function checkMonthSoFar({ page }: Answer, books: Books, today: string): void {
  const [lastMonth = ''] = monthsTo(today, 2);
  const lengthOfLast = Number(dayBefore(`${today.slice(0, 7)}-01`, 1).slice(8));
  const sameDay = `${lastMonth}-${String(Math.min(Number(today.slice(8)), lengthOfLast)).padStart(2, '0')}`;
  const now = expectedFlow(books, between(`${today.slice(0, 7)}-01`, today)).values;
  const before = expectedFlow(books, between(`${lastMonth}-01`, sameDay)).values;
  const printed = new Sums();
  printed.readRows(page, '#month-so-far tr:has(td)', (label, column) => `${column} ${label.toLowerCase()}`);
  const expected = Object.keys({ ...now, ...before }).flatMap((name) => [
    [`0 ${name}`, now[name] ?? 0n],
    [`1 ${name}`, before[name] ?? 0n],
  ]);
  expect(printed.values).toEqual(Object.fromEntries(expected));
}

/** What was spent in each category, with what is behind “Everything else”. */
export function checkCategories({ page }: Answer, books: Books, isWanted: (row: RawRow) => boolean): void {
  const spent = expectedSpending(books, isWanted).values;
  const printed = new Sums();
  for (const table of page('#spending table').toArray()) {
    let rest = 0n;
    let restIds: string[] = [];
    const total = printedAmount(page(table).find('tfoot .money').text());
    for (const row of page(table).find('tbody tr').toArray()) {
      const href = page(row).find('a').attr('href') ?? '';
      const amount = printedAmount(page(row).find('.money').text());
      expect(amount.currency).toBe(total.currency);
      const categories = new URLSearchParams(href.split('?')[1]).getAll('category');
      if (page(row).find('a').text() === 'Everything else') {
        rest += amount.value;
        restIds = categories.flatMap((field) => field.split(','));
      } else printed.set(`all ${categories.join()}`, amount.currency, amount.value);
    }
    printed.set('all all', total.currency, total.value);
    const shown = Object.keys(printed.values).filter((name) => name.endsWith(total.currency));
    const missing = Object.keys(spent).filter(
      (name) => /^all (?!all)/.test(name) && name.endsWith(total.currency) && !shown.includes(name),
    );
    // Its link leads to exactly what it adds up, and it does not stand beside another "Other".
    expect(restIds.map((id) => `all ${id} ${total.currency}`).toSorted()).toEqual(missing.toSorted());
    if (restIds.length > 0) expect(shown).not.toContain(`all OTHER ${total.currency}`);
    expect(rest).toBe(missing.reduce((sum, name) => sum + (spent[name] ?? 0n), 0n));
    for (const name of missing) printed.values[name] = spent[name] ?? 0n;
  }
  expect(printed.values).toEqual(onlyNamed(spent, 'all '));
}

function onlyNamed(values: Readonly<Record<string, bigint>>, start: string): Record<string, bigint> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith(start)));
}
