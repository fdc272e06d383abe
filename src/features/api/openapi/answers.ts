/** The whole answers: components of the document, each beginning alike. */

import { amount, range, ratio } from './parts.ts';
import {
  about,
  count,
  day,
  list,
  moment,
  month,
  named,
  number,
  object,
  oneOf,
  orNull,
  type Schema,
  text,
  yesOrNo,
} from './schema.ts';

const heading = {
  madeAt: moment,
  hidden: about(yesOrNo, 'Whether the person has hidden amounts; it is switched on the pages.'),
  problems: list(named('Problem')),
};

const read = {
  range,
  transactionsAsOf: about(
    orNull(moment),
    'The age of the oldest copy used; null: all were read from the banks.',
  ),
  growingBanks: about(list(text), 'Linked just now: only their last days are there so far.'),
};

const netWorth = object({ currency: text, net: amount, assets: amount, debts: amount });
const sums = { income: amount, spent: amount, net: amount };
const trend = { spent: amount, average: amount, byMonth: list(object({ month, spent: amount })) };

const filter = object({
  days: count,
  ...Object.fromEntries(['q', 'account', 'category'].map((part) => [part, text])),
  direction: oneOf('', 'in', 'out'),
  pending: oneOf('', 'only', 'no'),
  ...Object.fromEntries(['min', 'max', 'from', 'to'].map((part) => [part, text])),
  page: count,
});

const debt = {
  accountId: text,
  bankId: text,
  bank: text,
  name: text,
  mask: orNull(text),
  subtype: orNull(text),
  balance: about(amount, 'What is owed is negative.'),
  nextPayment: about(amount, 'The least to be paid next; positive.'),
  dueOn: orNull(day),
  isOverdue: about(orNull(yesOrNo), 'As the bank says; null where it does not.'),
  lastPayment: amount,
  lastPaymentOn: orNull(day),
};

const apr = object({
  type: about(text, 'Plaid’s apr_type, such as purchase_apr.'),
  percent: about(number, '21.24 is 21.24% a year.'),
  balance: amount,
  interest: amount,
});

export const answers: Readonly<Record<string, Schema>> = {
  Dashboard: object({
    ...heading,
    days: count,
    ...read,
    netWorth: list(netWorth),
    accounts: list(named('Account')),
    transactions: about(list(named('Transaction')), 'Of the range; pending first, then newest first.'),
    spending: list(named('Spending')),
    credit: object({ use: list(named('CreditUse')), more: text }),
  }),
  Transactions: object({
    ...heading,
    filter: about(filter, 'What was understood of the parameters.'),
    ...read,
    page: object({ number: count, of: count, count, newer: orNull(text), older: orNull(text) }),
    totals: about(
      list(object({ currency: text, in: amount, out: amount, net: amount, count })),
      'Of all pages together, transfers too; without what countsAs nothing.',
    ),
    transactions: list(named('Transaction')),
  }),
  SpendingReport: object({
    ...heading,
    months: count,
    ...read,
    cashFlow: list(
      object({ currency: text, months: list(object({ month, ...sums })), average: orNull(object(sums)) }),
    ),
    categories: list(
      object({
        currency: text,
        categories: list(object({ category: named('Category'), ...trend })),
        total: object(trend),
      }),
    ),
    merchants: list(
      object({ currency: text, merchants: list(object({ name: text, spent: amount, count })) }),
    ),
  }),
  Credit: object({
    ...heading,
    score: about(text, 'Says that there is none.'),
    use: list(named('CreditUse')),
    cards: list(
      object({
        ...debt,
        limit: amount,
        utilisation: ratio,
        aprs: list(apr),
        statementBalance: amount,
        statementOn: orNull(day),
      }),
    ),
    loans: list(
      object({
        ...debt,
        kind: orNull(oneOf('mortgage', 'student')),
        ratePercent: orNull(number),
        rateType: orNull(text),
        maturesOn: orNull(day),
        status: orNull(text),
      }),
    ),
    banksWithout: about(list(text), 'Banks that have neither cards nor loans.'),
  }),
  Deletion: object({
    isComplete: yesOrNo,
    receipt: list(
      object({
        what: about(text, 'A bank’s name, or what it is.'),
        where: oneOf('Plaid', 'Redis', 'PostgreSQL', 'This browser'),
        isDeleted: yesOrNo,
        wasGone: about(yesOrNo, 'It was no longer there.'),
        at: moment,
        requestId: about(orNull(text), 'Plaid’s request_id, for a question to its support.'),
      }),
    ),
  }),
};
