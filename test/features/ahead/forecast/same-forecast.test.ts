/** The forecast against itself: the same each time, in whatever order rows come, and blind to a future that is hidden. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Books, balanceOn, booksAsOf } from '../../../../src/features/ahead/forecast/books.ts';
import { type Forecast, forecast } from '../../../../src/features/ahead/forecast/forecast.ts';
import { addDays } from '../../../../src/finance/days.ts';
import { booksWith, CARD, CHECKING, everyday, monthly, SAVINGS, TODAY } from './sample.ts';

const RENT = { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 };
const PAY = { name: 'Employer', category: 'INCOME', amountMinor: 1_500_00 };

const figures = ({ currencies }: Forecast) =>
  currencies.map(({ days, accounts }) => [days, accounts.map((one) => one.days)]);

describe('the forecast', () => {
  const rows = [
    ...monthly(14, 20, RENT),
    ...monthly(14, 1, PAY),
    ...everyday(3, {}),
    ...everyday(5, { accountId: 'card' }),
  ];
  const books = booksWith([CHECKING, SAVINGS, CARD], rows);
  const expected = figures(forecast(books));

  it('is the same each time, so that a page that is loaded again is the same', () => {
    expect(figures(forecast(books))).toEqual(expected);
  });

  it('is the same in whatever order the banks tell the rows', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(figures(forecast(booksWith([CHECKING, SAVINGS, CARD], shuffled)))).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('of an earlier day knows nothing of what came after', () => {
    const cut = addDays(TODAY, -60);
    const later = rows.filter(({ date }) => date > cut);
    const changed = rows.map((row) =>
      row.date > cut ? { ...row, amountMinor: row.amountMinor * 3, name: 'Other' } : row,
    );
    const moved = (id: string) =>
      later.filter((row) => row.accountId === id).reduce((sum, row) => sum + row.amountMinor * 2, 0);
    const accounts = [CHECKING, SAVINGS, CARD].map((one) => ({
      ...one,
      balanceMinor: (one.balanceMinor ?? 0) + moved(one.id),
    }));
    const asOf = (whole: Books) => forecast(booksAsOf(whole, cut));
    expect(figures(asOf(booksWith(accounts, changed)))).toEqual(figures(asOf(books)));
    const truncated = booksWith(
      [CHECKING, SAVINGS, CARD].map((one) => ({ ...one, balanceMinor: balanceOn(books, one.id, cut) })),
      rows.filter(({ date }) => date <= cut),
      cut,
    );
    expect(figures(asOf(books))).toEqual(figures(forecast(truncated)));
  });
});
