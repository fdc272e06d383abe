/** The head of a list of one merchant or category: what it comes to in each month. */

import { lineHref } from '../../finance/book/links.ts';
import { categoryLabel, detailedLabel, primaryOf } from '../../finance/categories.ts';
import { currencyName } from '../../finance/currency.ts';
import { monthOf, sameDayLastMonth } from '../../finance/days.ts';
import { linkedCurrency } from '../../finance/figure-links.ts';
import { type Filter, looksThroughAll, toQuery } from '../../finance/filter.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import { groupBy } from '../../finance/group-by.ts';
import { bareName, isQuoted } from '../../finance/merchant-names.ts';
import type { Day, DayRange } from '../../finance/model.ts';
import { comparison } from '../../finance/month-so-far.ts';
import { type MonthlySums, monthlySums, type SumKind } from '../../finance/monthly-sums.ts';
import { type MonthBars, monthBars } from '../../sections/month-bars.ts';

export interface Subject {
  /** Of which all transactions of the list are. */
  readonly title: string;
  readonly currencies: readonly CurrencyOfSubject[];
  /** Of the form for a target of its only category; null where it is of anything else, or nothing of it is spending. */
  readonly targetHref: string | null;
  /** Looks through all that there is; null where this view does. */
  readonly wholeHref: string | null;
}

interface CurrencyOfSubject {
  readonly name: string;
  readonly currency: string;
  readonly facts: readonly {
    readonly label: string;
    readonly amount: string;
    readonly note: string | null;
  }[];
  /** That some of the list are in no sum here, as a sentence; null where all are. */
  readonly others: string | null;
  /** Null where the range has not even two months. */
  readonly months: Months | null;
  /** The detailed categories of the only category chosen, the largest first. */
  readonly parts: readonly {
    readonly label: string;
    /** Null for what Plaid has no detailed category for, which no filter is of. */
    readonly query: string | null;
    readonly amount: string;
  }[];
}

interface Months {
  readonly caption: string;
  readonly summary: string;
  readonly kind: SumKind;
  readonly isRunning: boolean;
  readonly chart: MonthBars;
  readonly average: string | null;
  readonly rows: readonly { readonly month: string; readonly amount: string }[];
}

const WORDS: Readonly<Record<SumKind, string>> = {
  spending: 'Spent',
  income: 'Received',
  'moved-in': 'Money in',
  'moved-out': 'Money out',
};

interface Options {
  readonly filter: Filter;
  /** Every flow of the range, whatever the filter lets through. */
  readonly all: readonly Flow[];
  readonly range: DayRange;
  readonly today: Day;
  readonly format: Format;
}

/** What a filter's transactions have in common: its merchants and categories. Null where it names neither. */
export function subjectTitle({ merchant, category }: Filter): string | null {
  const categories = category.length > 2 ? [`${category.length} categories`] : category.map(categoryLabel);
  const title = [
    merchant
      .slice(0, 1)
      .map((value) => (isQuoted(value) ? bareName(value) : value))
      .join(),
    categories.join(', '),
  ]
    .filter((part) => part !== '')
    .join(': ');
  return title === '' ? null : title;
}

/** The head with this title over these flows, which are all that the filter lets through. */
export function subjectOf(flows: readonly Flow[], title: string, options: Options): Subject {
  const { filter, all, range, today } = options;
  const currencyInLinks = linkedCurrency(flows);
  const [category, ...others] = filter.category;
  const isOfCategory = category !== undefined && others.length + filter.merchant.length === 0;
  const sumsOfAll = monthlySums(flows, { range, today, all, counts: filter.counts });
  const spentIn = new Set(flows.filter(({ kind }) => kind === 'spending').map(({ currency }) => currency));
  const currency = sumsOfAll.find((sums) => spentIn.has(sums.currency))?.currency;
  return {
    title,
    targetHref: isOfCategory && currency ? lineHref({ kind: 'target', category, currency }) : null,
    currencies: sumsOfAll.map((sums) => ({
      name: currencyName(sums.currency),
      currency: sums.currency,
      facts: factsOf(sums, options),
      others: sums.otherCount > 0 ? othersSentence(sums, options.format) : null,
      months: sums.months.length > 1 ? monthsOf(sums, title, options) : null,
      parts: partsOf(flows, sums, { ...options, currencyInLinks }),
    })),
    wholeHref: looksThroughAll(filter)
      ? null
      : `/transactions?${toQuery({ ...filter, days: null, from: '', to: '', page: 1 })}`,
  };
}

