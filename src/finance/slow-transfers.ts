/**
 * Transfers between two linked accounts that are posted on different days: in between the money is on neither, or on both.
 * Both rows are of the same size and currency, on two accounts, at most five days apart, and count as a transfer or a
 * payment, or would if the person did not leave them out; what leaves may be a loan's payment. Each row is in one transfer
 * at most: the nearest days first. One side may be pending still: then its balance lacks it.
 */

import { type Flow, isMoved, plaidCategories } from './flow.ts';
import type { Day } from './model.ts';
import { counts } from './pending-twins.ts';
import { transferPairs } from './transfer-pairs.ts';

export interface SlowTransfer {
  readonly fromId: string;
  readonly toId: string;
  /** Positive. */
  readonly amountMinor: number;
  readonly currency: string;
  /** Null while it is pending there. */
  readonly leftOn: Day | null;
  /** Never the same day; before it where the bank that receives is quicker. Null while it is pending there. */
  readonly arrivedOn: Day | null;
}

/** A side of a transfer whose other side is not among the rows. */
export type LoneLeg = Pick<Flow, 'accountId' | 'amountMinor' | 'currency' | 'date'>;

export interface Transfers {
  readonly slow: readonly SlowTransfer[];
  /** Posted ones. */
  readonly lone: readonly LoneLeg[];
}

/** ACH transfers take up to three working days (nacha.org), which a weekend makes five. */
export const MOST_DAYS = 5;

/** The transfers among these rows. The order of the rows makes no difference. */
export function transfersBetween(flows: readonly Flow[]): Transfers {
  // What is posted comes first, and is paired first.
  const legs = flows
    .filter(isLeg)
    .sort((a, b) => Number(a.isPending) - Number(b.isPending) || (a.id < b.id ? -1 : 1));
  // With those of the same day, which are no slow ones, so that none of their rows is in another pair.
  const pairs = transferPairs(legs, MOST_DAYS);
  const paired = new Set(pairs.flat());
  return {
    slow: pairs.flatMap(([from, to]) => slowTransfer(from, to)),
    lone: legs.filter((leg) => !paired.has(leg) && !leg.isPending && isMoved(leg)),
  };
}

function isLeg(row: Flow): boolean {
  if (row.amountMinor === 0 || !counts(row)) return false;
  return isMoved(row) || (plaidCategories(row).category === 'LOAN_PAYMENTS' && row.amountMinor < 0);
}

/** None where both balances have it from the same day on, or none has it yet. */
function slowTransfer(from: Flow, to: Flow): SlowTransfer[] {
  const [leftOn, arrivedOn] = [from, to].map(({ date, isPending }) => (isPending ? null : date));
  if (leftOn === undefined || arrivedOn === undefined || leftOn === arrivedOn) return [];
  const { amountMinor, currency } = to;
  return [{ fromId: from.accountId, toId: to.accountId, amountMinor, currency, leftOn, arrivedOn }];
}
