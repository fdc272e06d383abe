/** The schema of /api/ahead. */

import { amount, heading, read } from './api-parts.ts';
import { boolean, count, day, describe, list, nullable, object, oneOf, text } from './json-schema.ts';

const daysAhead = list(
  object({
    date: day,
    sure: describe(amount, 'If nothing came but what is certain.'),
    low: amount,
    middle: amount,
    high: describe(amount, 'What is likely lies between `low` and `high`; null with too little history.'),
  }),
);

const accuracy = describe(
  nullable(object({ days: count, within: amount, withinDays: count, insideDays: count })),
  'The last days, foretold from before them: the middle was `within` this on so many, the balance inside on so many.',
);

/** Balances, what can be spent, and what is due. */
export const Ahead = object({
  ...heading,
  ...read,
  currencies: list(
    object({
      ...{ currency: text, balance: amount, days: daysAhead, accuracy },
      accounts: list(object({ id: text, balance: amount, days: daysAhead, accuracy })),
    }),
  ),
  safeToSpend: describe(
    list(
      object({
        ...{ currency: text, amount },
        until: day,
        income: nullable(object({ name: text, date: day })),
        lines: describe(
          list(
            object({
              kind: oneOf('balance', 'pending', 'payment', 'card', 'saving'),
              ...{ name: text, accountId: text, date: nullable(day), amount },
            }),
          ),
          'They come to the amount; where that is null, they are what is certain.',
        ),
      }),
    ),
    'Until the day of the next income; where none is regular, 30 days ahead. No amount with under three months of history.',
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
});
