/** Transactions and their sums as the JSON API writes them. */

import { asTold, isChangedByBook } from '../finance/book/apply.ts';
import { categoryOf } from '../finance/categories.ts';
import { flowKind } from '../finance/flow.ts';
import type { Account, Transaction } from '../finance/model.ts';
import type { Totals } from '../finance/totals.ts';
import { accountLabel } from '../finance/transaction-row.ts';
import type { Amounts } from './api-answer.ts';
import type { Api } from './api-schema.ts';

/** What there is to tell of one: with its account's name, and what it counts as. */
export function toTransactionFacts(
  accounts: readonly Account[],
  amounts: Amounts,
): (transaction: Transaction) => Api['Transaction'] {
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return (transaction) => {
    const { id, accountId, date, name, originalName, detailedCategory, isPending } = transaction;
    const { probablySameAs: posted, currency } = transaction;
    const account = accountsById.get(accountId);
    return {
      ...{ id, accountId, account: account ? accountLabel(account) : null, date },
      amount: amounts.of(transaction.amountMinor, transaction.currency),
      ...{ name, originalName, category: categoryFacts(transaction.category), detailedCategory },
      countsAs: flowKind(transaction, account),
      isPending,
      probablySameAs: posted
        ? { id: posted.id, date: posted.date, amount: amounts.of(posted.amountMinor, currency) }
        : null,
      ...(isChangedByBook(transaction) ? { told: toldFacts(asTold(transaction), account) } : {}),
    };
  };
}

function toldFacts(row: Transaction, account: Account | undefined) {
  const { name, category, detailedCategory } = row;
  return { name, category: categoryFacts(category), detailedCategory, countsAs: flowKind(row, account) };
}

/** Sums of every amount that counts, transfers too. */
export function totalsFacts(totals: readonly Totals[], amounts: Amounts) {
  return totals.map(({ currency, inMinor, outMinor, netMinor, count }) => ({
    currency,
    in: amounts.of(inMinor, currency),
    out: amounts.of(outMinor, currency),
    net: amounts.of(netMinor, currency),
    count,
  }));
}

/** A category without its symbol, which is a matter of our pages. */
export function categoryFacts(id: string): Api['Category'] {
  return { id, label: categoryOf(id).label };
}
