/** What answers of the JSON API have of a person's book, as schemas: only where there is such a line in it. */

import { amount, category } from './api-parts.ts';
import { day, describe, list, object, optional, ref, text } from './json-schema.ts';

export const Converted = describe(
  object({
    currency: text,
    sum: amount,
    rates: describe(
      list(object({ from: text, rate: describe(text, 'A decimal number.'), to: text })),
      'The person’s own: one of `from` is so many of `to`.',
    ),
    leftOut: describe(list(text), 'Currencies without a rate to this one, which are not in the sum.'),
  }),
  'The sums of all currencies as one. Only where the book has a rate for one of them.',
);

export const converted = optional(ref({ Converted }));

/** Only on an account of the book, which no bank tells: the day on which its figure was true. */
export const ownFigureOn = optional(day);

export const targets = optional(
  describe(
    list(
      object({
        category,
        currency: text,
        target: describe(amount, 'For a month.'),
        spent: describe(amount, 'This month so far; negative where more came back.'),
        evenPace: describe(amount, 'The part of the target that the days so far are of the month.'),
      }),
    ),
    'Only where the book has any.',
  ),
);
