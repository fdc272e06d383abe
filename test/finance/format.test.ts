import { request } from 'express';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDateFormat } from '../../src/finance/dates.ts';
import { createFormat, HIDDEN_AMOUNT } from '../../src/finance/format.ts';
import { createIntlCache } from '../../src/finance/intl-cache.ts';
import { chooseLocale, LOCALES } from '../../src/finance/locale.ts';
import { collectGarbage } from '../support/collect-garbage.ts';

const today = '2025-11-03';
const shown = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'de-DE', isHidden: true, today });
const dinner = { amountMinor: -1240, currency: 'USD' };

describe('the format of one request', () => {
  it('prints money signed as it is, as a movement, without its sign, or short', () => {
    const refund = { ...dinner, amountMinor: 500 };
    expect([dinner, refund].map(shown.money)).toEqual(['−$12.40', '$5.00']);
    expect(shown.flow(refund)).toBe('+$5.00');
    expect(shown.magnitude(dinner)).toBe('$12.40');
    expect(shown.short({ ...dinner, amountMinor: 2500_00 })).toBe('$2.5K');
  });

  it('prints percentages and counts in the locale, with a true minus', () => {
    expect([0.345, -0.12, -0.001].map(shown.percent)).toEqual(['35%', '−12%', '0%']);
    expect(hidden.percent(0.345)).toBe('35\u00a0%');
    expect([shown, hidden].map(({ count }) => count(12345))).toEqual(['12,345', '12.345']);
    expect([0.04, 1, 6.26].map(shown.seconds)).toEqual(['0.0 seconds', '1.0 seconds', '6.3 seconds']);
  });

  it('prints one day in each of its forms, again and again', () => {
    const forms = () => [
      shown.day('2025-11-01'),
      shown.dayHeading('2025-11-01'),
      shown.shortDay('2025-11-01'),
      shown.month('2025-11'),
      shown.shortMonth('2025-11'),
    ];
    const expected = ['Nov 1, 2025', 'Sat, Nov 1', 'Nov 1', 'November 2025', 'Nov'];
    expect([forms(), forms()]).toEqual([expected, expected]);
  });

  it('prints one and the same mask for every amount when amounts are hidden', () => {
    const { money, flow, magnitude, short } = hidden;
    const large = { amountMinor: 987654321, currency: 'DOGE' };
    const printed = [dinner, { amountMinor: 0, currency: 'JPY' }, large].flatMap((amount) =>
      [money, flow, magnitude, short].map((print) => print(amount)),
    );
    expect(new Set(printed)).toEqual(new Set([HIDDEN_AMOUNT]));
    expect(HIDDEN_AMOUNT).toMatch(/^[^\s0-9$+−-]+$/);
  });

  it('still prints days and times when amounts are hidden, the times in UTC unless told otherwise', () => {
    expect(hidden.day('2025-11-03')).toBe('03.11.2025');
    expect(hidden.time(new Date('2025-11-03T14:05:00Z'))).toBe('14:05 UTC');
    const inBerlin = createFormat({ locale: 'de-DE', isHidden: true, today, timeZone: 'Europe/Berlin' });
    expect(inBerlin.time(new Date('2025-11-03T14:05:00Z'))).toMatch(/^15:05 /);
  });

  it('prints interest rates with up to three decimals, and no zeros at their end', () => {
    expect([21.24, 5.375, 5, 0.1].map(shown.rate)).toEqual(['21.24%', '5.375%', '5%', '0.1%']);
  });
});

const datesIn = (locale: string, timeZone = 'UTC') => createDateFormat({ locale, today, timeZone });

describe('days as text', () => {
  it.each([
    ['en-US', 'Nov 1, 2025'],
    ['en-GB', '1 Nov 2025'],
    ['de-DE', '01.11.2025'],
    ['fr-FR', '01/11/2025'],
    ['fr-CA', '2025-11-01'],
    ['nl-NL', '01-11-2025'],
    ['sv-SE', '2025-11-01'],
    ['ja-JP', '2025/11/01'],
  ])('in %s', (locale, text) => {
    expect(datesIn(locale).day('2025-11-01')).toBe(text);
  });

  it('are headed Today, Yesterday or by their weekday, with the year where it is not this one', () => {
    const days = ['2025-11-03', '2025-11-02', '2025-11-01', '2025-11-04', '2024-12-31'];
    const headings = ['Today', 'Yesterday', 'Sat, Nov 1', 'Tue, Nov 4', 'Tue, Dec 31, 2024'];
    expect(days.map(datesIn('en-US').dayHeading)).toEqual(headings);
    expect(datesIn('de-DE').dayHeading('2025-11-01')).toMatch(/^Sat,? 1 Nov$/);
  });

  it('are headed Yesterday also across the end of a year', () => {
    const { dayHeading } = createDateFormat({ locale: 'en-US', today: '2026-01-01', timeZone: 'UTC' });
    expect(dayHeading('2025-12-31')).toBe('Yesterday');
  });

  it('are short, with the year where it is not this one', () => {
    const { shortDay } = createDateFormat({ locale: 'en-US', today: '2026-01-01', timeZone: 'UTC' });
    expect(['2026-02-03', '2025-12-31'].map(shortDay)).toEqual(['Feb 3', 'Dec 31, 2025']);
  });

  it('have months in English whatever the locale', () => {
    for (const locale of LOCALES) {
      expect(datesIn(locale).month('2025-03')).toBe('March 2025');
      expect(datesIn(locale).shortMonth('2025-03')).toMatch(/^Mar\.?$/);
    }
  });
});

