/** The balances ahead as charts, tables and sentences. */

import { type Band, band } from '../../charts/band.ts';
import { currencyName } from '../../finance/currency.ts';
import { firstOfMonth, monthOf } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { HIDDEN_DAYS, type Tested } from './forecast/back-test.ts';
import type { BalanceAhead, CurrencyAhead, DayAhead, Likely } from './forecast/forecast.ts';
import type { KnownAhead } from './read-ahead.ts';

export interface BalancesModel {
  readonly asOf: string;
  readonly currencies: readonly {
    /** Null where there is one currency only. */
    readonly name: string | null;
    readonly together: BalanceView;
    /** The accounts, where there are several. */
    readonly accounts: readonly BalanceView[];
    /** Of accounts that count with what is certain only; null where all have history. */
    readonly without: string | null;
  }[];
}

export interface BalanceView {
  readonly id: string;
  readonly label: string;
  readonly now: string;
  readonly lowest: string;
  /** From when on it could be below zero; null where it could not, or amounts are hidden. */
  readonly warning: string | null;
  /** How good it would have been, or why nobody can tell. */
  readonly quality: string;
  readonly hasLikely: boolean;
  readonly caption: string;
  readonly chart: Pick<Band, 'ticks' | 'zeroY' | 'line' | 'area' | 'middle'> & {
    readonly months: readonly { readonly x: number; readonly label: string }[];
  };
  readonly rows: readonly { readonly day: string; readonly sure: string; readonly likely: string }[];
}

/** A chart for all accounts of each currency, and one for each account. */
export function balancesSection({ forecast, backTest }: KnownAhead, format: Format): BalancesModel {
  const { currencies } = forecast;
  return {
    asOf: `Next ${currencies[0]?.days.length ?? 0} days`,
    currencies: currencies.map((known) => {
      const { currency, accounts } = known;
      const label = accounts.length === 1 ? labelOf(known) : 'All cash accounts';
      const tested = backTest?.currencies.get(currency) ?? null;
      return {
        name: currencies.length > 1 ? currencyName(currency) : null,
        together: balanceView(known, { id: currency, label, currency, tested, format }),
        accounts:
          accounts.length === 1
            ? []
            : accounts.map((one, index) =>
                balanceView(one, {
                  ...{ id: `${currency}-${index}`, label: accountLabel(one.account), currency, format },
                  tested: backTest?.accounts.get(one.account.id) ?? null,
                }),
              ),
        without: withoutLikely(known),
      };
    }),
  };
}

function labelOf({ accounts: [only] }: CurrencyAhead): string {
  return only ? accountLabel(only.account) : '';
}

function withoutLikely({ accounts, days }: CurrencyAhead): string | null {
  const names = accounts.filter((one) => one.days[0]?.likely === null).map(({ account }) => account.name);
  if (names.length === 0 || days[0]?.likely === null) return null;
  return `There is too little history of ${formatList(names)}: only what is certain of it is in this.`;
}

interface ViewOptions {
  readonly id: string;
  readonly label: string;
  readonly currency: string;
  readonly tested: Tested | null;
  readonly format: Format;
}

function balanceView(ahead: BalanceAhead, options: ViewOptions): BalanceView {
  const { id, label, currency, tested, format } = options;
  const { startMinor, days } = ahead;
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  const hasLikely = days[0]?.likely !== null;
  return {
    ...{ id, label, hasLikely },
    now: money(startMinor),
    lowest: lowestOf(days, money, format),
    warning: warningOf(days, format),
    quality: qualityOf(hasLikely, tested, money, format),
    caption: `${label}, balance of the next ${days.length} days, ${currencyName(currency)}`,
    chart: chartOf(ahead, currency, format),
    rows: days
      .filter((_, index) => index % 7 === 6 || index === days.length - 1)
      .map(({ date, sureMinor, likely }) => ({
        day: format.dayHeading(date),
        sure: money(sureMinor),
        likely: likely ? rangeOf(likely, money, format) : '',
      })),
  };
}

function lowestOf(days: readonly DayAhead[], money: (amountMinor: number) => string, format: Format): string {
  const worthOn = ({ likely, sureMinor }: DayAhead) => likely?.middleMinor ?? sureMinor;
  const [first, ...others] = days;
  if (!first) return '';
  const lowest = others.reduce((least, day) => (worthOn(day) < worthOn(least) ? day : least), first);
  const on = format.dayHeading(lowest.date);
  if (lowest.likely === null)
    return `Lowest on ${on}: ${money(lowest.sureMinor)}, counting only what is certain.`;
  if (format.isHidden) return `Lowest on ${on}.`;
  return `Lowest on ${on}: likely ${rangeOf(lowest.likely, money, format)}.`;
}

/** A mask beside a mask says nothing. */
function rangeOf(
  { lowMinor, highMinor }: Likely,
  money: (amountMinor: number) => string,
  { isHidden }: Format,
): string {
  const [low, high] = [money(lowMinor), money(highMinor)];
  return isHidden || low === high ? low : `${low} to ${high}`;
}

/** None while amounts are hidden: it would tell a sign. */
function warningOf(days: readonly DayAhead[], format: Format): string | null {
  if (format.isHidden) return null;
  const below = days.find(({ likely, sureMinor }) => (likely?.lowMinor ?? sureMinor) < 0);
  return below ? `It could be below zero from ${format.dayHeading(below.date)} on.` : null;
}

function qualityOf(
  hasLikely: boolean,
  tested: Tested | null,
  money: (amountMinor: number) => string,
  format: Format,
): string {
  if (!hasLikely)
    return 'There is too little history to say what is likely, so only what is certain is shown.';
  if (tested === null) return 'There is too little history to test how good this is.';
  const { insideCount, nearMinor, nearCount } = tested;
  const inside = `${insideCount} of ${HIDDEN_DAYS} days`;
  if (format.isHidden) return `Tested on your last ${HIDDEN_DAYS} days: inside the likely band on ${inside}.`;
  return `Tested on your last ${HIDDEN_DAYS} days, from what was known before them: it would have been within ${money(nearMinor)} on ${nearCount} of ${HIDDEN_DAYS} days, and inside the likely band on ${inside}.`;
}

function chartOf({ startMinor, days }: BalanceAhead, currency: string, format: Format): BalanceView['chart'] {
  const start = { low: startMinor, middle: startMinor, high: startMinor };
  const hasLikely = days[0]?.likely !== null;
  const { xOf, ...chart } = band(
    [
      { value: startMinor, band: hasLikely ? start : null },
      ...days.map(({ sureMinor, likely }) => ({
        value: sureMinor,
        band: likely && { low: likely.lowMinor, middle: likely.middleMinor, high: likely.highMinor },
      })),
    ],
    format.isHidden ? null : (amountMinor) => format.short({ amountMinor, currency }),
  );
  const months = days.flatMap(({ date }, index) =>
    date === firstOfMonth(date) ? [{ x: xOf(index + 1), label: format.shortMonth(monthOf(date)) }] : [],
  );
  return { ...chart, months };
}
