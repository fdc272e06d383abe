/** The totals that every page must have, by the rules that the app documents and without its code. */

import { merchantKeyOf } from './probable-pairs.ts';
import { type Books, categoryOf, currencyOf, kindOf, movement, type RawRow, worth } from './raw-books.ts';
import { Sums } from './sums.ts';

const GROUPS: Readonly<Record<string, string>> = {
  depository: 'Cash',
  credit: 'Credit cards',
  investment: 'Investments',
  brokerage: 'Investments',
  loan: 'Loans',
};

/** Net worth, assets and debts, and the subtotal of each group of accounts. */
export function expectedBalances({ accounts }: Books): Sums {
  const sums = new Sums();
  for (const account of accounts) {
    const value = worth(account);
    const currency = currencyOf(account.balances);
    if (value === null) continue;
    sums.add('net', currency, value);
    sums.add('assets', currency, value > 0n ? value : 0n);
    sums.add('debts', currency, value < 0n ? value : 0n);
    sums.add(GROUPS[account.type] ?? 'Other', currency, value);
  }
  return sums;
}

/** What was spent in each month and category; `all` stands for every month, and for every category. */
export function expectedSpending(books: Books, isWanted: (row: RawRow) => boolean): Sums {
  const sums = new Sums();
  for (const row of books.rows) {
    if (!isWanted(row) || kindOf(row, books.accounts) !== 'spending') continue;
    const category = categoryOf(row) === 'INCOME' ? 'OTHER' : categoryOf(row);
    for (const month of [row.date.slice(0, 7), 'all'])
      for (const of of [category, 'all']) sums.add(`${month} ${of}`, currencyOf(row), -movement(row));
  }
  return sums;
}

/** Income, spending and their net of the rows wanted, by currency. */
export function expectedFlow(books: Books, isWanted: (row: RawRow) => boolean): Sums {
  const sums = new Sums();
  for (const row of books.rows) {
    const kind = kindOf(row, books.accounts);
    if (!isWanted(row) || (kind !== 'income' && kind !== 'spending')) continue;
    sums.add('in', currencyOf(row), kind === 'income' ? movement(row) : 0n);
    sums.add('out', currencyOf(row), kind === 'spending' ? movement(row) : 0n);
    sums.add('net', currencyOf(row), movement(row));
  }
  return sums;
}

/** Money in and money out of all rows and the net of each day, whatever the rows count as; a book may leave some out. */
export function expectedRows(rows: readonly RawRow[], headingOf: (day: string) => string): Sums {
  const sums = new Sums();
  for (const row of rows) {
    if (row.ofBook?.counts === 'nothing') continue;
    const value = movement(row);
    const day = row.pending ? 'Pending' : headingOf(row.date);
    sums.add('in', currencyOf(row), value > 0n ? value : 0n);
    sums.add('out', currencyOf(row), value < 0n ? value : 0n);
    sums.add(day, currencyOf(row), value);
  }
  return sums;
}

/** The merchants on which most was spent: the largest sums, each with the number of rows. */
export function expectedMerchants(books: Books, isWanted: (row: RawRow) => boolean, currency: string) {
  const rows = books.rows.filter(
    (row) => isWanted(row) && currencyOf(row) === currency && kindOf(row, books.accounts) === 'spending',
  );
  const keyOf = merchantKeyOf(rows);
  const found = new Map<string, { value: bigint; times: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const { value, times } = found.get(key) ?? { value: 0n, times: 0 };
    found.set(key, { value: value - movement(row), times: times + 1 });
  }
  return [...found.values()]
    .filter(({ value }) => value > 0n)
    .sort((a, b) => (a.value < b.value ? 1 : a.value > b.value ? -1 : b.times - a.times));
}

/** The mean, rounded to whole units of a currency, a half upwards. */
export function mean(sum: bigint, count: number, unit: bigint): bigint {
  const twice = 2n * BigInt(count) * unit;
  const above = 2n * sum + BigInt(count) * unit;
  return ((above - (((above % twice) + twice) % twice)) / twice) * unit;
}
