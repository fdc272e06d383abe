/** The full list of transactions that a filter lets through: by day, a page at a time. */

import {
  DAYS,
  daysLabel,
  type Filter,
  type FilterFault,
  isUnfiltered,
  isUsed,
  lookBackDays,
  looksThroughAll,
  toQuery,
  withoutAll,
} from '../../finance/filter.ts';
import { flowsOf } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import type { Account, Day, DayRange } from '../../finance/model.ts';
import type { Totals } from '../../finance/totals.ts';
import { accountLabel, type TransactionRow, transactionRow } from '../../finance/transaction-row.ts';
import type { DayGroup } from '../../finance/transactions.ts';
import type { KnownHistory } from '../../reading/all-transactions.ts';
import { formatList, isPartial } from '../../reading/missing-banks.ts';
import { type Chip, chips } from './chips.ts';
import { type ExportLink, exportLinks } from './exports/formats.ts';
import { type FilterForm, filterForm } from './filter-form.ts';
import { findTransactions } from './find.ts';
import { type Subject, subjectOf, subjectTitle } from './subject.ts';

export interface TransactionListModel {
  /** What a list of one merchant or category is about, with its sums; null of any other list. */
  readonly subject: Subject | null;
  readonly form: FilterForm;
  /** How far back the list can look instead. */
  readonly ranges: readonly { readonly label: string; readonly href: string; readonly isCurrent: boolean }[];
  readonly chips: readonly Chip[];
  /** Through which days it looked, and for a search that these are all there are, as a sentence. */
  readonly lookedThrough: string;
  /** Where a search or a filter that found nothing has looked; null where there is none. */
  readonly lookedAt: string | null;
  /** A search that looked through less than there is: the same through all of it. */
  readonly wholeHref: string | null;
  readonly count: string;
  readonly isOne: boolean;
  readonly isEmpty: boolean;
  /** Of all pages together, or of this one alone; one for each currency. */
  readonly totals: readonly { readonly in: string; readonly out: string; readonly isAnyIn: boolean }[];
  readonly areTotalsOfPage: boolean;
  readonly groups: readonly DayGroupModel[];
  readonly isPartial: boolean;
  /** What is not sure to be whole on this page of the list alone; null where all of it is. */
  readonly edge: string | null;
  /** Whether any bank could be read. */
  readonly isKnown: boolean;
  readonly clearHref: string;
  readonly page: {
    readonly number: number;
    readonly of: number;
    readonly firstRow: string;
    readonly lastRow: string;
    readonly newerHref: string | null;
    readonly olderHref: string | null;
  };
  readonly exports: readonly ExportLink[];
  /** Whether the files hold transactions that are not listed, since Plaid's limit has cut the list. */
  readonly haveExportsMore: boolean;
  /** Whether the files lack what the banks did not give. */
  readonly areExportsPartial: boolean;
}

interface DayGroupModel {
  readonly heading: string;
  readonly count: string;
  readonly isOne: boolean;
  readonly totals: readonly string[];
  readonly rows: readonly TransactionRow[];
}

interface Options {
  readonly history: KnownHistory;
  /** The ids of banks that could not be read. */
  readonly unreadBanks: readonly string[];
  readonly filter: Filter;
  readonly faults: readonly FilterFault[];
  readonly range: DayRange;
  readonly today: Day;
  readonly format: Format;
  /** Whether a bank was read from a cache, which leaves the bank's own text out. */
  readonly isCached: boolean;
  /** The person's own words for categories. */
  readonly ownCategories: readonly string[];
}

const EDGE_MISSING =
  'The first or last day on this page may be incomplete: some transactions could not be read.';

