import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/finance/locale.ts';
import { formatMoney } from '../../src/finance/money.ts';

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
    const text = (amountMinor: number) =>
      formatMoney({ amountMinor, currency: 'DOGE' }, 'en-US', 'exceptZero').replace('\u00a0', ' ');
    expect(text(-1_50000000)).toBe('−1.50 DOGE');
    expect(text(12345678)).toBe('+0.12345678 DOGE');
    expect(text(0)).toBe('0.00 DOGE');
  });

  it('does not fail on a currency code that is none', () => {
    expect(formatMoney({ amountMinor: 1, currency: '<b>' }, 'en-US', 'negative')).toBe('0.00000001\u00a0<b>');
  });

  it('keeps every digit in every locale, and never the hyphen for a minus', () => {
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
