/** The parts that several answers of the JSON API have in common, as schemas. */

import { Type } from 'typebox';
import {
  boolean,
  dateTime,
  day,
  describe,
  list,
  nullable,
  number,
  object,
  oneOf,
  ref,
  text,
} from './json-schema.ts';

export const Amount = describe(
  object({
    amountMinor: describe(nullable(Type.Integer()), 'Minor units of the currency: 1240 is 12.40 USD.'),
    currency: describe(text, 'ISO 4217, or Plaid’s own code where there is none.'),
    decimal: describe(nullable(Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' })), 'The same, exact.'),
  }),
  'Both numbers are null while amounts are hidden; the whole amount is null where it is not known.',
);

/** An amount that may be unknown. */
export const amount = nullable(ref({ Amount }));
export const Category = object({
  id: describe(text, 'Plaid’s primary personal finance category, or your own from your book.'),
  label: text,
});
export const category = ref({ Category });

export const ratio = describe(nullable(number), '1 is all of it. Null while amounts are hidden.');
export const range = object({ from: day, to: day });
export const requestId = describe(nullable(text), 'Plaid’s request_id, for a question to its support.');

export const Problem = describe(
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

export const heading = {
  madeAt: dateTime,
  hidden: describe(boolean, 'Whether the person has hidden amounts; it is switched on the pages.'),
  problems: list(ref({ Problem })),
};

export const read = {
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
