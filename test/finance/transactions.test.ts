import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { accountLabel, transactionRow } from '../../src/finance/transaction-row.ts';
import { groupByDay, newestFirst, pageOf } from '../../src/finance/transactions.ts';
import { account, transaction } from './samples.ts';

describe('the order of the list', () => {
  it('is pending first, then newest first, and stable within a day', () => {
    const rows = [
      transaction({ id: 'a', date: '2025-10-31' }),
      transaction({ id: 'b', date: '2025-11-02' }),
      transaction({ id: 'c', date: '2025-11-02' }),
      transaction({ id: 'd', date: '2025-11-01', isPending: true }),
      transaction({ id: 'e', date: '2025-11-03', isPending: true }),
      transaction({ id: 'f', date: '2025-11-01' }),
    ];
    expect(newestFirst(rows).map((row) => row.id)).toEqual(['e', 'd', 'b', 'c', 'f', 'a']);
  });
});

describe('groups by day', () => {
  it('puts pending rows in one group of no day and sums each day per currency', () => {
    const groups = groupByDay(
      newestFirst([
        transaction({ date: '2025-11-02', amountMinor: -100 }),
        transaction({ date: '2025-11-02', amountMinor: 300, currency: 'EUR' }),
        transaction({ date: '2025-11-01', isPending: true }),
        transaction({ date: '2025-11-03', isPending: true }),
      ]),
    );
    expect(groups.map(({ day, count }) => [day, count])).toEqual([
      [null, 2],
      ['2025-11-02', 2],
    ]);
    expect(groups[1]?.totals.map(({ currency, netMinor }) => [currency, netMinor])).toEqual([
      ['EUR', 300],
      ['USD', -100],
    ]);
  });
});

it('a pending row that is probably posted as well is listed, and is in no sum', () => {
  const probablySameAs = { id: 'x1', date: '2025-11-03', amountMinor: -1240 };
  const rows = [transaction({ isPending: true, probablySameAs }), transaction({ isPending: true })];
  const [group] = groupByDay(rows);
  expect(group).toMatchObject({ count: 2, transactions: rows, totals: [{ netMinor: -1240, count: 1 }] });
});

