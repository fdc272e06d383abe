/** The merchants that most money went to. */

import type { Flow } from './flow.ts';
import { groupByCurrency } from './group-by.ts';
import { merchantKeys } from './merchant-keys.ts';
import { filterNames } from './merchant-names.ts';
import type { DayRange } from './model.ts';
import { spendingIn } from './spending.ts';

interface MerchantSpending {
  /** As in the first of its transactions. */
  readonly name: string;
  /** What finds all of them in a filter, and none of another merchant. */
  readonly filterNames: readonly string[];
  readonly spentMinor: number;
  readonly count: number;
}

interface TopMerchants {
  readonly currency: string;
  /** The largest first; one that gave back all it took is left out. */
  readonly merchants: readonly MerchantSpending[];
}

/** So many merchants of each currency in a range of days. */
export function topMerchants(flows: readonly Flow[], range: DayRange, count: number): TopMerchants[] {
  return groupByCurrency(spendingIn(flows, range)).map(({ currency, rows }) => ({
    currency,
    merchants: spendingByMerchant(rows)
      .filter(({ spentMinor }) => spentMinor > 0)
      .sort((a, b) => b.spentMinor - a.spentMinor)
      .slice(0, count),
  }));
}

/** In one pass: twenty thousand rows gathered into lists would be read from all over memory once more. */
function spendingByMerchant(rows: readonly Flow[]): MerchantSpending[] {
  const keyOf = merchantKeys(rows);
  const byKey = new Map<
    string,
    { names: Set<string>; toldNames: Set<string>; spentMinor: number; count: number }
  >();
  for (const row of rows) {
    const key = keyOf(row);
    const merchant = byKey.get(key) ?? { names: new Set(), toldNames: new Set(), spentMinor: 0, count: 0 };
    merchant.names.add(row.name);
    if (row.told) merchant.toldNames.add(row.told.name);
    merchant.spentMinor -= row.amountMinor;
    merchant.count += 1;
    byKey.set(key, merchant);
  }
  const merchants = [...byKey.values()].map(({ names, toldNames, ...sums }) => ({
    ...sums,
    names: [...names],
    toldNames: [...toldNames],
  }));
  const values = filterNames(
    merchants.map(({ names }) => names),
    merchants.map(({ toldNames }) => toldNames),
  );
  return merchants.map(({ names, toldNames: _, ...sums }, index) => ({
    ...sums,
    name: names[0] ?? '',
    filterNames: values[index] ?? [],
  }));
}
