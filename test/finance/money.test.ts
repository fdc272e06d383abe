import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsOf, toMinorUnits } from '../../src/finance/currency.ts';
import { LOCALES } from '../../src/finance/locale.ts';
import { formatMoney, toDecimal } from '../../src/finance/money.ts';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const plainSpaces = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('money as text', () => {
  it.each([
    ['en-US', 'USD', -1234567, '−$12,345.67'],
    ['en-GB', 'USD', -1234567, '−US$12,345.67'],
    ['en-CA', 'CAD', 500, '$5.00'],
    ['de-DE', 'EUR', -1234567, '−12.345,67 €'],
    ['fr-FR', 'EUR', -1234567, '−12 345,67 €'],
    ['fr-CA', 'CAD', 1250, '12,50 $'],
    ['es-ES', 'EUR', 123456, '1234,56 €'],
    ['nl-NL', 'EUR', -1250, '€ −12,50'],
    ['pt-BR', 'BRL', -1250, '−R$ 12,50'],
    ['sv-SE', 'SEK', -1250, '−12,50 kr'],
    ['ja-JP', 'JPY', -1250, '−￥1,250'],
    ['en-US', 'JPY', 1250, '¥1,250'],
    ['en-US', 'KWD', 1250, 'KWD 1.250'],
    ['en-IN', 'INR', 1234567_00, '₹12,34,567.00'],
  ])('in %s, %s', (locale, currency, amountMinor, text) => {
    expect(plainSpaces(formatMoney({ amountMinor, currency }, locale, 'negative'))).toBe(text);
  });

  it('shows a plus and a minus where asked, and neither on zero', () => {
    expect(formatMoney(usd(500), 'en-US', 'exceptZero')).toBe('+$5.00');
    expect(formatMoney(usd(-500), 'en-US', 'exceptZero')).toBe('−$5.00');
    expect(formatMoney(usd(0), 'en-US', 'exceptZero')).toBe('$0.00');
    expect(formatMoney(usd(-500), 'en-US', 'never')).toBe('$5.00');
    expect(formatMoney(usd(-0), 'en-US', 'negative')).toBe('$0.00');
  });

  it('writes an unofficial currency with its code, without needless zeros', () => {
    const texts = [-1_50000000, 12345678, 0].map((amountMinor) =>
      plainSpaces(formatMoney({ amountMinor, currency: 'DOGE' }, 'en-US', 'exceptZero')),
    );
    expect(texts).toEqual(['−1.50 DOGE', '+0.12345678 DOGE', '0.00 DOGE']);
  });

  it('writes a code that is no currency’s as it stands', () => {
    expect(formatMoney({ amountMinor: 1, currency: '<b>' }, 'en-US', 'negative')).toBe('0.00000001\u00a0<b>');
  });

  it('keeps every digit in every locale, and has a true minus sign, never a hyphen', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...LOCALES), (amountMinor, locale) => {
        const text = formatMoney(usd(amountMinor), locale, 'negative');
        expect(BigInt(text.replaceAll(/[^0-9]/g, ''))).toBe(BigInt(Math.abs(amountMinor)));
        expect(text.includes('−')).toBe(amountMinor < 0);
        expect(text).not.toContain('-');
      }),
    );
  });
});

describe('money as short text, as on the axis of a chart', () => {
  it.each([
    ['en-US', 'USD', 250_000, '$2.5K'],
    ['en-US', 'USD', -30_000, '−$300'],
    ['en-US', 'USD', 0, '$0'],
    ['de-DE', 'EUR', 250_000, '2500 €'],
    ['en-US', 'JPY', 1_250_000, '¥1.25M'],
    ['en-US', 'DOGE', 250_000_000_000, '2.5K DOGE'],
  ])('in %s, %s', (locale, currency, amountMinor, text) => {
    expect(plainSpaces(formatMoney({ amountMinor, currency }, locale, 'short'))).toBe(text);
  });
});

describe('an amount as a decimal number, as in files and the API', () => {
  it.each([
    [-1240, 'USD', '-12.40'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [-0, 'USD', '0.00'],
    [500, 'JPY', '500'],
    [-1, 'JPY', '-1'],
    [1234567, 'KWD', '1234.567'],
    [1, 'DOGE', '0.00000001'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
  ])('writes %d of %s as %s', (amountMinor, currency, text) => {
    expect(toDecimal(amountMinor, currency)).toBe(text);
  });

  it('loses no digit, whatever the amount and the currency', () => {
    const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'BTC');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (amountMinor, code) => {
        const [whole = '', fraction = ''] = toDecimal(amountMinor, code).split('.');
        expect(fraction).toHaveLength(decimalsOf(code));
        expect(BigInt(whole + fraction)).toBe(BigInt(amountMinor));
      }),
    );
  });

  it('is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amountMinor) => {
        expect(toMinorUnits(Number(toDecimal(amountMinor, 'USD')), 'USD')).toBe(amountMinor);
      }),
    );
  });
});
