/** The balances ahead in words. */

import { describe, expect, it } from 'vitest';
import { type BalanceView, balancesSection } from '../../../src/features/ahead/balances.ts';
import { forecast } from '../../../src/features/ahead/forecast/forecast.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { booksWith, CHECKING, monthly, TODAY } from './forecast/sample.ts';

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
  it('is not told where there is too little history, or none', () => {
    const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
    const books = booksWith([CHECKING], []);
    const [one] = balancesSection({ books, forecast: forecast(books), backTest: null }, format).currencies;
    expect(one?.together.quality).toBe(
      'There is too little history to say what is likely, so only what is sure is shown.',
    );
  });
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
