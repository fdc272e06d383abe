/** The merchants that most money went to. */

import { currencyName } from '../../finance/currency.ts';
import { linkedCurrency, merchantQuery } from '../../finance/figure-links.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import { topMerchants } from '../../finance/merchants.ts';
import type { MonthsBack } from '../../finance/period.ts';

/** The page and the API show as many. */
export const MOST_MERCHANTS = 12;

export interface MerchantsModel {
  readonly asOf: string;
  readonly currencies: readonly { readonly name: string; readonly rows: readonly MerchantRow[] }[];
}

interface MerchantRow {
  readonly name: string;
  /** Of the address of its transactions; null where they have too many names for one. */
  readonly query: string | null;
  readonly times: string;
  readonly spent: string;
}

/** A table for each currency; each name leads to its transactions. */
export function merchantsSection(
  flows: readonly Flow[],
  { months, range }: MonthsBack,
  format: Format,
): MerchantsModel {
  const top = topMerchants(flows, range, MOST_MERCHANTS).filter(({ merchants }) => merchants.length > 0);
  const currencyInLinks = linkedCurrency(flows);
  return {
    asOf: `${format.count(months)} months, net of refunds`,
    currencies: top.map(({ currency, merchants }) => ({
      name: currencyName(currency),
      rows: merchants.map(({ name, filterNames, count, spentMinor }) => ({
        name,
        query: merchantQuery(filterNames, {
          counts: 'spending',
          currency: currencyInLinks(currency),
          from: range.from,
        }),
        times: format.count(count),
        spent: format.money({ amountMinor: spentMinor, currency }),
      })),
    })),
  };
}
