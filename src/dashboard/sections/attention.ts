/** Banks that need something of their owner, each named, with one thing to do. */

import type { BankError } from '../../bank/errors.ts';
import { bankProblem } from '../../present/bank-problems.ts';
import type { BankReading, Reading } from '../reading.ts';
import type { SectionOutcome } from '../section.ts';

/** The lines of the strip; null when every bank is well. */
export async function attentionSection(reading: Reading): Promise<SectionOutcome | null> {
  const errors = await Promise.all(reading.banks.map(worstError));
  const lines = reading.banks.flatMap(({ id, name }, index) => {
    const error = errors[index];
    return error ? [{ id, name, ...bankProblem(error) }] : [];
  });
  return lines.length > 0 ? { state: 'ready', model: { lines } } : null;
}

/** A connection's own fault explains all others; without transactions more is missing than without live balances. */
async function worstError({ item, history, live }: BankReading): Promise<BankError | null> {
  const status = await item;
  if (status.ok && status.value.error) return status.value.error;
  const [transactions, balances] = await Promise.all([history, live]);
  if (!transactions.ok) return transactions.error;
  return balances.ok || balances.error.kind === 'plaid-down' ? null : balances.error;
}
