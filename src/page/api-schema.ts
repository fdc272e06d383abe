/** The JSON API's schema: from it come the types of the answers, and the components of the OpenAPI document. */

import type { Static } from 'typebox';
import { Ahead } from './ahead-schema.ts';
import { Amount, amount, Category, category, heading, Problem, ratio, read, requestId } from './api-parts.ts';
import { Converted, converted, ownFigureOn, targets } from './book-schema.ts';
import {
  boolean,
  count,
  dateTime,
  day,
  describe,
  list,
  month,
  nullable,
  number,
  object,
  oneOf,
  optional,
  ref,
  text,
} from './json-schema.ts';

const Account = object({
  id: text,
  bankId: text,
  bank: text,
  name: text,
  officialName: nullable(text),
  mask: nullable(text),
  type: oneOf('depository', 'credit', 'loan', 'investment', 'other'),
  subtype: nullable(text),
  balance: describe(amount, 'What the account adds to net worth: a debt is negative.'),
  available: describe(amount, 'Adds to net worth where a depository account has no balance.'),
  limit: amount,
  utilisation: ratio,
  isLive: describe(boolean, 'Whether the bank itself was asked for the balance just now.'),
  asOf: describe(nullable(dateTime), 'When the balance was known, where that is told.'),
  ownFigureOn,
});

const countsAs = oneOf('income', 'spending', 'transfer', 'payment', 'borrowing', 'nothing');

const Transaction = object({
  id: text,
  accountId: text,
  account: nullable(text),
  date: day,
  amount: describe(amount, 'Money in is positive, money out is negative.'),
  name: text,
  originalName: text,
  category,
  detailedCategory: text,
  countsAs,
  isPending: boolean,
  probablySameAs: describe(
    nullable(object({ id: text, date: day, amount })),
    'On a pending transaction: the posted one that probably is the same. It counts in no sum then.',
  ),
  told: optional(
    describe(
      object({ name: text, category, detailedCategory: text, countsAs }),
      'What it is without the reader’s book; only where the book says something of it.',
    ),
  ),
});
const transactions = list(ref({ Transaction }));

const Spending = object({
  currency: text,
  spent: describe(amount, 'Positive is spent; refunds are subtracted.'),
  categories: list(object({ category, spent: amount, share: ratio, count })),
});

const CreditUse = object({
  currency: text,
  owed: amount,
  limit: amount,
  utilisation: ratio,
  cardCount: count,
});

const sums = { income: amount, spent: amount, net: amount };
const soFar = { spent: amount, lastMonth: amount, average: amount };
const trend = {
  ...{ spent: amount, average: amount, byMonth: list(object({ month, spent: amount })) },
  soFar: describe(object(soFar), 'This month, and the same days of last month and of an average one.'),
};

const filter = object({
  days: describe(nullable(count), 'Null where none was chosen: `range` says through which days it looked.'),
  ...{ q: text, merchant: list(text), account: list(text), category: list(text) },
  ...{ counts: oneOf('', 'income', 'spending', 'neither'), currency: text },
  direction: oneOf('', 'in', 'out'),
  pending: oneOf('', 'only', 'no'),
  ...{ min: text, max: text, from: text, to: text },
  page: count,
});

const debt = {
  accountId: text,
  bankId: text,
  bank: text,
  name: text,
  mask: nullable(text),
  subtype: nullable(text),
  balance: describe(amount, 'What is owed is negative.'),
  nextPayment: describe(amount, 'The least to be paid next; positive.'),
  dueOn: nullable(day),
  isOverdue: describe(nullable(boolean), 'As the bank says; null where it does not.'),
  lastPayment: amount,
  lastPaymentOn: nullable(day),
};

const apr = object({
  type: describe(text, 'Plaid’s apr_type, such as purchase_apr.'),
  percent: describe(number, '21.24 is 21.24% a year.'),
  balance: amount,
  interest: amount,
});