describe('times as text', () => {
  it('have their time zone', () => {
    expect(datesIn('de-DE').time(new Date('2025-11-03T14:05:00Z'))).toBe('14:05 UTC');
    expect(datesIn('en-US').time(new Date('2025-11-03T14:05:00Z'))).toMatch(/^2:05\sPM UTC$/);
  });

  it('have their date where they are not of the reader’s today', () => {
    const late = new Date('2025-11-02T23:30:00Z');
    expect(datesIn('de-DE').time(late)).toBe('02.11.2025, 23:30 UTC');
    expect(datesIn('de-DE', 'Europe/Berlin').time(late)).toMatch(/^0?0:30 (CET|GMT\+1)$/);
  });

  it('have their date also where they are of today, if that is asked for', () => {
    const now = new Date('2025-11-03T14:05:00Z');
    expect(datesIn('de-DE').dateTime(now)).toBe('03.11.2025, 14:05 UTC');
    expect(datesIn('en-GB').dateTime(now)).toBe('3 Nov 2025, 14:05 UTC');
    expect(datesIn('en-US').dateTime(now)).toMatch(/^Nov 3, 2025, 2:05\sPM UTC$/);
  });
});

/** By the languages that Express reads out of the header. */
function localeFor(header: string | undefined): string {
  const req: typeof request = Object.create(request, { headers: { value: { 'accept-language': header } } });
  return chooseLocale(req.acceptsLanguages());
}

describe('the locale of a request', () => {
  it.each([
    ...['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-IE', 'en-NZ', 'en-IN', 'de-DE', 'de-CH', 'fr-FR', 'fr-CA'],
    ...['es-ES', 'es-US', 'es-MX', 'es-AR', 'es-CL', 'es-CO', 'nl-NL', 'it-IT', 'pt-BR', 'pt-PT', 'sv-SE'],
    ...['da-DK', 'nb-NO', 'pl-PL', 'ja-JP'],
  ])('is %s where that is asked for', (locale) => {
    expect(localeFor(locale)).toBe(locale);
  });

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
    // Regions that the list has not, as CLDR's language matching places them.
    ['pt-AO', 'pt-PT'],
    ['pt-MZ, en;q=0.5', 'pt-PT'],
    ['pt', 'pt-BR'],
    ['en-ZA', 'en-GB'],
    ['en-PH', 'en-US'],
    ['en-AU', 'en-AU'],
    ['es-AR', 'es-AR'],
    ['es-CO, es;q=0.9', 'es-CO'],
    ['fr-BE', 'fr-FR'],
    ['nn-NO', 'nb-NO'],
    ['ca, es;q=0.5', 'es-ES'],
    ['i-klingon, de', 'de-DE'],
    ['__proto__, constructor', 'en-US'],
  ])('with Accept-Language %s is %s', (header, locale) => {
    expect(localeFor(header)).toBe(locale);
  });

  it('is one that this Node has numbers and dates of', () => {
    expect(Intl.NumberFormat.supportedLocalesOf(LOCALES)).toEqual(LOCALES);
    expect(Intl.DateTimeFormat.supportedLocalesOf(LOCALES)).toEqual(LOCALES);
  });

  it('is one of ours for any header', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (header) => {
        expect(LOCALES).toContain(localeFor(header));
      }),
    );
  });

  it('remembers no tag that a stranger has made up', () => {
    const heap = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = heap();
    for (let at = 0; at < 100_000; at++)
      chooseLocale([`de-x-n${at}`, `en-u-va-n${at}`, `fr-${at % 1000}-n${at}`]);
    expect(heap() - before).toBeLessThan(2 * 1024 * 1024);
  });

  it('is found without reading a huge header to its end', () => {
    expect(localeFor(`${'zh,'.repeat(100_000)}de`)).toBe('en-US');
  });
});

it('a formatter of Intl is made once for each key', () => {
  const made: string[] = [];
  const cache = createIntlCache<string>();
  const ask = (key: string) =>
    cache(key, () => {
      made.push(key);
      return `formatter of ${key}`;
    });
  expect([ask('a'), ask('b'), ask('a')]).toEqual(['formatter of a', 'formatter of b', 'formatter of a']);
  expect(made).toEqual(['a', 'b']);
});
