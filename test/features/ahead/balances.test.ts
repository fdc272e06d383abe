/** The balances ahead in words. */

import { describe, expect, it } from 'vitest';
import { type BalanceView, balancesSection } from '../../../src/features/ahead/balances.ts';
import { forecast } from '../../../src/features/ahead/forecast/forecast.ts';
import type { KnownAhead } from '../../../src/features/ahead/read-ahead.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
import { booksWith, CHECKING, everyday, monthly, SAVINGS, TODAY } from './forecast/sample.ts';

const RENT = monthly(14, 20, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 });

/** Of one account that pays the rent and nothing else. */
function viewOf(balanceMinor: number, { isHidden }: { isHidden: boolean }): BalanceView {
  const books = booksWith([{ ...CHECKING, balanceMinor }], RENT);
  const format = createFormat({ locale: 'en-US', isHidden, today: TODAY });
  const [one] = balancesSection({ books, forecast: forecast(books), backTest: null }, format).currencies;
  if (!one) throw new Error('there is a currency');
  return one.together;
}

describe('how good it is', () => {
  const books = booksWith([CHECKING], RENT);
  const told = { days: [], insideCount: 57, nearMinor: 120_00, nearCount: 52 };
  const quality = (isHidden: boolean, backTest: KnownAhead['backTest']) => {
    const format = createFormat({ locale: 'en-US', isHidden, today: TODAY });
    return balancesSection({ books, forecast: forecast(books), backTest }, format).currencies[0]?.together
      .quality;
  };

  it('is told in days, with the distance unless amounts are hidden', () => {
    const tested = { accounts: new Map(), currencies: new Map([['USD', told]]) };
    expect(quality(false, tested)).toBe(
      'Tested on your last 60 days, from what was known before them: it would have been within $120.00 on 52 of 60 days, and inside the likely band on 57 of 60 days.',
    );
    expect(quality(true, tested)).toBe(
      'Tested on your last 60 days: inside the likely band on 57 of 60 days.',
    );
  });

  it('is not known where the days before were not', () => {
    expect(quality(false, null)).toBe('There is too little history to test how good this is.');
  });

  it('is told of each account by its own figures', () => {
    const two = booksWith([CHECKING, SAVINGS], [...RENT, ...everyday(5, { accountId: 'savings' })]);
    const format = createFormat({ locale: 'en-US', isHidden: true, today: TODAY });
    const backTest = {
      accounts: new Map([['savings', { ...told, insideCount: 41 }]]),
      currencies: new Map([['USD', told]]),
    };
    const [one] = balancesSection({ books: two, forecast: forecast(two), backTest }, format).currencies;
    expect([one?.together, ...(one?.accounts ?? [])].map((view) => view?.quality)).toEqual([
      'Tested on your last 60 days: inside the likely band on 57 of 60 days.',
      'There is too little history to test how good this is.',
      'Tested on your last 60 days: inside the likely band on 41 of 60 days.',
    ]);
  });

  it('is not told where there is too little history, or none', () => {
    const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
    const books = booksWith([CHECKING], []);
    const [one] = balancesSection({ books, forecast: forecast(books), backTest: null }, format).currencies;
    expect(one?.together.quality).toBe(
      'There is too little history to say what is likely, so only what is certain is shown.',
    );
  });
});

/** The section of these accounts and rows. */
function sectionOf(accounts: readonly Account[], rows: readonly Transaction[], isHidden = false) {
  const books = booksWith(accounts, rows);
  const format = createFormat({ locale: 'en-US', isHidden, today: TODAY });
  return balancesSection({ books, forecast: forecast(books), backTest: null }, format);
}

