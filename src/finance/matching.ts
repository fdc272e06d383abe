/** Which transactions a filter lets through. */

import { type Filter, parseTypedAmount, typedMinor } from './filter.ts';
import type { Transaction } from './model.ts';

type Test = (transaction: Transaction) => boolean;

/** A test for transactions, made once for many: `transactions.filter(matching(filter))`. */
export function matching(filter: Filter): Test {
  const { account, category, direction, pending, min, max, from, to } = filter;
  const tests: Test[] = [];
  if (account) tests.push((transaction) => transaction.accountId === account);
  if (category) tests.push((transaction) => transaction.category === category);
  if (direction) tests.push(({ amountMinor }) => (direction === 'in' ? amountMinor > 0 : amountMinor < 0));
  if (pending) tests.push(({ isPending }) => isPending === (pending === 'only'));
  if (min) tests.push(({ amountMinor, currency }) => Math.abs(amountMinor) >= typedMinor(min, currency));
  if (max) tests.push(({ amountMinor, currency }) => Math.abs(amountMinor) <= typedMinor(max, currency));
  if (from) tests.push(({ date }) => date >= from);
  if (to) tests.push(({ date }) => date <= to);
  if (filter.q) tests.push(searching(filter.q));
  return (transaction) => tests.every((test) => test(transaction));
}

/** Every word somewhere in the name or in the bank's own text, or the whole search as the amount. */
function searching(q: string): Test {
  const words = fold(q).split(/\s/);
  const typed = parseTypedAmount(q);
  return ({ name, originalName, amountMinor, currency }) => {
    if (typed !== '' && Math.abs(amountMinor) === typedMinor(typed, currency)) return true;
    const text = fold(`${name} ${originalName}`);
    return words.every((word) => text.includes(word));
  };
}

/** Without case and accents. Most bank text is ASCII, where lower case is all there is to do. */
function fold(text: string): string {
  if (!/[^ -~]/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}
