import { parse } from 'node:querystring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkedCurrency, merchantQuery, spendingQuery } from '../../src/finance/figure-links.ts';
import { parseFilter } from '../../src/finance/filter.ts';
import { matching } from '../../src/finance/matching.ts';
import { filterNames } from '../../src/finance/merchant-names.ts';
import { transaction } from './samples.ts';

describe('the address of a figure', () => {
  it('is of what a sum of spending is made of', () => {
    expect(spendingQuery(['TRAVEL', 'OTHER'], { days: 90 })).toBe(
      'days=90&category=TRAVEL,OTHER&counts=spending',
    );
    expect(spendingQuery(['TRAVEL'], { from: '2025-01-01', currency: 'EUR' })).toBe(
      'category=TRAVEL&counts=spending&currency=EUR&from=2025-01-01',
    );
  });

  it('has its currency where the transactions have several', () => {
    expect(linkedCurrency([{ currency: 'USD' }, { currency: 'EUR' }])('EUR')).toBe('EUR');
    expect(linkedCurrency([{ currency: 'EUR' }, { currency: 'EUR' }])('EUR')).toBe('');
    expect(linkedCurrency([])('EUR')).toBe('');
  });

  it('is of a merchant by its names', () => {
    expect(merchantQuery(['a&b=c', '"Motel 6"'], { days: 90 })).toBe(
      'days=90&merchant=a%26b%3Dc&merchant=%22Motel+6%22',
    );
    expect(merchantQuery(['Gym', 'THE GYM, LTD'], { from: '2025-11-01' })).toBe(
      'merchant=Gym&merchant=THE+GYM,+LTD&from=2025-11-01',
    );
  });

  it('has room for many names in any script, and is none where it has not', () => {
    const names = (count: number) =>
      Array.from(
        { length: count },
        (_, at) => `コーヒーの店${'一二三四五六七八九十'[at % 10]}${at}号店の二階`,
      );
    const query = merchantQuery(names(40)) ?? '';
    expect(query.length).toBeGreaterThan(2_048);
    expect(query.length).toBeLessThan(7_900);
    expect(parseFilter(parse(query), []).merchant).toEqual(names(40));
    expect(merchantQuery(names(90))).toBeNull();
    expect(merchantQuery(Array.from({ length: 201 }, (_, at) => `m${at}`))).toBeNull();
  });
});

describe('the names of merchants in a filter', () => {
  it('are those that differ in digits once, where no other merchant has them', () => {
    expect(filterNames([['Gym 0423', 'Gym 0588', 'THE GYM, LTD'], ['Books']])).toEqual([
      ['Gym 0423', 'THE GYM, LTD'],
      ['Books'],
    ]);
  });

  it('are in quotation marks where another merchant differs in digits alone', () => {
    expect(filterNames([['Motel 6', 'MOTEL 6', 'Six'], ['Motel 8']])).toEqual([
      ['"Motel 6"', 'Six'],
      ['"Motel 8"'],
    ]);
  });

  it('find each merchant, and no other whose names differ', () => {
    const name = fc
      .tuple(
        fc.constantFrom('Motel', 'motel', 'Shell', 'Route', '"Joe"', 'カフェ', '😀'.repeat(60), '123', '"'),
        fc.constantFrom('', ' 6', ' 8', ' #0423', ' "6"', ' diner', ' 9 diner'),
      )
      .map(([first, rest]) => `${first}${rest}`.trim());
    const plain = (text: string) => text.replaceAll('"', '').slice(0, 98).trim().toLowerCase();
    const merchants = fc.array(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(merchants, (all) => {
        const taken = new Set<string>();
        const apart = all
          .map((names) => {
            const own = names.filter((one) => !taken.has(plain(one)));
            for (const one of own) taken.add(plain(one));
            return own;
          })
          .filter((names) => names.length > 0);
        const filters = filterNames(apart).map((merchant) =>
          parseFilter(parse(merchantQuery(merchant) ?? ''), []),
        );
        for (const [at, filter] of filters.entries()) {
          const lets = matching(filter, []);
          const found = apart.flatMap((names, owner) =>
            names.flatMap((one) => (lets(transaction({ name: one })) ? [owner] : [])),
          );
          expect(found).toEqual(apart[at]?.map(() => at));
        }
      }),
      { numRuns: 500 },
    );
  });
});
