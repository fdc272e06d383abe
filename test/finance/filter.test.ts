import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FILTER_PARTS,
  parseFilter,
  rangeOf,
  toQuery,
  without,
  withoutAll,
} from '../../src/finance/filter.ts';

const fromQuery = (query: string) => parseFilter(Object.fromEntries(new URLSearchParams(query)));
const nothing = parseFilter({});

describe('reading a filter', () => {
  it('is off in every part where nothing is asked', () => {
    expect(FILTER_PARTS.map((part) => nothing[part])).toEqual(FILTER_PARTS.map(() => ''));
    expect(nothing).toMatchObject({ days: 30, page: 1 });
  });

  it('takes each part', () => {
    const query = 'q=caf%C3%A9&account=a1&category=TRAVEL&direction=out&pending=no';
    expect(fromQuery(`${query}&min=5&max=9.50&from=2025-01-01&to=2025-02-01&days=365&page=3`)).toEqual({
      q: 'café',
      account: 'a1',
      category: 'TRAVEL',
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

  it('leaves nonsense out', () => {
    const query =
      'days=-1&min=abc&max=1e9&page=-2&from=2025-02-30&to=soon&direction=up&pending=1&category=%3Cb%3E';
    expect(fromQuery(query)).toEqual(nothing);
    expect(parseFilter({ q: ['a', 'b'], account: { $gt: '' }, min: null, page: 7, days: [365] })).toEqual(
      nothing,
    );
  });

  it.each(['travel', '<b>TRAVEL', 'TRAVEL<b>', 'TRAVEL LOANS'])('takes "%s" for no category', (category) => {
    expect(parseFilter({ category }).category).toBe('');
  });

  it('drops the spaces around what was typed', () => {
    expect(parseFilter({ q: '  blue heron ', account: ' a1' })).toMatchObject({
      q: 'blue heron',
      account: 'a1',
    });
  });

  it('cuts what is too large, and never through a character', () => {
    expect(parseFilter({ page: '999999' }).page).toBe(10_000);
    expect(parseFilter({ page: '9'.repeat(90) }).page).toBe(10_000);
    expect(parseFilter({ page: '0' }).page).toBe(1);
    expect(parseFilter({ q: 'x'.repeat(5000) }).q).toHaveLength(100);
    expect(parseFilter({ q: `x${'😀'.repeat(60)}` }).q).toBe(`x${'😀'.repeat(49)}`);
  });

  it('turns a range that is the wrong way round', () => {
    const filter = parseFilter({ min: '10', max: '9', from: '2025-03-01', to: '2025-01-01' });
    expect(filter).toMatchObject({ min: '9', max: '10', from: '2025-01-01', to: '2025-03-01' });
  });

  it.each([
    { min: '5', max: '5.00' },
    { min: '5', max: '' },
    { min: '', max: '5' },
    { from: '2025-01-01', to: '' },
    { from: '', to: '2025-01-01' },
  ])('leaves %o as it is', (range) => {
    expect(parseFilter(range)).toMatchObject(range);
  });
});

describe('writing a filter', () => {
  it('names only what is used', () => {
    expect(toQuery(nothing)).toBe('');
    expect(toQuery(parseFilter({ q: 'a b&c', days: '90', page: '2' }))).toBe('days=90&q=a+b%26c&page=2');
  });

  it('can take one part off and then starts at the first page', () => {
    const filter = parseFilter({ q: 'tea', min: '5', page: '4', days: '90' });
    expect(toQuery(without(filter, 'q'))).toBe('days=90&min=5');
  });

  it('can take every part off and still look back as far', () => {
    const filter = parseFilter({ q: 'tea', min: '5', page: '4', days: '90', from: '2025-01-01' });
    expect(toQuery(withoutAll(filter))).toBe('days=90');
  });

  it('is read back as the same filter, whatever was asked', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.constantFrom('in', 'out', 'only', 'no', '30', '730', '12.40', '1,234', '2025-01-31', 'TRAVEL', '-1'),
      fc.anything(),
    );
    const query = fc.dictionary(fc.constantFrom(...FILTER_PARTS, 'days', 'page', '__proto__'), word);
    fc.assert(
      fc.property(query, (asked) => {
        const filter = parseFilter(asked);
        expect(fromQuery(toQuery(filter))).toEqual(filter);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the days a filter needs', () => {
  const today = '2025-11-03';
  const range = (query: string) => rangeOf(fromQuery(query), today);

  it('is the chosen number of days up to today', () => {
    expect(range('')).toEqual({ from: '2025-10-04', to: today });
    expect(range('days=90')).toEqual({ from: '2025-08-05', to: today });
  });

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
