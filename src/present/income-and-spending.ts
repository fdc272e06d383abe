/** What came in as income and what was spent, out of flows of one currency. */

import type { Flow } from './flow.ts';

export interface IncomeAndSpending {
  readonly incomeMinor: number;
  /** Positive is spent; refunds are taken off, so that it is negative where more came back. */
  readonly spentMinor: number;
  /** Income less spending. */
  readonly netMinor: number;
}

/** Transfers, payments and borrowing count as neither. */
export function incomeAndSpending(flows: readonly Flow[]): IncomeAndSpending {
  let incomeMinor = 0;
  let spentMinor = 0;
  for (const { kind, amountMinor } of flows) {
    if (kind === 'income') incomeMinor += amountMinor;
    else if (kind === 'spending') spentMinor -= amountMinor;
  }
  return { incomeMinor, spentMinor, netMinor: incomeMinor - spentMinor };
}

/** Whether a flow counts at all. */
export function isIncomeOrSpending({ kind }: Flow): boolean {
  return kind === 'income' || kind === 'spending';
}