/** Every named schema of the document: what answers are made of, and the answers. */
export const schemas = {
  ...{ Amount, Problem, Converted, Account, Category, Transaction, Spending, CreditUse },
  Error: object({ error: text, message: text }),
  NoBank: object({ error: text, message: text, howToLink: object({ url: text, sentence: text }) }),
  Dashboard: object({
    ...heading,
    days: count,
    ...read,
    netWorth: list(object({ currency: text, net: amount, assets: amount, debts: amount })),
    converted,
    accounts: list(ref({ Account })),
    transactions: describe(transactions, 'Of the range; pending first, then newest first.'),
    spending: list(ref({ Spending })),
    credit: object({ use: list(ref({ CreditUse })), more: nullable(text) }),
  }),
  Transactions: object({
    ...heading,
    filter: describe(filter, 'What was understood of the parameters.'),
    ignored: describe(list(oneOf('min', 'max', 'from', 'to')), 'No amount or no day, and left out.'),
    ...read,
    page: object({ number: count, of: count, count, newer: nullable(text), older: nullable(text) }),
    totals: describe(
      nullable(list(object({ currency: text, in: amount, out: amount, net: amount, count }))),
      'Of all pages together, transfers too; without what countsAs nothing. Null where only this page was read: of one bank, without a filter, more than 500.',
    ),
    transactions,
  }),
  SpendingReport: object({
    ...heading,
    months: count,
    ...read,
    cashFlow: list(
      object({ currency: text, months: list(object({ month, ...sums })), average: nullable(object(sums)) }),
    ),
    categories: list(
      object({ currency: text, categories: list(object({ category, ...trend })), total: object(trend) }),
    ),
    merchants: list(
      object({ currency: text, merchants: list(object({ name: text, spent: amount, count })) }),
    ),
    converted,
    targets,
  }),
  NetWorth: object({
    ...heading,
    months: count,
    ...read,
    netWorth: describe(
      list(
        object({
          currency: text,
          leftOut: describe(list(text), 'Ids of accounts that are in none of these sums.'),
          days: list(object({ date: day, net: amount, assets: amount, debts: amount })),
        }),
      ),
      'At the end of each day of the range; null before the first day that is known.',
    ),
    converted,
    accounts: list(
      object({
        ...{ id: text, bank: text, name: text, mask: nullable(text), currency: text },
        type: oneOf('depository', 'credit', 'loan', 'investment', 'other'),
        knownFrom: describe(
          nullable(day),
          'All days from this one on are known; it may be before the range.',
        ),
        reason: describe(
          nullable(
            oneOf(
              ...(['no-balance', 'investment', 'no-transactions', 'other-currency'] as const),
              ...(['not-read', 'opened', 'before-first'] as const),
            ),
          ),
          'Why the days before are not known; null where all are.',
        ),
        isAbout: describe(boolean, 'Only about right, as of a loan, whose interest is not reported.'),
        ownFigureOn,
        days: list(object({ date: day, balance: describe(amount, 'A debt is negative.') })),
      }),
    ),
  }),
  Ahead,
  Credit: object({
    ...heading,
    score: describe(text, 'Says that there is none.'),
    use: list(ref({ CreditUse })),
    cards: list(
      object({
        ...debt,
        limit: amount,
        utilisation: ratio,
        aprs: list(apr),
        statementBalance: amount,
        statementOn: nullable(day),
      }),
    ),
    loans: list(
      object({
        ...debt,
        kind: nullable(oneOf('mortgage', 'student', 'loan', 'line-of-credit')),
        ratePercent: nullable(number),
        rateType: nullable(text),
        maturesOn: nullable(day),
        status: nullable(text),
        ownFigureOn,
      }),
    ),
    banksWithout: describe(list(text), 'Banks that have neither cards nor loans.'),
  }),
  Deletion: object({
    isComplete: boolean,
    receipt: list(
      object({
        what: describe(text, 'A bank’s name, or what it is.'),
        where: oneOf('Plaid', 'Redis', 'PostgreSQL', 'This browser'),
        isDeleted: boolean,
        reason: describe(nullable(text), 'Why it was not deleted, where Plaid refused it.'),
        wasGone: describe(boolean, 'It was no longer there.'),
        at: dateTime,
        requestId,
      }),
    ),
    notEnded: describe(count, 'Cookies that could not be used: cleared, their banks not ended at Plaid.'),
  }),
};

/** The type of each, by the name of its schema. */
export type Api = { readonly [Name in keyof typeof schemas]: Static<(typeof schemas)[Name]> };
