/** Totals that several pages have, compared with those of the raw books. */

import { expect } from 'vitest';
import type { Answer } from './client.ts';
import { expectedFlow, expectedMerchants } from './expected-totals.ts';
import { type Books, currencyOf, type RawRow } from './raw-books.ts';
import { monthName } from './scenarios.ts';
import { printedAmount, Sums } from './sums.ts';

/** The rows from one day to another, both included. */
export const between = (from: string, to: string) => (row: RawRow) => row.date >= from && row.date <= to;

/** The table of cash flow: income, spending and their net in each month. */
export function checkMonths({ page }: Answer, books: Books, months: readonly string[]): void {
  const printed = new Sums();
  const columns = ['in', 'spent', 'net'];
  printed.readRows(page, '#cash-flow tbody tr', (label, column) => `${label} ${columns[column]}`);
  const expected = new Sums();
  const flow = expectedFlow(books, ({ date }) => months.includes(date.slice(0, 7))).values;
  const currencies = Object.keys(flow).flatMap((name) => (name.startsWith('net ') ? [name.slice(4)] : []));
  for (const month of months) {
    const { values } = expectedFlow(books, ({ date }) => date.startsWith(month));
    for (const currency of currencies) {
      expected.set(`${monthName(month)} in`, currency, values[`in ${currency}`] ?? 0n);
      expected.set(`${monthName(month)} spent`, currency, -(values[`out ${currency}`] ?? 0n));
      expected.set(`${monthName(month)} net`, currency, values[`net ${currency}`] ?? 0n);
    }
  }
  expect(printed.values).toEqual(expected.values);
}

/** The tables of merchants: the largest sums, each with the number of rows. */
export function checkMerchants(
  { page }: Answer,
  tables: string,
  books: Books,
  isWanted: (row: RawRow) => boolean,
  most: number,
): void {
  const currencies = new Set(books.rows.map(currencyOf));
  const spentIn = [...currencies].filter((one) => expectedMerchants(books, isWanted, one).length > 0);
  expect(page(tables)).toHaveLength(spentIn.length);
  for (const table of page(tables).toArray()) {
    const rows = page(table).find('tbody tr').toArray();
    const printed = rows.map((row) => {
      const { value } = printedAmount(page(row).find('td').last().text());
      const times = page(row).find('small, td:nth-last-child(2)').text().replace('once', '1');
      return { value, times: Number(times.replaceAll(/\D/g, '')) };
    });
    const { currency } = printedAmount(page(rows[0]).find('td').last().text());
    const expected = expectedMerchants(books, isWanted, currency);
    expect(new Set(printed)).toEqual(new Set(expected.slice(0, most)));
  }
}
