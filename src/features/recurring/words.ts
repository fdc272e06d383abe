/** One thing that recurs, in words: a row of two lines, and what is in it when it is opened. */

import { type BookLink, linksOfRecurring } from '../../finance/book/links.ts';
import { categoryOf } from '../../finance/categories.ts';
import { addDays, daysBetween, monthOf } from '../../finance/days.ts';
import { merchantQuery } from '../../finance/figure-links.ts';
import type { Format } from '../../finance/format.ts';
import { filterNames } from '../../finance/merchant-names.ts';
import type { Account, Day } from '../../finance/model.ts';
import { toDecimal } from '../../finance/money.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import type { Recurring } from './detect/detect.ts';
import { doesVary, monthlyAmount, yearlyAmount } from './groups.ts';

export interface RecurringRow {
  readonly payee: string;
  readonly icon: string;
  /** A rise of the price within the last months; null where there is none. */
  readonly rise: string | null;
  /** Seen too few times, or too unevenly, to be sure. */
  readonly isDoubtful: boolean;
  readonly hasEnded: boolean;
  /** When it is expected next, or came last where it has ended. */
  readonly day: string;
  /** Of its latest payment; null where the bank does not share that account. */
  readonly account: string | null;
  readonly cadence: string;
  readonly amount: string;
  readonly isIn: boolean;
  /** What the opened row says. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  /** Of the address of its payments; null where they have too many names for one. */
  readonly query: string | null;
  readonly count: string;
  /** Where lines of the book about it begin; none where its payments have no word. */
  readonly bookLinks: readonly BookLink[];
}

/** How long a new price is news. */
const RISE_DAYS = 90;

export interface RowOptions {
  readonly accounts: readonly Account[];
  readonly currencyInLinks: (currency: string) => string;
  readonly today: Day;
  readonly format: Format;
}

/** The words of a row. */
export function recurringRow(
  recurring: Recurring,
  { accounts, currencyInLinks, today, format }: RowOptions,
): RecurringRow {
  const [accountId] = recurring.accountIds;
  const account = accounts.find(({ id }) => id === accountId);
  const hasEnded = recurring.status === 'cancelled';
  return {
    payee: recurring.name,
    icon: categoryOf(recurring.category).icon,
    rise: hasEnded ? null : riseOf(recurring, today, format),
    isDoubtful: recurring.confidence === 'low' && !hasEnded,
    hasEnded,
    day: whenOf(recurring, today, format),
    account: account ? accountLabel(account) : null,
    cadence: recurring.cadence,
    amount: format.flow(recurring),
    isIn: recurring.kind === 'income',
    facts: factsOf(recurring, format),
    query: paymentsQuery(recurring, currencyInLinks(recurring.currency), format),
    count: format.count(recurring.count),
    bookLinks: linksOfRecurring(recurring.toldNames, hasEnded),
  };
}

function riseOf({ priceRise, currency }: Recurring, today: Day, format: Format): string | null {
  if (!priceRise || daysBetween(priceRise.since, today) > RISE_DAYS) return null;
  if (format.isHidden) return 'Price went up';
  return `Up ${format.magnitude({ amountMinor: priceRise.toMinor - priceRise.fromMinor, currency })}`;
}

function whenOf({ nextDate, lastDate }: Recurring, today: Day, format: Format): string {
  if (nextDate === null) return `Last ${format.shortDay(lastDate)}`;
  if (nextDate < today) return `Was due ${format.shortDay(nextDate)}`;
  if (nextDate === today) return 'Today';
  return nextDate === addDays(today, 1) ? 'Tomorrow' : format.shortDay(nextDate);
}

/** Amounts besides the latest are left out where they are hidden, since a mask beside a mask says nothing. */
function factsOf(recurring: Recurring, format: Format): RecurringRow['facts'] {
  const { cadence, currency, priceRise, smallestMinor, largestMinor } = recurring;
  const { firstDate, lastDate, nextDate } = recurring;
  const size = (amountMinor: number) => format.magnitude({ amountMinor, currency });
  const facts = [
    ...(nextDate === null ? [] : [{ name: 'Expected', text: format.dayHeading(nextDate) }]),
    { name: 'Last', text: format.dayHeading(lastDate) },
    { name: 'Since', text: format.month(monthOf(firstDate)) },
  ];
  if (format.isHidden) return facts;
  if (doesVary(recurring))
    facts.push({ name: 'Amount', text: `Between ${size(smallestMinor)} and ${size(largestMinor)}` });
  if (priceRise) {
    const text = `${size(priceRise.fromMinor)} until it went up on ${format.day(priceRise.since)}`;
    facts.push({ name: 'Earlier price', text });
  }
  if (nextDate === null) return facts;
  if (cadence !== 'monthly')
    facts.push({ name: 'In a month', text: `${format.magnitude(monthlyAmount(recurring))} on average` });
  if (cadence !== 'yearly')
    facts.push({ name: 'In a year', text: format.magnitude(yearlyAmount(recurring)) });
  return facts;
}

/**
 * The query of its payments; null where they have too many names for one address. Amounts that are hidden stand in no
 * address either; the list then has the merchant's other payments too.
 */
export function paymentsQuery(
  recurring: Recurring,
  currencyInLink: string,
  { isHidden }: Format,
): string | null {
  const { names, accountIds, kind, isOneOfSeveral, currency, smallestMinor, largestMinor } = recurring;
  const decimal = (amountMinor: number) => toDecimal(Math.abs(amountMinor), currency);
  const amounts = { min: decimal(smallestMinor), max: decimal(largestMinor) };
  return merchantQuery(filterNames([names]).flat(), {
    account: accountIds,
    currency: currencyInLink,
    direction: kind === 'income' ? 'in' : 'out',
    ...(isOneOfSeveral && !isHidden ? amounts : {}),
  });
}