describe('the accounts', () => {
  const EURO = { ...SAVINGS, id: 'euro', name: 'Reisekasse', currency: 'EUR', balanceMinor: 700_00 };

  it('of one currency are one chart under the name of the only one, or under that of all and a chart each', () => {
    const one = sectionOf([CHECKING], RENT);
    expect(one.asOf).toBe('Next 90 days');
    expect(
      one.currencies.map(({ name, together, accounts, without }) => [
        name,
        together.label,
        accounts,
        without,
      ]),
    ).toEqual([[null, 'Everyday ••1234', [], null]]);
    const [two] = sectionOf(
      [CHECKING, SAVINGS],
      [...RENT, ...everyday(5, { accountId: 'savings' })],
    ).currencies;
    expect([two?.together.label, two?.together.now]).toEqual(['All cash accounts', '$12,000.00']);
    expect(two?.accounts.map(({ id, label, now }) => [id, label, now])).toEqual([
      ['USD-0', 'Everyday ••1234', '$3,000.00'],
      ['USD-1', 'Rainy Day ••1234', '$9,000.00'],
    ]);
  });

  it('of two currencies are under the name of each', () => {
    const { currencies } = sectionOf([CHECKING, EURO], RENT);
    expect(currencies.map(({ name, together }) => [name, together.now, together.caption])).toEqual([
      ['Euro', '€700.00', 'Reisekasse ••1234, balance of the next 90 days, Euro'],
      ['US Dollar', '$3,000.00', 'Everyday ••1234, balance of the next 90 days, US Dollar'],
    ]);
  });

  it('without history beside others with it are named, since only what is certain of them counts', () => {
    const without = (...rows: Transaction[]) => sectionOf([CHECKING, SAVINGS], rows).currencies[0]?.without;
    expect(without(...RENT)).toBe(
      'There is too little history of Rainy Day: only what is certain of it is in this.',
    );
    expect(without(...RENT, ...everyday(5, { accountId: 'savings' }))).toBeNull();
    // Of all of them that is said in place of how good it is.
    expect(without()).toBeNull();
  });
});

describe('the table', () => {
  it('has a day of each week and the last, with what is certain and what is likely', () => {
    const view = viewOf(3_000_00, { isHidden: false });
    expect(view.rows).toHaveLength(13);
    expect(view.rows.map(({ day, sure, likely }) => [day, sure, likely]).slice(0, 2)).toEqual([
      ['Wed, Nov 12', '$3,000.00', '$3,000.00'],
      ['Wed, Nov 19', '$3,000.00', '$3,000.00'],
    ]);
    // Three rents by then.
    expect(view.rows.at(-1)).toEqual({ day: 'Tue, Feb 3, 2026', sure: '$600.00', likely: '$600.00' });
    expect(view.lowest).toBe('Lowest on Tue, Jan 20, 2026: likely $600.00.');
  });

  it('has a range where what is likely has one, and a single mask while amounts are hidden', () => {
    const rows = [...RENT, ...everyday(2, {})];
    const [open, hidden] = [false, true].map(
      (isHidden) => sectionOf([CHECKING], rows, isHidden).currencies[0]?.together,
    );
    expect(open?.rows[0]?.likely).toMatch(/^\$[\d,.]+ to \$[\d,.]+$/);
    expect(open?.lowest).toMatch(/^Lowest on Tue, Feb 3, 2026: likely −?\$[\d,.]+ to \$[\d,.]+\.$/);
    expect([hidden?.rows[0]?.likely, hidden?.lowest]).toEqual([hidden?.now, 'Lowest on Tue, Feb 3, 2026.']);
    expect(hidden?.chart.ticks).toEqual([]);
  });

  it('has what is certain alone where there is no history', () => {
    const view = sectionOf([CHECKING], []).currencies[0]?.together;
    expect([view?.hasLikely, view?.rows[0]?.likely, view?.chart.area]).toEqual([false, '', '']);
    expect(view?.lowest).toBe('Lowest on Thu, Nov 6: $3,000.00, counting only what is certain.');
  });
});

it('marks the months beneath the chart where they begin', () => {
  const { months } = viewOf(3_000_00, { isHidden: false }).chart;
  expect(months.map(({ label }) => label)).toEqual(['Dec', 'Jan', 'Feb']);
  // Of 90 days after today the 26th, the 57th and the 88th.
  expect(months.map(({ x }) => Math.round(x))).toEqual(
    [26, 57, 88].map((days) => Math.round((days / 90) * 100)),
  );
});

describe('the warning', () => {
  it('is of the first day on which the balance could be below zero', () => {
    expect(viewOf(1_000_00, { isHidden: false }).warning).toBe('It could be below zero from Sat, Dec 20 on.');
    expect(viewOf(5_000_00, { isHidden: false }).warning).toBeNull();
  });

  it('is none while amounts are hidden: it would tell a sign', () => {
    const [poor, rich] = [1_000_00, 5_000_00].map((minor) => viewOf(minor, { isHidden: true }));
    expect([poor?.warning, rich?.warning]).toEqual([null, null]);
  });
});
