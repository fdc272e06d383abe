/** The JSON API's schema: from it come the types of the answers, and the components of the OpenAPI document. */

import { type Static, Type } from 'typebox';
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
  ref,
  text,
} from './json-schema.ts';

const Amount = describe(
  object({
    amountMinor: describe(nullable(Type.Integer()), 'Minor units of the currency: 1240 is 12.40 USD.'),
    currency: describe(text, 'ISO 4217, or Plaid’s own code where there is none.'),
    decimal: describe(nullable(Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' })), 'The same, exact.'),
  }),
  'Both numbers are null while amounts are hidden; the whole amount is null where it is not known.',
);

/** An amount that may be unknown. */
const amount = nullable(ref({ Amount }));
const ratio = describe(nullable(number), '1 is all of it. Null while amounts are hidden.');
const range = object({ from: day, to: day });
const requestId = describe(nullable(text), 'Plaid’s request_id, for a question to its support.');

const Problem = describe(
  object({
    bankId: text,
    bank: text,
    kind: oneOf(
      ...(['sign-in', 'at-bank', 'consent', 'not-ready', 'bank-down', 'plaid-down', 'limited'] as const),
      ...(['unsupported', 'gone', 'relink', 'unlinkable', 'operator', 'unexpected'] as const),
    ),
    sentence: text,
    action: oneOf('repair', 'own-site', 'again', 'wait', 'refresh', 'forget', 'operator'),
    requestId,
  }),
  'One bank that did not tell all it should. The others’ facts are there.',
);

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
});

const Category = object({
  id: describe(text, 'Plaid’s primary personal finance category.'),
  label: text,
});
const category = ref({ Category });

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
  countsAs: oneOf('income', 'spending', 'transfer', 'payment', 'borrowing', 'nothing'),
  isPending: boolean,
  probablySameAs: describe(
    nullable(object({ id: text, date: day, amount })),
    'On a pending transaction: the posted one that probably is the same. It counts in no sum then.',
  ),
});
const transactions = list(ref({ Transaction }));

const Spending = object({
  currency: text,
  spent: describe(amount, 'Positive is spent; refunds are taken off.'),
  categories: list(object({ category, spent: amount, share: ratio, count })),
});

const CreditUse = object({
  currency: text,
  owed: amount,
  limit: amount,
  utilisation: ratio,
  cardCount: count,
});

const heading = {
  madeAt: dateTime,
  hidden: describe(boolean, 'Whether the person has hidden amounts; it is switched on the pages.'),
  problems: list(ref({ Problem })),
};

const read = {
  range,
  transactionsAsOf: describe(
    nullable(dateTime),
    'When the oldest cache entry used was made; null: all were read from the banks.',
  ),
  growingBanks: describe(list(text), 'Linked just now: only their last days are there so far.'),
  cutBanks: describe(
    list(object({ bank: text, from: day, againAt: dateTime })),
    'Plaid’s limit of calls was met: what is older than `from` is missing, and can be had from `againAt` on.',
  ),
};

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

const daysAhead = list(
  object({
    date: day,
    sure: describe(amount, 'If nothing came but what is sure.'),
    low: amount,
    middle: amount,
    high: describe(amount, 'What is likely lies between `low` and `high`; null with too little history.'),
  }),
);

const accuracy = describe(
  nullable(object({ days: count, within: amount, withinDays: count, insideDays: count })),
  'The last days, foretold from before them: the middle was `within` this on so many, the balance inside on so many.',
);

/** Every named schema of the document: what answers are made of, and the answers. */
export const schemas = {
  ...{ Amount, Problem, Account, Category, Transaction, Spending, CreditUse },
  Error: object({ error: text, message: text }),
  NoBank: object({ error: text, message: text, howToLink: object({ url: text, sentence: text }) }),
  Dashboard: object({
    ...heading,
    days: count,
    ...read,
    netWorth: list(object({ currency: text, net: amount, assets: amount, debts: amount })),
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
  }),
  Ahead: object({
    ...heading,
    ...read,
    currencies: list(
      object({
        ...{ currency: text, balance: amount, days: daysAhead, accuracy },
        accounts: list(object({ id: text, balance: amount, days: daysAhead, accuracy })),
      }),
    ),
    safeToSpend: list(
      object({
        ...{ currency: text, amount },
        until: describe(day, 'The day of the next income; where none is regular, 30 days ahead.'),
        income: nullable(object({ name: text, date: day })),
        lines: describe(
          list(
            object({
              kind: oneOf('balance', 'pending', 'payment', 'card', 'saving'),
              ...{ name: text, accountId: text, date: nullable(day), amount },
            }),
          ),
          'They come to the amount.',
        ),
      }),
    ),
    events: list(
      object({
        date: day,
        kind: oneOf('in', 'out', 'card', 'connection', 'consent'),
        name: text,
        accountId: nullable(text),
        amount,
        isSure: describe(boolean, 'Of high confidence, or a fact.'),
      }),
    ),
  }),
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
    notEnded: describe(count, 'Cookies that could not be opened: cleared, their banks not ended at Plaid.'),
  }),
};

/** The type of each, by the name of its schema. */
export type Api = { readonly [Name in keyof typeof schemas]: Static<(typeof schemas)[Name]> };
