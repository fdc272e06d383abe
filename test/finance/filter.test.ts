import { parse } from 'node:querystring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAYS,
  daysLabel,
  FILTER_PARTS,
  filterFaults,
  isUnfiltered,
  looksThroughAll,
  NO_FILTER,
  parseFilter,
  rangeOf,
  toQuery,
  without,
  withoutAll,
} from '../../src/finance/filter.ts';

/** As the app reads an address. */
const fromQuery = (query: string) => parseFilter(parse(query), []);
const nothing = NO_FILTER;

describe('reading a filter', () => {
  it('is empty in every part where nothing is asked', () => {
    expect(FILTER_PARTS.map((part) => nothing[part].length)).toEqual(FILTER_PARTS.map(() => 0));
    expect(nothing).toMatchObject({ days: null, page: 1 });
  });

  it('takes each part', () => {
    const query =
      'q=caf%C3%A9&merchant=Gym&account=a1&category=TRAVEL&counts=spending&currency=eur&direction=out';
    expect(
      fromQuery(`${query}&pending=no&min=5&max=9.50&from=2025-01-01&to=2025-02-01&days=365&page=3`),
    ).toEqual({
      q: 'café',
      merchant: ['Gym'],
      account: ['a1'],
      category: ['TRAVEL'],
      counts: 'spending',
      currency: 'EUR',
      direction: 'out',
      pending: 'no',
      min: '5',
      max: '9.50',
      from: '2025-01-01',
      to: '2025-02-01',
      days: 365,
      page: 3,
    });
  });

  it('ignores values that are not valid', () => {
    const query =
      'days=-1&min=abc&max=1e9&page=-2&from=2025-02-30&to=soon&direction=up&pending=1&category=%3Cb%3E&currency=%E2%82%AC';
    expect(fromQuery(query)).toEqual(nothing);
    expect(parseFilter({ q: ['a', 'b'], account: { $gt: '' }, min: null, page: 7, days: [365] }, [])).toEqual(
      nothing,
    );
  });

  it('takes several accounts and categories, repeated or with commas, and each merchant with its own commas', () => {
    expect(
      fromQuery('account=a1,a2&account=a3&account=a1&category=TRAVEL&category=OTHER,MEDICAL'),
    ).toMatchObject({
      account: ['a1', 'a2', 'a3'],
      category: ['TRAVEL', 'OTHER', 'MEDICAL'],
    });
    expect(fromQuery('merchant=Bread,+Ltd.&merchant=Gym').merchant).toEqual(['Bread, Ltd.', 'Gym']);
    expect(fromQuery('merchant=&account=,,&category=').account).toEqual([]);
  });

  it('knows the person’s own categories, and takes words that are none for nothing', () => {
    const own = ['Treats', 'Books, music', 'TRAVEL_with Ann'];
    const filterOf = (query: string) => parseFilter(parse(query), own);
    expect(filterOf('category=Treats').category).toEqual(['Treats']);
    expect(filterOf('category=TRAVEL,Treats&category=treats').category).toEqual(['TRAVEL', 'Treats']);
    expect(filterOf('category=Books,+music&category=Books&category=OTHER').category).toEqual([
      'Books, music',
      'OTHER',
    ]);
    expect(filterOf('category=TRAVEL&category=TRAVEL_with+Ann').category).toEqual([
      'TRAVEL',
      'TRAVEL_with Ann',
    ]);
    expect(parseFilter({ category: 'Treats' }, []).category).toEqual([]);
    const filter = { ...NO_FILTER, category: ['TRAVEL', 'OTHER', ...own] };
    expect(toQuery(filter)).toBe(
      'category=TRAVEL,OTHER&category=Treats&category=Books,+music&category=TRAVEL_with+Ann',
    );
    expect(filterOf(toQuery(filter))).toEqual(filter);
    expect(filterOf(toQuery(without(filter, 'category', 'Books, music'))).category).toEqual([
      ...['TRAVEL', 'OTHER', 'Treats', 'TRAVEL_with Ann'],
    ]);
  });

  it('takes a detailed category in place of its primary one, and no other', () => {
    const query =
      'category=FOOD_AND_DRINK&category=FOOD_AND_DRINK_COFFEE&category=TRAVEL&category=MADE_UP,MADE_UP_A';
    expect(fromQuery(query).category).toEqual(['FOOD_AND_DRINK_COFFEE', 'TRAVEL', 'MADE_UP', 'MADE_UP_A']);
  });

  it('names what was typed and is no amount or no day', () => {
    const query = 'min=abc&max=12.40&from=2025-02-30&to=&q=abc&days=x';
    expect(filterFaults(parse(query))).toEqual([
      { part: 'min', typed: 'abc' },
      { part: 'from', typed: '2025-02-30' },
    ]);
    expect(filterFaults(parse('max=-5&to=tomorrow'))).toEqual([{ part: 'to', typed: 'tomorrow' }]);
  });

  it.each(['travel', '<b>TRAVEL', 'TRAVEL<b>', 'TRAVEL LOANS'])('takes "%s" for no category', (category) => {
    expect(parseFilter({ category }, []).category).toEqual([]);
  });

  it.each(['EU', 'EUROZONE1', '€', 'E R', 'EUR<b>'])('takes "%s" for no currency', (currency) => {
    expect(parseFilter({ currency }, []).currency).toBe('');
  });

  it.each(['EUR', 'BTC', 'LUMI', 'USDT', 'EURO2026'])('takes "%s" for a currency', (currency) => {
    expect(parseFilter({ currency }, []).currency).toBe(currency);
  });

  it('takes as many accounts as an address has room for', () => {
    const ids = Array.from({ length: 201 }, (_, at) => `account${at}`);
    expect(parseFilter({ account: ids }, []).account).toEqual(ids.slice(0, 200));
  });

  it('drops the spaces around what was typed', () => {
    expect(parseFilter({ q: '  blue heron ', account: ' a1' }, [])).toMatchObject({
      q: 'blue heron',
      account: ['a1'],
    });
  });

  it('limits long texts and large page numbers, and cuts no character in two', () => {
    expect(parseFilter({ page: '999999' }, []).page).toBe(10_000);
    expect(parseFilter({ page: '9'.repeat(90) }, []).page).toBe(10_000);
    expect(parseFilter({ page: '0' }, []).page).toBe(1);
    expect(parseFilter({ q: 'x'.repeat(5000) }, []).q).toHaveLength(100);
    expect(parseFilter({ q: `x${'😀'.repeat(60)}` }, []).q).toBe(`x${'😀'.repeat(49)}`);
  });

  it('swaps the ends of a range that is in the wrong order', () => {
    const filter = parseFilter({ min: '10', max: '9', from: '2025-03-01', to: '2025-01-01' }, []);
    expect(filter).toMatchObject({ min: '9', max: '10', from: '2025-01-01', to: '2025-03-01' });
  });

  it.each([
    { min: '5', max: '5.00' },
    { min: '5', max: '' },
    { min: '', max: '5' },
    { from: '2025-01-01', to: '' },
    { from: '', to: '2025-01-01' },
  ])('leaves %o as it is', (range) => {
    expect(parseFilter(range, [])).toMatchObject(range);
  });
});