/** What only moved is counted where nothing else is, so that the others are of spending or income. */
function othersSentence({ otherCount, kind }: MonthlySums, format: Format): string {
  const what = kind === 'income' ? 'income' : 'spending';
  return otherCount === 1
    ? `1 transaction in this list is not ${what} and is left out of these sums.`
    : `${format.count(otherCount)} transactions in this list are not ${what} and are left out of these sums.`;
}

function factsOf(sums: MonthlySums, { range, today, format }: Options): CurrencyOfSubject['facts'] {
  const { currency, kind, soFar, averageMinor, totalMinor, count } = sums;
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  const facts: CurrencyOfSubject['facts'][number][] = [];
  if (soFar) {
    const { amountMinor, beforeMinor } = soFar;
    const days = `in the same days of ${format.month(monthOf(sameDayLastMonth(today)))}`;
    facts.push({
      label: `${WORDS[kind]} in ${format.month(monthOf(today))} so far`,
      amount: money(amountMinor),
      note:
        beforeMinor === null
          ? null
          : comparison(amountMinor, { amountMinor: beforeMinor, currency }, days, format),
    });
  }
  if (averageMinor !== null)
    facts.push({ label: 'In an average month', amount: money(averageMinor), note: null });
  const rows = count === 1 ? '1 transaction' : `${format.count(count)} transactions`;
  const until = range.to === today ? `since ${format.day(range.from)}` : daysBetween(range, format);
  facts.push({ label: 'Total', amount: money(totalMinor), note: `${rows} ${until}` });
  return facts;
}

function daysBetween({ from, to }: DayRange, format: Format): string {
  return `from ${format.day(from)} to ${format.day(to)}`;
}

function monthsOf(sums: MonthlySums, title: string, { range, today, format }: Options): Months {
  const { currency, kind, months, averageMinor } = sums;
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  const word = WORDS[kind];
  const [highest] = [...months].sort((a, b) => b.amountMinor - a.amountMinor);
  return {
    caption: `${title}: ${word.toLowerCase()} by month, ${currencyName(currency)}`,
    summary: highest ? `The most in ${format.month(highest.month)}: ${money(highest.amountMinor)}.` : '',
    kind,
    isRunning: range.to === today,
    chart: monthBars({
      months: months.map(({ month, amountMinor }) => ({ month, values: [amountMinor] })),
      names: [word.toLowerCase()],
      average: averageMinor,
      ...{ currency, format },
    }),
    average: averageMinor === null ? null : money(averageMinor),
    rows: months.map(({ month, amountMinor }) => ({
      month: format.month(month),
      amount: money(amountMinor),
    })),
  };
}

interface PartOptions extends Options {
  readonly currencyInLinks: (currency: string) => string;
}

function partsOf(flows: readonly Flow[], { currency, kind }: MonthlySums, options: PartOptions) {
  const { filter, format, currencyInLinks } = options;
  const [category = ''] = filter.category;
  if (filter.category.length !== 1 || primaryOf(category) || (kind !== 'spending' && kind !== 'income'))
    return [];
  const own = flows.filter((row) => row.currency === currency && row.kind === kind);
  const sign = kind === 'spending' ? -1 : 1;
  const parts = [...groupBy(own, (row) => row.detailedCategory)].map(([detailed, rows]) => ({
    detailed,
    isDetailed: rows.every((row) => row.category !== detailed),
    amountMinor: sign * rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0) + 0,
  }));
  if (parts.length < 2) return [];
  return parts
    .sort((a, b) => b.amountMinor - a.amountMinor)
    .map(({ detailed, isDetailed, amountMinor }) => ({
      label: detailedLabel(detailed),
      query: isDetailed
        ? toQuery({
            ...filter,
            category: [detailed],
            counts: kind,
            currency: filter.currency || currencyInLinks(currency),
            page: 1,
          })
        : null,
      amount: format.money({ amountMinor, currency }),
    }));
}
