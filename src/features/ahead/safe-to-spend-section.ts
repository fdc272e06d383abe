/** What can be spent until the next income, with its sum line by line. */

import { currencyName } from '../../finance/currency.ts';
import { toQuery } from '../../finance/filter.ts';
import type { Format } from '../../finance/format.ts';
import type { Account } from '../../finance/model.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { paymentsQuery } from '../recurring/words.ts';
import type { KnownAhead } from './read-ahead.ts';
import { DAYS_WITHOUT_INCOME, type SafeToSpend, type SumLine, safeToSpend } from './safe-to-spend.ts';

export interface SafeToSpendModel {
  readonly currencies: readonly {
    /** Null where there is one currency only. */
    readonly name: string | null;
    /** Null with too little history: the lines are what is certain. */
    readonly safe: string | null;
    readonly isShort: boolean;
    readonly until: string;
    readonly lines: readonly SafeLine[];
    readonly leftOut: string | null;
  }[];
}

interface SafeLine {
  readonly label: string;
  /** Null for what has no day of its own. */
  readonly day: string | null;
  readonly amount: string;
  /** Of the transactions it was made from; null where they have too many names for one address. */
  readonly query: string | null;
}

/** One sum for each currency with an account for spending. */
export function safeToSpendSection({ books, forecast }: KnownAhead, format: Format): SafeToSpendModel {
  const sums = safeToSpend(books, forecast.plans);
  return {
    currencies: sums.map(({ currency, safeMinor, lines, leftOut, otherCurrencies, ...of }) => ({
      name: sums.length > 1 ? currencyName(currency) : null,
      safe: safeMinor === null ? null : format.money({ amountMinor: safeMinor, currency }),
      isShort: safeMinor !== null && safeMinor < 0 && !format.isHidden,
      until: safeMinor === null ? certainUntil(of, format) : untilOf(of, format),
      lines: lines.map((line) => lineOf(line, currency, format)),
      leftOut: notCounted([
        ...leftOut.map(leftOutLabel),
        ...otherCurrencies.map((other) => `what is pending in ${currencyName(other)}`),
      ]),
    })),
  };
}

function leftOutLabel(account: Account): string {
  return account.type === 'credit' ? `what ${accountLabel(account)} owes` : accountLabel(account);
}

function notCounted(names: readonly string[]): string | null {
  return names.length === 0 ? null : `Not counted: ${formatList(names)}.`;
}

function certainUntil({ until, tooYoung }: Pick<SafeToSpend, 'until' | 'tooYoung'>, format: Format): string {
  return `There is less than three months of history of ${formatList(tooYoung.map(accountLabel))}, so not all that is due is known, and there is no sum. Below is what is certain until ${format.dayHeading(until)}.`;
}

function untilOf({ income }: Pick<SafeToSpend, 'income'>, format: Format): string {
  if (income === null) {
    return `In the next ${DAYS_WITHOUT_INCOME} days: no regular income was found. Everyday spending is not subtracted.`;
  }
  const { name } = income.expected.recurring;
  return `Until ${name}, expected ${format.dayHeading(income.day)}. Everyday spending is not subtracted.`;
}

function lineOf({ of, day, amountMinor }: SumLine, currency: string, format: Format): SafeLine {
  return {
    day: day && format.dayHeading(day),
    amount:
      of.kind === 'balance'
        ? format.money({ amountMinor, currency })
        : format.flow({ amountMinor, currency }),
    ...labelAndQuery(of, format),
  };
}

function labelAndQuery(of: SumLine['of'], format: Format): Pick<SafeLine, 'label' | 'query'> {
  switch (of.kind) {
    case 'balance':
      return { label: accountLabel(of.account), query: toQuery({ account: [of.account.id] }) };
    case 'pending':
      return {
        label: `Pending on ${of.account.name}`,
        query: toQuery({ account: [of.account.id], pending: 'only' }),
      };
    case 'card':
      return { label: `Payment of ${accountLabel(of.card)}`, query: toQuery({ account: [of.card.id] }) };
    case 'saving':
      return {
        label: `Transfer from ${of.account.name}`,
        query: toQuery({ account: [of.account.id], category: ['TRANSFER_OUT'], days: 730 }),
      };
    case 'payment':
      return { label: of.expected.recurring.name, query: paymentsQuery(of.expected.recurring, '', format) };
  }
}
