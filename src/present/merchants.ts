/** The merchants that most money went to. */

import type { DayRange } from '../bank/bank.ts';
import type { Flow } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import { incomeAndSpending } from './income-and-spending.ts';
import { merchantKeys } from './merchant.ts';
import { spendingIn } from './spending.ts';

export interface MerchantSpending {
  /** As in the first of its transactions. */
  readonly name: string;
  readonly spentMinor: number;
  readonly count: number;
}

export interface TopMerchants {
  readonly currency: string;
  /** The largest first; one that gave back all it took is left out. */
  readonly merchants: readonly MerchantSpending[];
}

/** So many merchants of each currency in a range of days. */
export function topMerchants(flows: readonly Flow[], range: DayRange, count: number): TopMerchants[] {
  return groupByCurrency(spendingIn(flows, range)).map(({ currency, rows }) => ({
    currency,
    merchants: [...groupBy(rows, merchantKeys(rows)).values()]
      .map((own) => ({
        name: own[0]?.name ?? '',
        spentMinor: incomeAndSpending(own).spentMinor,
        count: own.length,
      }))
      .filter(({ spentMinor }) => spentMinor > 0)
      .sort((a, b) => b.spentMinor - a.spentMinor)
      .slice(0, count),
  }));
}
