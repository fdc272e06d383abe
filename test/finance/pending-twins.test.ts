/** Which pending rows are probably the same as a posted one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/finance/model.ts';
import { counts, eachPurchaseOnce } from '../../src/finance/pending-twins.ts';
import { toTransaction } from '../../src/plaid/mapping.ts';
import { probablePairs } from '../support/probable-pairs.ts';
import type { RawRow } from '../support/raw-books.ts';
import { transaction } from './samples.ts';

const pending = (facts: Partial<Transaction> = {}) =>
  transaction({ id: 'p', date: '2025-11-03', isPending: true, ...facts });
const posted = (facts: Partial<Transaction> = {}) => transaction({ id: 'x', date: '2025-11-05', ...facts });

/** The posted row's id for each pending one that has one, such as `p=x`. */
function pairsOf(...rows: Transaction[]): string[] {
  return eachPurchaseOnce(rows)
    .flatMap(({ id, probablySameAs }) => (probablySameAs ? [`${id}=${probablySameAs.id}`] : []))
    .sort();
}

describe('a pending row that a posted one names', () => {
  it('is left out', () => {
    const named = posted({ pendingId: 'p' });
    expect(eachPurchaseOnce([pending(), named])).toEqual([named]);
    expect(eachPurchaseOnce([named, pending()])).toEqual([named]);
  });

  it('stays where the posted row has not come; a posted row stays whose pending one is gone', () => {
    const rows = [pending({ name: 'Rent' }), posted({ pendingId: 'another' })];
    expect(eachPurchaseOnce(rows)).toEqual(rows);
  });
});

describe('a pending row that no posted one names', () => {
  it('names the posted row that it probably is, and counts no longer; the posted row is not changed', () => {
    const [first, second] = eachPurchaseOnce([pending(), posted()]);
    expect(first).toEqual({
      ...pending(),
      probablySameAs: { id: 'x', date: '2025-11-05', amountMinor: -1240 },
    });
    expect(second).toEqual(posted());
    expect([first, second].map((row) => row && counts(row))).toEqual([false, true]);
  });

  it.each<[string, Partial<Transaction>, Partial<Transaction>, boolean]>([
    ['on the day itself', {}, { date: '2025-11-03' }, true],
    ['seven days later', {}, { date: '2025-11-10' }, true],
    ['eight days later', {}, { date: '2025-11-11' }, false],
    ['the day before', {}, { date: '2025-11-02' }, false],
    ['over the end of a month and a year', { date: '2025-12-29' }, { date: '2026-01-05' }, true],
    ['on another account', {}, { accountId: 'card' }, false],
    ['in another currency', {}, { currency: 'CAD' }, false],
    ['in the other direction', {}, { amountMinor: 1240 }, false],
    ['both being money in', { amountMinor: 900 }, { amountMinor: 900 }, true],
    ['at another merchant', {}, { name: 'Noodle Harbor', originalName: 'NOODLE HARBOR' }, false],
    ['under another store number', {}, { originalName: 'SQ *BLUE HERON COFFEE 7' }, true],
    ['with the merchant id of the pending one', { merchantId: 'm' }, { merchantId: 'm', name: 'BHC' }, true],
    ['with another merchant id', { merchantId: 'm' }, { merchantId: 'n' }, false],
    ['with a merchant id that the same text has', {}, { merchantId: 'm' }, true],
    ['for a cent more', {}, { amountMinor: -1241 }, false],
    ['for less', {}, { amountMinor: -1239 }, false],
    ['but naming another pending row', {}, { pendingId: 'another' }, false],
  ])('%s: %o and %o', (_, held, paid, isPair) => {
    expect(pairsOf(pending(held), posted(paid))).toEqual(isPair ? ['p=x'] : []);
  });

  it.each([
    ['FOOD_AND_DRINK_RESTAURANT', -1350, true],
    ['FOOD_AND_DRINK_RESTAURANT', -1351, false],
    ['FOOD_AND_DRINK_RESTAURANT', -1001, true],
    ['FOOD_AND_DRINK_RESTAURANT', -999, false],
    ['TRANSPORTATION_GAS', -1350, true],
    ['TRAVEL_LODGING', -1350, true],
    ['FOOD_AND_DRINK_GROCERIES', -1001, false],
  ])('of 10.00, posted under %s as %d', (detailedCategory, amountMinor, isPair) => {
    const rows = [pending({ amountMinor: -1000 }), posted({ detailedCategory, amountMinor })];
    expect(pairsOf(...rows)).toEqual(isPair ? ['p=x'] : []);
  });
});

