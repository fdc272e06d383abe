/** What answers are made of: components of the document. */

import {
  about,
  count,
  day,
  list,
  moment,
  named,
  number,
  object,
  oneOf,
  orNull,
  type Schema,
  text,
  yesOrNo,
} from './schema.ts';

/** An amount that may be unknown. */
export const amount: Schema = orNull(named('Amount'));

export const ratio: Schema = about(orNull(number), '1 is all of it. Null while amounts are hidden.');

export const range: Schema = object({ from: day, to: day });

export const parts: Readonly<Record<string, Schema>> = {
  Amount: about(
    object({
      amountMinor: about(orNull({ type: 'integer' }), 'Minor units of the currency: 1240 is 12.40 USD.'),
      currency: about(text, 'ISO 4217, or Plaid’s own code where there is none.'),
      decimal: about(orNull({ type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }), 'The same, exact.'),
    }),
    'Both numbers are null while amounts are hidden; the whole amount is null where it is not known.',
  ),
  Problem: about(
    object({
      bankId: text,
      bank: text,
      kind: oneOf(
        ...['sign-in', 'at-bank', 'consent', 'not-ready', 'bank-down', 'plaid-down', 'limited'],
        ...['unsupported', 'gone', 'relink', 'unlinkable', 'operator', 'unexpected'],
      ),
      sentence: text,
      action: oneOf('repair', 'own-site', 'again', 'wait', 'refresh', 'forget', 'operator'),
      requestId: about(orNull(text), 'Plaid’s request_id, for a question to its support.'),
    }),
    'One bank that did not tell all it should. The others’ facts are there.',
  ),
  Account: object({
    id: text,
    bankId: text,
    bank: text,
    name: text,
    officialName: orNull(text),
    mask: orNull(text),
    type: oneOf('depository', 'credit', 'loan', 'investment', 'other'),
    subtype: orNull(text),
    balance: about(amount, 'What the account adds to net worth: a debt is negative.'),
    available: about(amount, 'Where a depository account has no balance, this is what it adds to net worth.'),
    limit: amount,
    utilisation: ratio,
    isLive: about(yesOrNo, 'Whether the bank itself was asked for the balance just now.'),
    asOf: about(orNull(moment), 'When the balance was known, where that is told.'),
  }),
  Category: object({ id: about(text, 'Plaid’s primary personal finance category.'), label: text }),
  Transaction: object({
    id: text,
    accountId: text,
    account: orNull(text),
    date: day,
    amount: about(amount, 'Money in is positive, money out is negative.'),
    name: text,
    originalName: text,
    category: named('Category'),
    detailedCategory: text,
    countsAs: oneOf('income', 'spending', 'transfer', 'payment', 'borrowing', 'nothing'),
    isPending: yesOrNo,
    probablySameAs: about(
      orNull(object({ id: text, date: day, amount })),
      'On a pending transaction: the posted one that probably is the same. It counts in no sum then.',
    ),
  }),
  Spending: object({
    currency: text,
    spent: about(amount, 'Positive is spent; refunds are taken off.'),
    categories: list(object({ category: named('Category'), spent: amount, share: ratio, count })),
  }),
  CreditUse: object({ currency: text, owed: amount, limit: amount, utilisation: ratio, cardCount: count }),
  Error: object({ error: text, message: text }),
  NoBank: object({ error: text, message: text, howToLink: object({ url: text, sentence: text }) }),
};
