import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLocale, LOCALES } from '../../src/finance/locale.ts';

describe('choosing a locale', () => {
  it.each([
    [undefined, 'en-US'],
    ['', 'en-US'],
    ['*', 'en-US'],
    ['de', 'de-DE'],
    ['de-AT,de;q=0.9', 'de-DE'],
    ['EN-gb', 'en-GB'],
    ['fr-CA, fr;q=0.8, en;q=0.5', 'fr-CA'],
    ['zh-CN, zh;q=0.9, ja;q=0.8', 'ja-JP'],
    ['en;q=0.5, sv;q=0.9', 'sv-SE'],
    ['de;q=0, nl', 'nl-NL'],
    ['de;q=0', 'en-US'],
    ['de;level=1;q=0.9, nl;q=0.5', 'de-DE'],
    ['de;q=abc, it', 'it-IT'],
    ['zh, ko', 'en-US'],
    ['__proto__, constructor', 'en-US'],
  ])('for %s is %s', (header, locale) => {
    expect(chooseLocale(header)).toBe(locale);
  });

  it('has a set of locales that this Node writes numbers and dates in', () => {
    expect(Intl.NumberFormat.supportedLocalesOf(LOCALES)).toEqual(LOCALES);
    expect(Intl.DateTimeFormat.supportedLocalesOf(LOCALES)).toEqual(LOCALES);
  });

  it('is always one of the tested set, for any header', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (header) => {
        expect(LOCALES).toContain(chooseLocale(header));
      }),
    );
  });

  it('does not read a hostile header to its end', () => {
    expect(chooseLocale(`${'zh,'.repeat(100_000)}de`)).toBe('en-US');
  });
});
