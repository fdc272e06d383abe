/** What a line means for payments that recur, in a sentence. */

import type { BookLine } from '../../finance/book/lines.ts';
import { flowsOf } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import type { Account, Day, Transaction } from '../../finance/model.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { type Recurring, recurringWithRows, rowsByMerchant } from '../recurring/detect/detect.ts';

/** The payments that recur among all transactions, of which some are among the changed ones. */
export function recurringPayments(
  transactions: readonly Transaction[],
  accounts: readonly Account[],
  { changedIds, today }: { changedIds: ReadonlySet<string>; today: Day },
): Recurring[] {
  return recurringWithRows(rowsByMerchant(flowsOf(transactions, accounts)), today)
    .filter(({ rows }) => rows.some(({ id }) => changedIds.has(id)))
    .map(({ recurring }) => recurring);
}

/** So many are named. */
const MOST_NAMED = 5;

/** Such as `2 recurring payments: Films ($17.99 monthly) and Films ($21.99 monthly)`; null for none. */
export function paymentsSentence(payments: readonly Recurring[], format: Format): string | null {
  if (payments.length === 0) return null;
  const named = payments.slice(0, MOST_NAMED).map((recurring) => {
    const amount = format.isHidden ? '' : `${format.magnitude(recurring)} `;
    return `${recurring.name} (${amount}${recurring.cadence})`;
  });
  const more = payments.length - named.length;
  const count = payments.length === 1 ? '1 recurring payment' : `${payments.length} recurring payments`;
  return `${count}: ${formatList([...named, ...(more > 0 ? [`${more} more`] : [])])}`;
}

/**
 * A payment that counts as neither income nor spending is none that recurs; but it leaves or reaches its account all the
 * same, and is expected there. Null where nothing of that is so.
 */
export function aheadSentence(
  line: BookLine,
  payments: readonly Recurring[],
  accounts: readonly Account[],
): string | null {
  if (line.kind !== 'count' || (line.countsAs !== 'transfer' && line.countsAs !== 'nothing')) return null;
  const cash = new Set(accounts.filter(({ type }) => type === 'depository').map(({ id }) => id));
  const isExpected = payments.some(
    ({ status, accountIds }) => status === 'active' && cash.has(accountIds[0]),
  );
  return isExpected
    ? 'It is no longer listed as recurring, but the forecast for the account still expects it.'
    : null;
}
