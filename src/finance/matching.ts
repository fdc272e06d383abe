/** Which transactions a filter lets through. */

import { fold } from './book/words.ts';
import type { Filter } from './filter.ts';
import { flowKind } from './flow.ts';
import { isNamed, isQuoted } from './merchant-names.ts';
import type { Account, Transaction } from './model.ts';
import { spendingCategory } from './spending.ts';
import { parseTypedAmount, typedMinor } from './typed-amount.ts';

type Test = (transaction: Transaction) => boolean;

/** A test for transactions of these accounts, made once for many: `transactions.filter(matching(filter, accounts))`. */
export function matching(filter: Filter, accounts: readonly Pick<Account, 'id' | 'type'>[]): Test {
  const { currency: code, direction, pending, min, max, from, to } = filter;
  const account = new Set(filter.account);
  const tests: Test[] = [];
  if (account.size > 0) tests.push((transaction) => account.has(transaction.accountId));
  if (filter.category.length > 0) tests.push(ofCategories(filter));
  if (filter.merchant.length > 0) tests.push(ofMerchants(filter.merchant));
  if (filter.counts) tests.push(countingAs(filter.counts, accounts));
  if (code) tests.push(({ currency }) => currency.toUpperCase() === code);
  if (direction) tests.push(({ amountMinor }) => (direction === 'in' ? amountMinor > 0 : amountMinor < 0));
  if (pending) tests.push(({ isPending }) => isPending === (pending === 'only'));
  if (min) tests.push(({ amountMinor, currency }) => Math.abs(amountMinor) >= typedMinor(min, currency));
  if (max) tests.push(({ amountMinor, currency }) => Math.abs(amountMinor) <= typedMinor(max, currency));
  if (from) tests.push(({ date }) => date >= from);
  if (to) tests.push(({ date }) => date <= to);
  if (filter.q) tests.push(searching(filter.q));
  return (transaction) => tests.every((test) => test(transaction));
}

/** By the primary or the detailed category; of what counts as spending, by the one that it is summed in. */
function ofCategories({ category, counts }: Filter): Test {
  const chosen = new Set(category);
  const primaryOf = (row: Transaction) => (counts === 'spending' ? spendingCategory(row) : row.category);
  // Where Plaid gives no detailed category, the primary one stands in its place.
  const isDetailed = (row: Transaction) =>
    row.detailedCategory !== row.category && chosen.has(row.detailedCategory);
  return (row) => chosen.has(primaryOf(row)) || isDetailed(row);
}

/** By the name; by the one that Plaid told as well, unless the value is in quotation marks and means one name alone. */
function ofMerchants(values: readonly string[]): Test {
  const isOneOfThem = isNamed(values);
  const isToldSo = isNamed(values.filter((value) => !isQuoted(value)));
  return ({ name, told }) => isOneOfThem(name) || (told !== undefined && isToldSo(told.name));
}

function countingAs(counts: Filter['counts'], accounts: readonly Pick<Account, 'id' | 'type'>[]): Test {
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return (row) => {
    const kind = flowKind(row, accountsById.get(row.accountId));
    return counts === (kind === 'income' || kind === 'spending' ? kind : 'neither');
  };
}

/**
 * Each word in the name, in the one that Plaid told, in the bank's own text or as the amount; none of the words that begin
 * with a minus. A search that is an amount as a whole may have a sign and gaps in it.
 */
function searching(q: string): Test {
  const whole = parseTypedAmount(q);
  const typed = fold(q).split(/\s+/);
  const isExcluded = (word: string) => whole === '' && /^[-−]/u.test(word);
  const excluded = typed.filter(isExcluded).map((word) => word.slice(1));
  const words = typed
    .filter((word) => !isExcluded(word))
    .map((word) => ({ word, amount: parseTypedAmount(word) }));
  const isAmount = (amount: string, { amountMinor, currency }: Transaction) =>
    amount !== '' && Math.abs(amountMinor) === typedMinor(amount, currency);
  return (row) => {
    if (isAmount(whole, row)) return true;
    const text = fold(`${row.name} ${row.originalName}${row.told ? ` ${row.told.name}` : ''}`);
    return (
      words.every(({ word, amount }) => text.includes(word) || isAmount(amount, row)) &&
      excluded.every((word) => word === '' || !text.includes(word))
    );
  };
}
