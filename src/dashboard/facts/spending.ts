/** Income and spending as programs read them: by category, by month, by merchant. */

import type { DayRange } from '../../bank/model.ts';
import { inTurn } from '../../bank/turns.ts';
import type { Amount, Amounts } from '../../present/amounts.ts';
import { cashFlow } from '../../present/cash-flow.ts';
import type { Flow } from '../../present/flow.ts';
import type { IncomeAndSpending } from '../../present/income-and-spending.ts';
import { topMerchants } from '../../present/merchants.ts';
import { spendingByCategory } from '../../present/spending.ts';
import { spendingTrends, type Trend } from '../../present/trends.ts';
import type { MonthsBack } from '../months-back.ts';
import { type CategoryFacts, categoryFacts } from './transactions.ts';

const MOST_MERCHANTS = 12;

export interface SpendingFacts {
  readonly currency: string;
  readonly spent: Amount | null;
  readonly categories: readonly CategorySpendingFacts[];
}

export interface CategorySpendingFacts {
  readonly category: CategoryFacts;
  readonly spent: Amount | null;
  readonly share: number | null;
  readonly count: number;
}

export interface SpendingReport {
  readonly cashFlow: readonly CashFlowFacts[];
  readonly categories: readonly TrendsFacts[];
  readonly merchants: readonly MerchantsFacts[];
}

export interface CashFlowFacts {
  readonly currency: string;
  readonly months: readonly (SumsFacts & { readonly month: string })[];
  readonly average: SumsFacts | null;
}

export interface SumsFacts {
  readonly income: Amount | null;
  readonly spent: Amount | null;
  readonly net: Amount | null;
}

export interface TrendsFacts {
  readonly currency: string;
  readonly categories: readonly (TrendFacts & { readonly category: CategoryFacts })[];
  readonly total: TrendFacts;
}

export interface TrendFacts {
  readonly spent: Amount | null;
  readonly average: Amount | null;
  readonly byMonth: readonly { readonly month: string; readonly spent: Amount | null }[];
}

export interface MerchantsFacts {
  readonly currency: string;
  readonly merchants: readonly {
    readonly name: string;
    readonly spent: Amount | null;
    readonly count: number;
  }[];
}

/** What was spent in a range of days, in each currency. */
export function spendingFacts(flows: readonly Flow[], range: DayRange, amounts: Amounts): SpendingFacts[] {
  return spendingByCategory(flows, range).map(({ currency, spentMinor, categories }) => ({
    currency,
    spent: amounts.of(spentMinor, currency),
    categories: categories.map(({ category, count, share, ...sums }) => ({
      category: categoryFacts(category.id),
      spent: amounts.of(sums.spentMinor, currency),
      share: amounts.ratio(share),
      count,
    })),
  }));
}

/** Months of it, in a turn for each way to look at it. */
export async function spendingReport(
  flows: readonly Flow[],
  back: MonthsBack,
  amounts: Amounts,
): Promise<SpendingReport> {
  return {
    cashFlow: await inTurn(() => cashFlowFacts(flows, back, amounts)),
    categories: await inTurn(() => trendFacts(flows, back, amounts)),
    merchants: await inTurn(() => merchantFacts(flows, back, amounts)),
  };
}

/** Income and spending of each month, the last of which is not over yet, and of an average one. */
function cashFlowFacts(flows: readonly Flow[], back: MonthsBack, amounts: Amounts): CashFlowFacts[] {
  return cashFlow(flows, back).map(({ currency, months, average }) => {
    const sums = ({ incomeMinor, spentMinor, netMinor }: IncomeAndSpending): SumsFacts => ({
      income: amounts.of(incomeMinor, currency),
      spent: amounts.of(spentMinor, currency),
      net: amounts.of(netMinor, currency),
    });
    return {
      currency,
      months: months.map(({ month, ...own }) => ({ month, ...sums(own) })),
      average: average && sums(average),
    };
  });
}

/** Each category's spending in every month. */
function trendFacts(flows: readonly Flow[], back: MonthsBack, amounts: Amounts): TrendsFacts[] {
  return spendingTrends(flows, back).map(({ currency, months, categories, total }) => {
    const trend = ({ spentMinor, totalMinor, averageMinor }: Trend): TrendFacts => ({
      spent: amounts.of(totalMinor, currency),
      average: amounts.of(averageMinor, currency),
      byMonth: spentMinor.map((minor, index) => ({
        month: months[index] as string,
        spent: amounts.of(minor, currency),
      })),
    });
    return {
      currency,
      categories: categories.map((own) => ({ category: categoryFacts(own.category.id), ...trend(own) })),
      total: trend(total),
    };
  });
}

/** The merchants that most money went to. */
function merchantFacts(flows: readonly Flow[], { range }: MonthsBack, amounts: Amounts): MerchantsFacts[] {
  return topMerchants(flows, range, MOST_MERCHANTS).map(({ currency, merchants }) => ({
    currency,
    merchants: merchants.map(({ name, count, spentMinor }) => ({
      name,
      spent: amounts.of(spentMinor, currency),
      count,
    })),
  }));
}