describe('of several possible pairs', () => {
  it('one is taken for two pending purchases and a posted one, and the other pending one still counts', () => {
    const rows = [pending({ id: 'p1' }), pending({ id: 'p2' }), posted()];
    expect(pairsOf(...rows)).toEqual(['p1=x']);
    expect(eachPurchaseOnce(rows).filter(counts)).toHaveLength(2);
  });

  it('one is taken for a pending purchase and two posted ones, and both posted ones count', () => {
    expect(pairsOf(pending(), posted({ id: 'x1' }), posted({ id: 'x2' }))).toEqual(['p=x1']);
  });

  it('that of the same amount comes first, even days later', () => {
    const detailedCategory = 'FOOD_AND_DRINK_RESTAURANT';
    const more = posted({ id: 'more', date: '2025-11-03', amountMinor: -1300, detailedCategory });
    const same = posted({ id: 'same', date: '2025-11-09', detailedCategory });
    expect(pairsOf(pending(), more, same)).toEqual(['p=same']);
    expect(pairsOf(pending(), pending({ id: 'q' }), more, same)).toEqual(['p=same', 'q=more']);
  });

  it('that of the nearest day comes first', () => {
    const rows = [posted({ id: 'x1', date: '2025-11-06' }), posted({ id: 'x2', date: '2025-11-04' })];
    expect(pairsOf(pending(), ...rows)).toEqual(['p=x2']);
    const later = pending({ id: 'q', date: '2025-11-04' });
    expect(pairsOf(pending(), later, ...rows)).toEqual(['p=x1', 'q=x2']);
  });
});

const someRow = fc.record({
  account_id: fc.constantFrom('checking', 'card'),
  amount: fc.constantFrom(-10, 10, 10.5, 12, 13.5, 13.51, 18.2),
  day: fc.integer({ min: 1, max: 20 }),
  name: fc.constantFrom('Noodle Harbor', 'Milepost Fuel'),
  original_description: fc.constantFrom('NOODLE 12', 'FUEL 7', ''),
  merchant_entity_id: fc.constantFrom(null, null, 'noodle', 'fuel'),
  detailed: fc.constantFrom('FOOD_AND_DRINK_RESTAURANT', 'FOOD_AND_DRINK_GROCERIES'),
  iso_currency_code: fc.constantFrom('USD', 'USD', 'EUR'),
  pending: fc.boolean(),
});

const someRows = fc.array(someRow, { maxLength: 40 }).map((rows) =>
  rows.map(
    ({ day, detailed, ...row }, index): RawRow => ({
      ...row,
      transaction_id: `row-${(index * 7) % 41}`,
      date: `2025-11-${String(day).padStart(2, '0')}`,
      merchant_name: null,
      pending_transaction_id: null,
      unofficial_currency_code: null,
      personal_finance_category: { primary: 'FOOD_AND_DRINK', detailed },
    }),
  ),
);

const ours = (rows: readonly RawRow[]) =>
  rows.map((row) => toTransaction(row as unknown as Parameters<typeof toTransaction>[0]));

describe('for any rows of a bank', () => {
  it('the pairs are those of an independent calculation', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        // No rule says which of two merchant ids a bank's text stands for, so here each text has one.
        const clear = rows.map(({ merchant_entity_id: id, ...row }) => ({
          ...row,
          merchant_entity_id: id && (row.original_description || row.name),
        }));
        const expected = [...probablePairs(clear)].map(([held, paid]) => `${held}=${paid}`).sort();
        expect(pairsOf(...ours(clear))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('the pairs are the same in any order of the rows, and each row is in one at most', () => {
    fc.assert(
      fc.property(someRows, fc.infiniteStream(fc.nat()), (rows, numbers) => {
        const pairs = pairsOf(...ours(rows));
        const places = new Map(rows.map((row) => [row, Number(numbers.next().value)]));
        const shuffled = rows.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
        expect(pairsOf(...ours(shuffled))).toEqual(pairs);
        for (const side of [0, 1]) {
          const ids = pairs.map((pair) => pair.split('=')[side]);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('no row is lost, every posted one counts, and what no longer counts is pending and at most what was posted', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const told = ours(rows);
        const once = eachPurchaseOnce(told);
        expect(once.map(({ id }) => id)).toEqual(told.map(({ id }) => id));
        const byId = new Map(told.map((row) => [row.id, row]));
        for (const { isPending, amountMinor, probablySameAs } of once) {
          if (!probablySameAs) continue;
          expect(isPending).toBe(true);
          expect(byId.get(probablySameAs.id)).toMatchObject({ isPending: false, ...probablySameAs });
          expect(Math.abs(amountMinor)).toBeLessThanOrEqual(Math.abs(probablySameAs.amountMinor));
          expect(Math.sign(amountMinor)).toBe(Math.sign(probablySameAs.amountMinor));
        }
      }),
    );
  });

  it('not every pair of 200,000 rows of one merchant on one day is compared', () => {
    const half = Array.from({ length: 100_000 }, (_, index) => index);
    const rows = [
      ...half.map((index) => pending({ id: `p${index}`, amountMinor: -1000 - index })),
      ...half.map((index) =>
        posted({
          id: `x${index}`,
          amountMinor: -1001 - index,
          detailedCategory: 'FOOD_AND_DRINK_RESTAURANT',
        }),
      ),
    ];
    // All but the smallest have a posted row of the same amount; that one is left with the largest, which is too much.
    expect(eachPurchaseOnce(rows).filter(counts)).toHaveLength(100_001);
  });
});
