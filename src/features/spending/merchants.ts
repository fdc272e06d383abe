/** The merchants that most money went to. */

import { currencyName } from '../../finance/currency-name.ts';
import { parseFilter, toQuery } from '../../finance/filter.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import { topMerchants } from '../../finance/merchants.ts';
import type { MonthsBack } from '../../finance/period.ts';

const HOW_MANY = 12;

export interface MerchantsModel {
  readonly asOf: string;
  readonly currencies: readonly MerchantsOfCurrency[];
}

export interface MerchantsOfCurrency {
  readonly name: string;
  readonly rows: readonly RankedMerchant[];
}

export interface RankedMerchant {
  readonly name: string;
  /** Of the address of its transactions. */
  readonly query: string;
  readonly times: string;
  readonly spent: string;
}

/** A table for each currency; each name leads to its transactions. */
export function merchantsSection(
  flows: readonly Flow[],
  { months, range }: MonthsBack,
  format: Format,
): MerchantsModel {
  const top = topMerchants(flows, range, HOW_MANY).filter(({ merchants }) => merchants.length > 0);
  return {
    asOf: `${format.count(months)} months, refunds taken off`,
    currencies: top.map(({ currency, merchants }) => ({
      name: currencyName(currency),
      rows: merchants.map(({ name, count, spentMinor }) => ({
        name,
        query: toQuery(parseFilter({ q: name, from: range.from })),
        times: format.count(count),
        spent: format.money({ amountMinor: spentMinor, currency }),
      })),
    })),
  };
}