/** What the page prints: the filter with its choices, the sums, one page of days, the exports. */
export async function transactionList(options: Options): Promise<TransactionListModel> {
  const { history, unreadBanks, filter, faults, range, today, format } = options;
  const { scheduleNext } = history.lane;
  const { page: shown, totals, rows } = await findTransactions(history, filter);
  const { page, pages, firstRow, lastRow, count, groups } = shown;
  const accounts = new Map(history.accounts.map((account) => [account.id, account]));
  const accountNames = new Map([...accounts].map(([id, account]) => [id, accountLabel(account)]));
  const title = subjectTitle(filter);
  const flowsAmong = (of: typeof rows) => scheduleNext(() => flowsOf(of, history.accounts));
  const flows = title === null ? [] : await flowsAmong(rows);
  const all = title === null ? [] : await flowsAmong(history.transactions);
  const subject =
    title === null
      ? null
      : await scheduleNext(() => subjectOf(flows, title, { filter, all, range, today, format }));
  return {
    subject,
    form: filterForm(filter, faults, history, options.ownCategories),
    ranges: DAYS.map((days) => ({
      label: daysLabel(days),
      href: hrefOf({ ...filter, days, from: '', to: '', page: 1 }),
      isCurrent: filter.from === '' && filter.to === '' && lookBackDays(filter) === days,
    })),
    chips: chips(filter, { accountNames, format }),
    lookedThrough: lookedThrough(options),
    lookedAt: isUnfiltered(filter) ? null : lookedAt(options),
    wholeHref:
      isUsed(filter, 'q') && !looksThroughAll(filter)
        ? hrefOf({ ...filter, days: null, from: '', to: '', page: 1 })
        : null,
    count: format.count(count),
    isOne: count === 1,
    isEmpty: count === 0,
    totals: totals.map((sums) => totalsRow(sums, format)),
    areTotalsOfPage: history.listPage !== null,
    groups: groups.map((group) => dayGroup(group, accounts, format)),
    isPartial: isPartial(history),
    edge: history.listPage?.isWhole === false ? EDGE_MISSING : null,
    isKnown: history.readBanks.length > 0,
    clearHref: hrefOf(withoutAll(filter)),
    page: {
      number: page,
      of: pages,
      firstRow: format.count(firstRow),
      lastRow: format.count(lastRow),
      newerHref: page > 1 ? hrefOf({ ...filter, page: page - 1 }) : null,
      olderHref: page < pages ? hrefOf({ ...filter, page: page + 1 }) : null,
    },
    exports: exportLinks(filter, unreadBanks),
    haveExportsMore: history.cutBanks.length > 0,
    // The files are read without a limit's cut.
    areExportsPartial: isPartial({ ...history, cutBanks: [] }),
  };
}

function lookedThrough({ filter, range, format, isCached }: Options): string {
  if (filter.to !== '' && filter.to < range.from)
    return `Plaid has no transactions before ${format.day(range.from)}`;
  if (filter.from > range.to) return 'They are still to come';
  const days = `from ${format.day(range.from)} to ${format.day(range.to)}`;
  if (!isUsed(filter, 'q')) return `F${days.slice(1)}`;
  const what = looksThroughAll(filter) ? `the full two years, ${days}` : days;
  // A cache entry lacks the bank's own text: what stands there alone is not found in it.
  return isCached ? `Searched names and amounts, ${what}, newest first` : `Searched ${what}, newest first`;
}

/** So many names of banks are read, more are counted. */
const MOST_NAMES = 3;

function lookedAt({ history, filter, range, format, isCached }: Options): string {
  const { readBanks, transactions } = history;
  const banks =
    readBanks.length > MOST_NAMES ? `${format.count(readBanks.length)} banks` : formatList(readBanks);
  const rows =
    transactions.length === 1 ? 'the only transaction' : `${format.count(transactions.length)} transactions`;
  const what = isUsed(filter, 'q')
    ? `the names${isCached ? '' : ', the bank’s own text'} and the amounts of ${rows}`
    : rows;
  const all = looksThroughAll(filter) ? ', which is all that Plaid has' : '';
  return `Looked at ${what} at ${banks}, from ${format.day(range.from)} to ${format.day(range.to)}${all}.`;
}

function hrefOf(filter: Filter): string {
  const query = toQuery(filter);
  return query === '' ? '/transactions' : `/transactions?${query}`;
}

function dayGroup(group: DayGroup, accounts: ReadonlyMap<string, Account>, format: Format): DayGroupModel {
  return {
    heading: group.day === null ? 'Pending' : format.dayHeading(group.day),
    count: format.count(group.count),
    isOne: group.count === 1,
    totals: group.totals.map(({ currency, netMinor }) => format.flow({ currency, amountMinor: netMinor })),
    rows: group.transactions.map((row) => transactionRow(row, accounts.get(row.accountId), format)),
  };
}

function totalsRow({ currency, inMinor, outMinor }: Totals, format: Format) {
  const flow = (amountMinor: number) => format.flow({ currency, amountMinor });
  return { in: flow(inMinor), out: flow(outMinor), isAnyIn: inMinor > 0 };
}
