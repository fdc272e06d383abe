/** What everything came to on each day: a chart, its extremes, and a table of months, for each currency. */

import type { Book } from '../../finance/book/lines.ts';
import { ownFigureWords } from '../../finance/book/own-accounts.ts';
import { currencyName } from '../../finance/currency.ts';
import { addDays, lastOfMonth, monthOf } from '../../finance/days.ts';
import { LONGEST_QUERY, linkedCurrency } from '../../finance/figure-links.ts';
import { toQuery } from '../../finance/filter.ts';
import type { Format } from '../../finance/format.ts';
import type { Day, DayRange } from '../../finance/model.ts';
import { isOwn, type NetWorthHistory, type WorthDay } from '../../finance/net-worth-history.ts';
import type { MonthsBack } from '../../finance/period.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { extremesOf } from '../../finance/worth-extremes.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { type ConvertedLine, convertedLine } from '../../sections/converted.ts';
import { type BalanceHistory, todaysSums } from './balance-history.ts';
import { type WorthChart, worthChart } from './chart.ts';
import { aboutOf, reasonOf } from './words.ts';

export interface WorthTotalModel {
  readonly asOf: string;
  readonly currencies: readonly WorthOfCurrency[];
  /** Today's, without what each currency leaves out; null without rates of the person's own. */
  readonly converted: ConvertedLine | null;
  /** What that is. */
  readonly allTogether: string;
}

interface WorthOfCurrency {
  readonly currency: string;
  readonly name: string;
  readonly caption: string;
  readonly summary: string;
  /** Null where no account has a past. */
  readonly chart: WorthChart | null;
  readonly parts: readonly { readonly id: string; readonly title: string }[];
  readonly extremes: readonly {
    readonly label: string;
    readonly amount: string;
    readonly day: string;
    /** Of the address of the transactions that it is made of; null where it is a balance. */
    readonly query: string | null;
  }[];
  readonly months: readonly {
    readonly label: string;
    readonly query: string;
    /** Of each part; null where it is not known. */
    readonly parts: readonly string[] | null;
    readonly net: string | null;
    readonly change: string | null;
  }[];
  /** Why cells of the table are empty; null where none is. */
  readonly unknown: string | null;
  /** What is not in it, or only about right, a line each. */
  readonly leftOut: readonly string[];
  readonly about: readonly string[];
  /** Figures of the person's own that are in it, a line each. */
  readonly own: readonly string[];
  readonly bridged: string | null;
  /** What may have come from another account before the first day, or be on its way to one; null where nothing is. */
  readonly unsure: { readonly came: string | null; readonly left: string | null };
}

/** A block for each currency: two currencies are never on one axis. */
export function worthTotalSection(
  balances: BalanceHistory,
  { months }: MonthsBack,
  format: Format,
  book: Book,
): WorthTotalModel {
  const currencyInLinks = linkedCurrency(balances.pasts.map(({ account }) => account));
  return {
    asOf: `${format.count(months)} months, at the end of each day`,
    currencies: balances.histories.map((history) => {
      const link = (range: DayRange) => queryOf(history, range, currencyInLinks(history.currency));
      return currencyModel(history, balances.range, link, format);
    }),
    converted: convertedLine(todaysSums(balances), book, format),
    allTogether: balances.histories.some(({ leftOut }) => leftOut.length > 0)
      ? 'All together today, without the accounts named below'
      : 'All together today',
  };
}

function currencyModel(
  history: NetWorthHistory,
  range: DayRange,
  link: (range: DayRange) => string,
  format: Format,
): WorthOfCurrency {
  const { currency, days, parts, leftOut, counted, bridged, unsure } = history;
  const name = currencyName(currency);
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  // The first day is the one before those that are told.
  const from = days[0] && addDays(days[0].date, 1);
  const hasMoves = from !== undefined && !history.isOwnAlone;
  return {
    ...{ currency, name, caption: `Net worth on each day, ${name}` },
    summary: from ? summaryOf(history, from, format) : 'No account has enough history.',
    chart: hasMoves ? worthChart(history, range, format) : null,
    parts: parts.map(({ id, title }) => ({ id, title })),
    extremes: hasMoves ? extremeRows(history, link, format) : [],
    months: (hasMoves ? history.months : []).map(({ month, end, partsMinor, changeMinor }) => ({
      label: format.month(month),
      query: link({ from: `${month}-01`, to: lastOfMonth(`${month}-01`) }),
      parts: end && partsMinor.map(money),
      net: end && money(end.netMinor),
      change: changeMinor === null ? null : format.flow({ amountMinor: changeMinor, currency }),
    })),
    unknown: days[0] ? unknownBefore(days[0].date, range, format) : null,
    leftOut: leftOut.map((past) => {
      const todayMinor = past.days.at(-1)?.balanceMinor ?? null;
      const today = todayMinor === null ? '' : ` (${money(todayMinor)} today)`;
      return `${accountLabel(past.account)}${today}: ${reasonOf(past, format)}.`;
    }),
    about: counted.flatMap((past) => {
      const about = aboutOf(past);
      return about === null ? [] : [`${accountLabel(past.account)}: ${about}.`];
    }),
    own: counted.flatMap((past) => {
      const { account } = past;
      const words = ownFigureWords(account, format);
      return words === null ? [] : [`${account.name}: ${money(account.balanceMinor ?? 0)}, ${words}.`];
    }),
    bridged: bridgedSentence(bridged.length, format),
    unsure: unsureSentences(unsure, format),
  };
}

