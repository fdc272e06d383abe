/** A transaction as it would be without the person's book. */

import type { Transaction } from '../model.ts';

/** Whether the book says anything of it that the bank and Plaid do not. */
export function isByBook({ told, countsAs }: Transaction): boolean {
  return told !== undefined || countsAs !== undefined;
}

/** The same with the name and the category that were told, counting as these say. */
export function asTold(row: Transaction): Transaction {
  const { told, countsAs: _, ...rest } = row;
  return { ...rest, ...told };
}
