import { describe, expect, it } from 'vitest';
import { createFormat, HIDDEN_AMOUNT } from '../../src/finance/format.ts';

const today = '2025-11-03';
const shown = () => createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = () => createFormat({ locale: 'de-DE', isHidden: true, today });
const dinner = { amountMinor: -1240, currency: 'USD' };

describe('the format of one request', () => {
  it('prints money signed as it is, as a movement, without its sign, or short', () => {
    expect(shown().money(dinner)).toBe('−$12.40');
    expect(shown().money({ ...dinner, amountMinor: 500 })).toBe('$5.00');
    expect(shown().flow({ ...dinner, amountMinor: 500 })).toBe('+$5.00');
    expect(shown().magnitude(dinner)).toBe('$12.40');
    expect(shown().short({ ...dinner, amountMinor: 2500_00 })).toBe('$2.5K');
  });

  it('prints percentages and counts in the locale, with a true minus', () => {
    expect(shown().percent(0.345)).toBe('35%');
    expect(shown().percent(-0.12)).toBe('−12%');
    expect(shown().percent(-0.001)).toBe('0%');
    expect(shown().count(12345)).toBe('12,345');
    expect(hidden().percent(0.345)).toBe('35\u00a0%');
    expect(hidden().count(12345)).toBe('12.345');
  });

  it('prints one and the same mask for every amount when amounts are hidden', () => {
    const { money, flow, magnitude, short } = hidden();
    const amounts = [
      dinner,
      { amountMinor: 0, currency: 'JPY' },
      { amountMinor: 987654321, currency: 'DOGE' },
    ];
    const printed = amounts.flatMap((amount) =>
      [money, flow, magnitude, short].map((print) => print(amount)),
    );
    expect(new Set(printed)).toEqual(new Set([HIDDEN_AMOUNT]));
    expect(HIDDEN_AMOUNT).toMatch(/^[^\s0-9$+−-]+$/);
  });

  it('still prints days and times when amounts are hidden, the times in UTC unless told otherwise', () => {
    expect(hidden().day('2025-11-03')).toBe('03.11.2025');
    expect(hidden().time(new Date('2025-11-03T14:05:00Z'))).toBe('14:05 UTC');
    const inBerlin = createFormat({ locale: 'de-DE', isHidden: true, today, timeZone: 'Europe/Berlin' });
    expect(inBerlin.time(new Date('2025-11-03T14:05:00Z'))).toMatch(/^15:05 /);
  });

  it('writes interest rates to three decimals, without zeros that say nothing', () => {
    expect([21.24, 5.375, 5, 0.1].map(shown().rate)).toEqual(['21.24%', '5.375%', '5%', '0.1%']);
  });
});
