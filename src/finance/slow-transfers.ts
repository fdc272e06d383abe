/**
 * Transfers between two linked accounts that are posted on different days: in between the money is on neither, or on both.
 * Both rows are of the same size and currency, on two accounts, at most five days apart, and count as a transfer or a
 * payment; what leaves may be a loan's payment. Each row is in one transfer at most: the nearest days first.
 */

import { addDays } from './days.ts';
import type { Flow } from './flow.ts';
import { groupBy } from './group-by.ts';
import type { Day } from './model.ts';

export interface SlowTransfer {
  readonly fromId: string;
  readonly toId: string;
  /** Positive. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly leftOn: Day;
  /** Never the same day; before it where the bank that receives is quicker. */
  readonly arrivedOn: Day;
}

/** ACH transfers take up to three working days (nacha.org), which a weekend makes five. */
const MOST_DAYS = 5;
/** Those of the same day are no slow ones, and are paired first so that none of their rows is in another pair. */
const DAYS_BETWEEN = [0, ...Array.from({ length: MOST_DAYS }, (_, index) => [index + 1, -index - 1]).flat()];

/** The slow transfers among posted rows. The order of the rows makes no difference. */
export function slowTransfers(flows: readonly Flow[]): SlowTransfer[] {
  const legs = flows.filter(isLeg).sort((a, b) => (a.id < b.id ? -1 : 1));
  const alike = groupBy(legs, ({ currency, amountMinor }) => `${Math.abs(amountMinor)} ${currency}`);
  return [...alike.values()].flatMap(pairsOf);
}

function isLeg({ kind, isPending, category, amountMinor }: Flow): boolean {
  if (isPending || amountMinor === 0) return false;
  return kind === 'transfer' || kind === 'payment' || (category === 'LOAN_PAYMENTS' && amountMinor < 0);
}

function pairsOf(legs: readonly Flow[]): SlowTransfer[] {
  const leaving = legs.filter(({ amountMinor }) => amountMinor < 0);
  const arriving = groupBy(
    legs.filter(({ amountMinor }) => amountMinor > 0),
    ({ date }) => date,
  );
  const taken = new Set<Flow>();
  return DAYS_BETWEEN.flatMap((days) =>
    leaving.flatMap((from): SlowTransfer[] => {
      if (taken.has(from)) return [];
      const candidates = arriving.get(addDays(from.date, days)) ?? [];
      const to = candidates.find((row) => !taken.has(row) && row.accountId !== from.accountId);
      if (to === undefined) return [];
      taken.add(from).add(to);
      if (days === 0) return [];
      const { amountMinor, currency } = to;
      return [
        {
          ...{ fromId: from.accountId, toId: to.accountId, amountMinor, currency },
          ...{ leftOn: from.date, arrivedOn: to.date },
        },
      ];
    }),
  );
}