describe('pages', () => {
  const sameDay = (count: number) => Array.from({ length: count }, () => transaction({ amountMinor: -1 }));

  it('can both have rows of a day, with the whole day’s totals', () => {
    const second = pageOf(groupByDay(sameDay(150)), 2);
    expect(second.groups.map((group) => group.transactions.length)).toEqual([50]);
    expect(second.groups[0]?.totals[0]?.netMinor).toBe(-150);
    expect(second).toMatchObject({ page: 2, pages: 2, count: 150 });
  });

  it('end with the last one for any number beyond it, and are one empty one for nothing', () => {
    expect(pageOf(groupByDay(sameDay(150)), 999).page).toBe(2);
    const nothing = { groups: [], page: 1, pages: 1, firstRow: 1, lastRow: 0, count: 0 };
    expect(pageOf([], 7)).toEqual(nothing);
  });

  it('have no empty one after a full one', () => {
    expect(pageOf(groupByDay(sameDay(200)), 2)).toMatchObject({ page: 2, pages: 2 });
  });

  it('have no heading of a day without a row of it', () => {
    const days = ['2025-11-03', '2025-11-02', '2025-11-01'];
    const groups = groupByDay(days.map((date) => transaction({ date })));
    const shown = days.map((_, index) => pageOf(groups, index + 1, 1).groups.map(({ day }) => day));
    expect(shown).toEqual(days.map((day) => [day]));
  });

  it('have the numbers of their first and last row', () => {
    expect(pageOf(groupByDay(sameDay(150)), 1)).toMatchObject({ firstRow: 1, lastRow: 100 });
    expect(pageOf(groupByDay(sameDay(150)), 2)).toMatchObject({ firstRow: 101, lastRow: 150 });
  });

  it('have every row once, in order', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2025-11-0${n}`);
    fc.assert(
      fc.property(fc.array(day), fc.integer({ min: 1, max: 7 }), (days, size) => {
        const rows = newestFirst(days.map((date) => transaction({ date })));
        const groups = groupByDay(rows);
        const { pages } = pageOf(groups, 1, size);
        const shown = Array.from({ length: pages }, (_, index) => pageOf(groups, index + 1, size).groups);
        expect(shown.flat().flatMap((group) => group.transactions)).toEqual(rows);
      }),
    );
  });
});

describe('a row of the list', () => {
  const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-03' });
  const rowOf = (facts: Parameters<typeof transaction>[0]) =>
    transactionRow(transaction(facts), account(), format);

  it('says of a purchase who got how much, for what and from where', () => {
    expect(rowOf({})).toEqual({
      payee: 'Blue Heron Coffee',
      original: 'SQ *BLUE HERON COFFEE 0423',
      icon: 'food-and-drink',
      merchantQuery: 'merchant=Blue+Heron+Coffee',
      category: 'Food and drink',
      categoryQuery: 'category=FOOD_AND_DRINK',
      account: 'Everyday ••1234',
      amount: '−$12.40',
      isIn: false,
      isPending: false,
      probablySameAs: null,
      told: null,
      countsAs: null,
      bookLinks: [
        { label: 'File under…', href: '/book/line?kind=file&text=Blue+Heron+Coffee' },
        { label: 'Call it…', href: '/book/line?kind=call&text=Blue+Heron+Coffee' },
        { label: 'Count as…', href: '/book/line?kind=count&text=Blue+Heron+Coffee' },
      ],
    });
  });

  it.each([
    [1, '+$0.01', true],
    [0, '$0.00', false],
  ])('says of %d cents: %s, and that they are money in: %s', (amountMinor, amount, isIn) => {
    expect(rowOf({ amountMinor, isPending: true })).toMatchObject({ amount, isIn, isPending: true });
  });

  it('names the posted row that a pending one probably is', () => {
    const { probablySameAs } = rowOf({
      isPending: true,
      probablySameAs: { id: 'x1', date: '2025-11-05', amountMinor: -1490 },
    });
    expect(probablySameAs).toBe('Probably the same as −$14.90 on Nov 5, 2025');
  });

  const told = {
    ...{ name: 'SQ *BLUEBIRD 0423', merchantId: null },
    ...{ category: 'FOOD_AND_DRINK', detailedCategory: 'FOOD_AND_DRINK_COFFEE' },
  };
  it.each([
    [
      { told, name: 'Bluebird', category: 'Treats', detailedCategory: 'Treats' },
      [told.name, 'Food and drink'],
    ],
    [{ told, detailedCategory: told.detailedCategory }, [told.name, null]],
    [{ told, name: told.name, category: 'Treats', detailedCategory: 'Treats' }, [null, 'Food and drink']],
    // In the same primary category the detailed one says what is else.
    [{ told, name: told.name, detailedCategory: 'FOOD_AND_DRINK_RESTAURANT' }, [null, 'Coffee']],
  ])('says what Plaid told where the book says otherwise: %j', (facts, [name, category]) => {
    expect(rowOf(facts).told).toEqual({ name, category });
  });

  it('says nothing of what Plaid told where only the merchant is another', () => {
    const facts = { name: told.name, detailedCategory: told.detailedCategory };
    expect(rowOf({ ...facts, told, merchantId: 'book bluebird' }).told).toBeNull();
  });

  it.each([
    ['transfer', 'Counted as a transfer'],
    ['income', 'Counted as income'],
    ['spending', 'Counted as spending'],
    ['nothing', 'Left out of totals'],
  ] as const)('says that the book counts it as %s', (countsAs, words) => {
    expect(rowOf({ countsAs }).countsAs).toBe(words);
    const probablySameAs = { id: 'x1', date: '2025-11-05', amountMinor: -1490 };
    expect(rowOf({ countsAs, isPending: true, probablySameAs }).countsAs).toBeNull();
  });

  it('leaves the bank’s text out where it says no more than the name', () => {
    expect(rowOf({ name: 'Rent', originalName: 'Rent' }).original).toBeNull();
    expect(rowOf({ name: 'Unnamed', originalName: '' }).original).toBeNull();
  });

  it('has no account where that is not known', () => {
    expect(transactionRow(transaction(), undefined, format).account).toBeNull();
  });

  it('has the end of the account’s number where the bank gives one', () => {
    expect(accountLabel({ name: 'Everyday', mask: '1234' })).toBe('Everyday ••1234');
    expect(accountLabel({ name: 'Everyday', mask: null })).toBe('Everyday');
  });
});