describe('writing a filter', () => {
  it('has only the parts that are set', () => {
    expect(toQuery(nothing)).toBe('');
    expect(toQuery(parseFilter({ q: 'a b&c', days: '90', page: '2' }, []))).toBe('days=90&q=a+b%26c&page=2');
  });

  it('can leave one part out, and then starts at the first page', () => {
    const filter = parseFilter({ q: 'tea', min: '5', page: '4', days: '90' }, []);
    expect(toQuery(without(filter, 'q', 'tea'))).toBe('days=90&min=5');
  });

  it('can leave one of several values out', () => {
    const filter = parseFilter({ account: 'a1,a2,a3', merchant: ['Tea', 'Gym'], page: '2' }, []);
    expect(toQuery(without(filter, 'account', 'a2'))).toBe('merchant=Tea&merchant=Gym&account=a1,a3');
    expect(toQuery(without(filter, 'merchant', 'Tea'))).toBe('merchant=Gym&account=a1,a2,a3');
  });

  it('keeps a range that was chosen, whichever it is', () => {
    expect(DAYS.map((days) => toQuery(parseFilter({ days: String(days) }, [])))).toEqual(
      DAYS.map((days) => `days=${days}`),
    );
    expect(DAYS.map(daysLabel)).toEqual(['30 days', '90 days', '6 months', '1 year', '2 years']);
  });

  it('can leave every part out but the number of days', () => {
    const filter = parseFilter({ q: 'tea', min: '5', page: '4', days: '90', from: '2025-01-01' }, []);
    expect(toQuery(withoutAll(filter))).toBe('days=90');
  });

  it('is read back as the same filter, whatever was asked', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.constantFrom('in', 'out', 'only', 'no', '30', '730', '12.40', '1,234', '2025-01-31', 'TRAVEL', '-1'),
      fc.constantFrom(
        'eur',
        'LUMI',
        '"Motel 6"',
        '"',
        'income',
        'FOOD_AND_DRINK',
        'FOOD_AND_DRINK_COFFEE,TRAVEL',
        'a,b',
        ' a , a ',
      ),
      fc.array(fc.string({ unit: 'binary', maxLength: 120 })),
      fc.anything(),
    );
    const query = fc.dictionary(fc.constantFrom(...FILTER_PARTS, 'days', 'page', '__proto__'), word);
    fc.assert(
      fc.property(query, (asked) => {
        const filter = parseFilter(asked, []);
        expect(fromQuery(toQuery(filter))).toEqual(filter);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the range of days of a filter', () => {
  const today = '2025-11-03';
  const range = (query: string) => rangeOf(fromQuery(query), today);

  it('is the chosen number of days up to today', () => {
    expect(range('')).toEqual({ from: '2025-10-04', to: today });
    expect(range('days=90')).toEqual({ from: '2025-08-05', to: today });
  });

  it.each(['q=coffee', 'merchant=Gym', 'category=TRAVEL', 'q=12.40&direction=in'])(
    'is all that Plaid has for whoever looks for something: %s',
    (query) => {
      expect(range(query)).toEqual({ from: '2023-11-04', to: today });
      expect(looksThroughAll(fromQuery(query))).toBe(true);
      expect(range(`${query}&days=90`)).toEqual({ from: '2025-08-05', to: today });
      expect(range(`${query}&from=2025-10-01`)).toEqual({ from: '2025-10-01', to: today });
      expect(looksThroughAll(fromQuery(`${query}&days=90`))).toBe(false);
      expect(looksThroughAll(fromQuery(`${query}&to=2025-10-01`))).toBe(false);
    },
  );

  it.each(['', 'direction=in', 'account=a1', 'min=5', 'pending=only', 'counts=income', 'currency=EUR'])(
    'is the last 30 days for everything else: %j',
    (query) => {
      expect(range(query)).toEqual({ from: '2025-10-04', to: today });
    },
  );

  it('follows the given days', () => {
    expect(range('from=2025-01-01&to=2025-01-31')).toEqual({ from: '2025-01-01', to: '2025-01-31' });
    expect(range('from=2025-10-30')).toEqual({ from: '2025-10-30', to: today });
    expect(range('to=2025-01-31')).toEqual({ from: '2025-01-01', to: '2025-01-31' });
  });

  it('stays within what Plaid has, with its first day never after its last', () => {
    expect(range('from=1999-01-01')).toEqual({ from: '2023-11-04', to: today });
    expect(range('from=2100-01-01&to=2100-02-01')).toEqual({ from: today, to: today });
    expect(range('to=1999-01-01')).toEqual({ from: '2023-11-04', to: '2023-11-04' });
  });
});

describe('a filter that lets all of its range through', () => {
  const USED: Readonly<Record<(typeof FILTER_PARTS)[number], string>> = {
    ...{ q: 'q=a', merchant: 'merchant=Gym', account: 'account=a1', category: 'category=TRAVEL' },
    ...{ counts: 'counts=income', currency: 'currency=EUR', direction: 'direction=in' },
    ...{ pending: 'pending=no', min: 'min=1', max: 'max=1', from: 'from=2025-01-01', to: 'to=2025-01-01' },
  };

  it.each(FILTER_PARTS)('uses %s only where it is a day', (part) => {
    expect(isUnfiltered(fromQuery(USED[part]))).toBe(part === 'from' || part === 'to');
  });

  it('uses none, or days alone', () => {
    for (const query of ['', 'days=90', 'from=2025-01-01&to=2025-01-01', 'page=2']) {
      expect(isUnfiltered(fromQuery(query)), query).toBe(true);
    }
  });
});
