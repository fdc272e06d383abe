/** Books for tests: lines of every kind, at random within what a book may hold. */

import fc from 'fast-check';
import {
  type BookLine,
  COUNTS_AS,
  type Match,
  OWN_KINDS,
  type RecurringLine,
} from '../../../src/finance/book/lines.ts';

const LETTERS = [..."abcxyzABCXYZ0123456789 éßİñ日本☕*&'#,.-_:;()", 'in', ' out', ' on ', 'ﬁ', '👩‍👩‍👧'];

/** As `tidy` leaves them, worked out here by itself. */
function text(longest: number): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: longest })
    .map((letters) =>
      [...letters.join('').normalize('NFC')].slice(0, longest).join('').split(/ +/).filter(Boolean).join(' '),
    )
    .filter((written) => /[\p{L}\p{N}]/u.test(written));
}

const match: fc.Arbitrary<Match> = fc.record({
  text: text(100),
  direction: fc.constantFrom('in', 'out', null),
  account: fc.option(text(100)),
});
export const category: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'FOOD_AND_DRINK',
    'FOOD_AND_DRINK_COFFEE',
    'INCOME_WAGES',
    'TRANSFER_OUT',
    'OTHER',
    'LOAN_PAYMENTS',
  ),
  text(40).filter((written) => !/^[A-Z0-9_, ]+$/.test(written)),
);
const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'BTC', 'USDC');
const amountMinor = fc.oneof(fc.integer({ min: 1, max: 1e14 }), fc.constantFrom(1, 60_000, 42_000_000));
const day = fc.constantFrom('2024-02-29', '2026-11-01', '1999-12-31');

export const rule: fc.Arbitrary<BookLine> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), match, category }),
  fc.record({ kind: fc.constant('call' as const), match, name: text(40) }),
  fc.record({ kind: fc.constant('count' as const), match, countsAs: fc.constantFrom(...COUNTS_AS) }),
  fc.record({
    kind: fc.constant('recurring' as const),
    text: text(100),
    status: fc.constantFrom<RecurringLine['status']>('no', 'ended'),
  }),
);

export const line: fc.Arbitrary<BookLine> = fc.oneof(
  { arbitrary: rule, weight: 4 },
  {
    arbitrary: fc.record({
      kind: fc.constant('target' as const),
      category: category.filter((code) => !/^(INCOME|TRANSFER)/.test(code)),
      amountMinor,
      currency,
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('own' as const),
      name: text(40),
      ownKind: fc.constantFrom(...OWN_KINDS),
      amountMinor,
      currency,
      day,
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      from: fc.constantFrom('EUR', 'GBP', 'SHIB'),
      rate: fc.constantFrom('1.08', '0.000012', '67000', '1.10'),
      to: currency,
    }),
    weight: 1,
  },
);