function summaryOf(history: NetWorthHistory, from: Day, format: Format): string {
  const { days, currency, leftOut, isOwnAlone } = history;
  const extremes = extremesOf(days);
  const now = format.money({ amountMinor: days.at(-1)?.netMinor ?? 0, currency });
  const accounts = leftOut.length === 1 ? 'the account' : `the ${format.count(leftOut.length)} accounts`;
  const today = `${now} today${leftOut.length === 0 ? '' : `, without ${accounts} named below`}`;
  if (extremes === null || isOwnAlone) return `${today}.`;
  if (format.isHidden) return `Since ${format.day(from)}.`;
  const { changeMinor } = extremes;
  const size = format.magnitude({ amountMinor: changeMinor, currency });
  const change = changeMinor === 0 ? 'As much as' : `${size} ${changeMinor > 0 ? 'more' : 'less'} than`;
  return `${today}. ${change} before ${format.day(from)}.`;
}

/** Which days are not known, and what is missing for it; null where even the day before the range is known. */
function unknownBefore(first: Day, { from }: DayRange, format: Format): string | null {
  if (first < from) return null;
  const cause = `Before ${format.day(first)} it is not known`;
  if (first === from) return `${cause}, so the first month has no change.`;
  return monthOf(first) === monthOf(from)
    ? `${cause}, so the chart is hatched there and the first month has no change.`
    : `${cause}, so the chart is hatched there and the table empty.`;
}

function bridgedSentence(count: number, format: Format): string | null {
  if (count === 0) return null;
  const which = count === 1 ? 'A transfer' : `${format.count(count)} transfers`;
  return `${which} between your accounts took some days. Until it arrives, the money is counted in the account it left.`;
}

function unsureSentences(unsure: NetWorthHistory['unsure'], format: Format): WorthOfCurrency['unsure'] {
  const came = unsure.filter(({ amountMinor }) => amountMinor > 0);
  const left = unsure.filter(({ amountMinor }) => amountMinor < 0);
  const on = (legs: typeof unsure) =>
    formatList([...new Set(legs.map(({ date }) => date))].sort().map((date) => format.day(date)));
  const words = ({ length }: typeof unsure) =>
    length === 1
      ? { which: 'A transfer', its: 'its', itCounts: 'It counts' }
      : { which: 'Transfers', its: 'their', itCounts: 'They count' };
  const [ofCame, ofLeft] = [words(came), words(left)];
  return {
    came:
      came.length === 0
        ? null
        : `${ofCame.which} that came on ${on(came)} may have left another of your accounts before these days. ${ofCame.itCounts} in the change, but not as the best day.`,
    left:
      left.length === 0
        ? null
        : `${ofLeft.which} that left on ${on(left)} may still be on ${ofLeft.its} way to another of your accounts. ${ofLeft.itCounts} in the change, but not as the worst day.`,
  };
}

function extremeRows(
  { days, currency, unsure }: NetWorthHistory,
  link: (range: DayRange) => string,
  format: Format,
): WorthOfCurrency['extremes'] {
  const extremes = extremesOf(days, unsure);
  if (extremes === null) return [];
  const { changeMinor, highest, lowest, best, worst } = extremes;
  const range = { from: addDays(days[0]?.date ?? '', 1), to: days.at(-1)?.date ?? '' };
  const balance = (label: string, { date, netMinor }: WorthDay) => ({
    ...{ label, amount: format.money({ amountMinor: netMinor, currency }) },
    ...{ day: format.day(date), query: null },
  });
  const change = (label: string, day: typeof best) =>
    day === null
      ? []
      : [
          {
            ...{ label, amount: format.flow({ amountMinor: day.changeMinor, currency }) },
            ...{ day: format.day(day.date), query: link({ from: day.date, to: day.date }) },
          },
        ];
  return [
    {
      ...{ label: 'Change', amount: format.flow({ amountMinor: changeMinor, currency }) },
      ...{ day: `since ${format.day(range.from)}`, query: link(range) },
    },
    balance('Highest', highest),
    balance('Lowest', lowest),
    ...change('Best day', best),
    ...change('Worst day', worst),
  ];
}

/**
 * Of the address of the posted transactions behind a change: of the counted accounts alone where others are left out, as far
 * as an address has room for their ids.
 */
function queryOf({ counted, leftOut }: NetWorthHistory, { from, to }: DayRange, currency: string): string {
  const query = (account: readonly string[]) => toQuery({ account, currency, from, to, pending: 'no' });
  const atBanks = counted.filter((past) => !isOwn(past));
  const exact = query(leftOut.length > 0 ? atBanks.map(({ account }) => account.id) : []);
  return exact.length > LONGEST_QUERY ? query([]) : exact;
}
