/** Books for tests: rows by hand, on accounts whose balances are given. */

import { type Books, booksOf } from '../../../../src/features/ahead/forecast/books.ts';
import { addDays, addMonths } from '../../../../src/finance/days.ts';
import { flowsOf } from '../../../../src/finance/flow.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { account, transaction } from '../../../finance/samples.ts';

/** A Wednesday. */
export const TODAY = '2025-11-05';
export const CHECKING = account({ id: 'checking', balanceMinor: 3_000_00 });
export const SAVINGS = account({
  id: 'savings',
  name: 'Rainy Day',
  subtype: 'savings',
  balanceMinor: 9_000_00,
});
export const CARD = account({
  id: 'card',
  name: 'Fern Card',
  type: 'credit',
  subtype: 'credit card',
  balanceMinor: -400_00,
});

/** On this day of each of the last months, the latest last. */
export function monthly(count: number, dayOfMonth: number, facts: Partial<Transaction>): Transaction[] {
  const last = `${TODAY.slice(0, 7)}-${String(dayOfMonth).padStart(2, '0')}`;
  const first = last > TODAY ? addMonths(last, -1) : last;
  return Array.from({ length: count }, (_, index) =>
    transaction({ originalName: facts.name ?? 'Shop', ...facts, date: addMonths(first, index + 1 - count) }),
  );
}

/** A purchase every so many days, the latest first. */
export function everyday(
  days: number,
  facts: Partial<Transaction>,
  amounts = [-500, -1300, -2100],
): Transaction[] {
  return Array.from({ length: Math.floor(700 / days) }, (_, index) =>
    transaction({
      name: `Shop ${'abcdefg'[index % 7]}`,
      amountMinor: amounts[index % amounts.length] ?? 0,
      ...facts,
      date: addDays(TODAY, -1 - index * days),
    }),
  );
}

export function booksWith(accounts: readonly Account[], rows: readonly Transaction[], today = TODAY): Books {
  return booksOf({ accounts, flows: flowsOf(rows, accounts), today });
}
