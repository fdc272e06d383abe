import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyBook,
  asTold,
  effects,
  isChangedByBook,
  unknownAccount,
} from '../../../src/finance/book/apply.ts';
import type { Book } from '../../../src/finance/book/lines.ts';
import { formatBook, keyOf, parseBook } from '../../../src/finance/book/text.ts';
import { flowKind, flowsOf, incomeAndSpending } from '../../../src/finance/flow.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
import { folded } from '../../support/naive-book.ts';
import { account, transaction } from '../samples.ts';
import { rule } from './books.ts';

function bookOf(...lines: readonly string[]): Book {
  const { lines: book, problems } = parseBook(lines.join('\n'));
  expect(problems).toEqual([]);
  return book;
}

const ACCOUNTS = [
  account(),
  account({ id: 'joint', name: 'Joint' }),
  account({ id: 'card', name: 'Blue Card', type: 'credit' }),
];
const COFFEE = transaction({
  name: 'Bluebird Coffee',
  originalName: 'SQ *BLUE-BIRD 0423',
  merchantId: 'm1',
  category: 'FOOD_AND_DRINK',
  detailedCategory: 'FOOD_AND_DRINK_COFFEE',
});

function applied(row: Transaction, ...lines: readonly string[]): Transaction {
  const [changed] = applyBook(bookOf(...lines), [row], ACCOUNTS);
  if (!changed) throw new Error('the row is gone');
  return changed;
}

describe('an account’s name', () => {
  const [EVERYDAY = account(), OTHER = account()] = [
    account({ id: 'one', name: 'Everyday Checking', mask: '4821' }),
    account({ id: 'two', name: 'Everyday Checking', mask: '1111' }),
  ];
  const countsAs = (accountId: string, name: string) =>
    applyBook(
      bookOf(`count "bluebird" as nothing on "${name}"`),
      [{ ...COFFEE, accountId }],
      [EVERYDAY, OTHER],
    )[0]?.countsAs;

  it('may be written as pages show it, with the last digits of its number', () => {
    expect(countsAs('one', 'everyday checking ••4821')).toBe('nothing');
    expect(countsAs('two', 'everyday checking ••4821')).toBeUndefined();
    expect(['one', 'two'].map((id) => countsAs(id, 'Everyday Checking'))).toEqual(['nothing', 'nothing']);
    expect(countsAs('one', 'Everyday')).toBeUndefined();
  });

  it.each([
    ['count "bluebird" as nothing', null],
    ['count "bluebird" as nothing on "everyday checking"', null],
    ['count "bluebird" as nothing on "Everyday Checking ••1111"', null],
    ['count "bluebird" as nothing on "Everyday"', 'Everyday'],
    ['rate EUR 1.08 USD', null],
  ])('of the line %s that nobody has is %s', (line, unknown) => {
    const [only] = bookOf(line);
    if (!only) throw new Error('no line');
    expect(unknownAccount(only, [EVERYDAY, OTHER])).toBe(unknown);
  });
});

describe('a transaction without the book', () => {
  it.each([
    ['file "bluebird" under Treats', { category: 'Treats' }],
    ['call "bluebird" Morning', { name: 'Morning' }],
    ['count "bluebird" as transfer', { countsAs: 'transfer' }],
  ])('is as it was before the line %s', (line, facts) => {
    const changed = applied(COFFEE, line);
    expect(changed).toMatchObject(facts);
    expect([isChangedByBook(COFFEE), isChangedByBook(changed)]).toEqual([false, true]);
    expect(asTold(changed)).toMatchObject({
      ...{ name: COFFEE.name, category: COFFEE.category, detailedCategory: COFFEE.detailedCategory },
    });
    expect([asTold(changed).countsAs, asTold(changed).told, asTold(COFFEE)]).toEqual([
      undefined,
      undefined,
      COFFEE,
    ]);
  });
});

describe('a line', () => {
  it.each(['bluebird', 'BLUEBIRD coffee', 'blue bird', 'sq blue/bird 0423', '0423', 'coffee'])(
    'for "%s" is for a merchant’s name or the bank’s text that has these words',
    (text) => {
      expect(applied(COFFEE, `count "${text}" as nothing`).countsAs).toBe('nothing');
    },
  );

  it.each([
    'blue coffee',
    'bird coffee',
    'bluebir',
    'luebird',
    'coffee bluebird',
    'bluebird coffee shop',
    'coffee sq',
    '423',
    '04 23',
  ])('for "%s" is not for one that has them in part, apart, in another order or in both texts', (text) => {
    expect(applied(COFFEE, `count "${text}" as nothing`)).toBe(COFFEE);
  });

  it.each([
    ['Café Ünal', 'CAFE\u0301 ünal'],
    ['ＦＵＬＬ width', 'full'],
    ['東京 コーヒー', '東京'],
    ['L’été', 'été'],
    ['Café Corner', 'cafe'],
    ['CAFE CORNER', 'café corner'],
  ])('for %s finds %s: case, accents and forms of letters do not matter', (name, text) => {
    expect(applied(transaction({ name }), `count "${text}" as nothing`).countsAs).toBe('nothing');
  });

  it('is for words among the first 500 signs of a name', () => {
    const named = (letters: number) => ({
      ...COFFEE,
      name: `${'x'.repeat(letters)} bluebird`,
      originalName: '',
    });
    const treats = (letters: number) => applied(named(letters), 'file "bluebird" under Treats').category;
    expect([treats(491), treats(492)]).toEqual(['Treats', COFFEE.category]);
  });

  it('is not for another word that has the same hash', () => {
    // 31 × “a” + “n” is 31 × “c” + “0”.
    const [an, c0] = ['An Shop', 'C0 Shop'].map((name) => transaction({ name, originalName: '' }));
    if (!an || !c0) throw new Error('no rows');
    expect(applied(c0, 'count "an" as nothing')).toBe(c0);
    expect(applied(c0, 'count "an" as income', 'count "c0" as nothing').countsAs).toBe('nothing');
    expect(applied(an, 'count "an" as income', 'count "c0" as nothing').countsAs).toBe('income');
  });

  it('can be for one direction, and for the accounts of one name', () => {
    const [out, back, none] = [-5, 5, 0].map((amountMinor) => transaction({ name: 'A', amountMinor }));
    const joint = transaction({ name: 'A', accountId: 'joint' });
    const unknown = transaction({ name: 'A', accountId: 'gone' });
    const rows = [out, back, none, joint, unknown].map((row) => row ?? COFFEE);
    const found = (line: string) =>
      applyBook(bookOf(line), rows, ACCOUNTS).map(({ countsAs }) => (countsAs === 'nothing' ? 1 : 0));
    expect(found('count "a" as nothing')).toEqual([1, 1, 1, 1, 1]);
    expect(found('count "a" as nothing out')).toEqual([1, 0, 0, 1, 1]);
    expect(found('count "a" as nothing in')).toEqual([0, 1, 0, 0, 0]);
    expect(found('count "a" as nothing on "JOINT"')).toEqual([0, 0, 0, 1, 0]);
    expect(found('count "a" as nothing in on "Everyday"')).toEqual([0, 1, 0, 0, 0]);
    expect(found('count "a" as nothing on "Every"')).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ['count "coffee" as income on "Everyday"', 'count "bluebird coffee" as nothing'],
    ['count "bluebird" as income out', 'count "coffee" as nothing on "Everyday"'],
    ['count "aa bluebird" as income', 'count "coffee" as nothing out'],
    ['count "bluebird" as income', 'count "blue" as nothing'],
    ['count "coffee" as income out', 'count "coffee" as nothing out on "Everyday"'],
  ])('%s gives way to %s, in whatever order', (less, more) => {
    expect(applied(COFFEE, less, more).countsAs).toBe('nothing');
    expect(applied(COFFEE, more, less).countsAs).toBe('nothing');
  });

  it('files a transaction under a primary, a detailed or one of the person’s own categories', () => {
    const told = {
      ...{ name: COFFEE.name, merchantId: 'm1', category: 'FOOD_AND_DRINK' },
      detailedCategory: 'FOOD_AND_DRINK_COFFEE',
    };
    expect(applied(COFFEE, 'file "coffee" under TRAVEL')).toEqual({
      ...COFFEE,
      ...{ category: 'TRAVEL', detailedCategory: 'TRAVEL', told },
    });
    expect(applied(COFFEE, 'file "coffee" under TRAVEL_FLIGHTS')).toEqual({
      ...COFFEE,
      ...{ category: 'TRAVEL', detailedCategory: 'TRAVEL_FLIGHTS', told },
    });
    expect(applied(COFFEE, 'file "coffee" under TRAVEL_with Ann')).toEqual({
      ...COFFEE,
      ...{ category: 'TRAVEL_with Ann', detailedCategory: 'TRAVEL_with Ann', told },
    });
    expect(applied(COFFEE, 'file "coffee" under FOOD_AND_DRINK_COFFEE')).toEqual(COFFEE);
  });

  it('calls a transaction by another name, and the bank’s text stays', () => {
    expect(applied(COFFEE, 'call "coffee" The Corner')).toEqual({
      ...COFFEE,
      ...{ name: 'The Corner', merchantId: 'book the corner' },
      told: {
        ...{ name: 'Bluebird Coffee', merchantId: 'm1', category: 'FOOD_AND_DRINK' },
        detailedCategory: 'FOOD_AND_DRINK_COFFEE',
      },
    });
  });

  it('makes merchants that are called the same one, also one that Plaid calls so', () => {
    const rows = ['A', 'B', 'the corner', 'C'].map((name, index) =>
      transaction({ name, merchantId: `m${index}` }),
    );
    const book = bookOf('call "a" The Corner', 'call "b" The Corner');
    const ids = applyBook(book, rows, ACCOUNTS).map(({ merchantId }) => merchantId);
    expect(ids).toEqual(['book the corner', 'book the corner', 'book the corner', 'm3']);
  });

  it('says that something does not recur, or does not any more', () => {
    expect(applied(COFFEE, 'recurring "bluebird" no')).toEqual({ ...COFFEE, recurs: 'no' });
    expect(applied(COFFEE, 'recurring "bluebird" ended')).toEqual({ ...COFFEE, recurs: 'ended' });
  });

  it('of each kind works beside those of others', () => {
    expect(
      applied(
        COFFEE,
        'file "coffee" under Treats',
        'call "coffee" X',
        'count "coffee" as income',
        'recurring "0423" no',
      ),
    ).toMatchObject({ category: 'Treats', name: 'X', countsAs: 'income', recurs: 'no' });
  });
});

describe('a book', () => {
  it('without rules gives the same array, and what no rule matches is the same object', () => {
    const rows = [COFFEE, transaction({ name: 'Other', originalName: '' })];
    expect(applyBook([], rows, ACCOUNTS)).toBe(rows);
    expect(applyBook(bookOf('target Pets 5 USD', 'rate EUR 1.08 USD'), rows, ACCOUNTS)).toBe(rows);
    expect(applyBook(bookOf('call "coffee" X'), rows, ACCOUNTS)[1]).toBe(rows[1]);
  });

  it('counts for each rule the transactions that it decides about', () => {
    const rows = [
      COFFEE,
      transaction({ name: 'Coffee', originalName: 'Coffee' }),
      transaction({ name: 'Coffee', amountMinor: 5 }),
      transaction({ name: 'Tea', originalName: '' }),
    ];
    const book = bookOf(
      'file "coffee" under Treats',
      'file "coffee" under Gifts in',
      'file "nobody" under Pets',
      'recurring "bluebird" no',
      'target Treats 5 USD',
    );
    const counted = {
      'file "coffee"': 2,
      'file "coffee" in': 1,
      'file "nobody"': 0,
      'recurring "bluebird"': 1,
    };
    expect(Object.fromEntries(effects(book, rows, ACCOUNTS))).toEqual(counted);
    const changed = applyBook(book, rows, ACCOUNTS);
    expect(Object.fromEntries(effects(book, changed, ACCOUNTS))).toEqual(counted);
    expect(effects([], rows, ACCOUNTS).size).toBe(0);
  });
});

const WORDS = ['blue', 'bird', 'coffee', 'SQ', '24', 'rent', 'Ann'] as const;
const words = (most: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: most }).map((all) => all.join(' '));
const category = fc.constantFrom(
  ...['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE', 'INCOME', 'TRANSFER_OUT', 'OTHER', 'LOAN_DISBURSEMENTS'],
  ...['LOAN_PAYMENTS_CREDIT_CARD_PAYMENT', 'Treats', 'Shared in'],
);
const match = fc.record({
  text: words(2),
  direction: fc.constantFrom('in' as const, 'out' as const, null),
  account: fc.constantFrom('Everyday', 'joint', 'Blue Card', null),
});
const someRule = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), match, category }),
  fc.record({ kind: fc.constant('call' as const), match, name: words(2) }),
  fc.record({
    kind: fc.constant('count' as const),
    match,
    countsAs: fc.constantFrom(
      'transfer' as const,
      'income' as const,
      'spending' as const,
      'nothing' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('recurring' as const),
    text: words(2),
    status: fc.constantFrom('no' as const, 'ended' as const),
  }),
  rule,
);
const book = fc.array(someRule, { maxLength: 25 }).map((lines) => parseBook(formatBook(lines)).lines);
const row: fc.Arbitrary<Transaction> = fc
  .record({
    name: words(3),
    originalName: fc.oneof(words(4), fc.constant('')),
    accountId: fc.constantFrom('checking', 'joint', 'card', 'gone'),
    amountMinor: fc.integer({ min: -5000, max: 5000 }),
    merchantId: fc.constantFrom(null, 'm1', 'm2'),
    primary: fc.constantFrom('FOOD_AND_DRINK', 'INCOME', 'TRANSFER_IN', 'OTHER', 'LOAN_PAYMENTS'),
    isPosted: fc.boolean(),
  })
  .map(({ primary, isPosted, ...facts }) =>
    transaction({
      ...facts,
      ...{ category: primary, detailedCategory: `${primary}_OTHER` },
      ...(isPosted
        ? {}
        : { isPending: true, probablySameAs: { id: 'p', date: '2025-11-03', amountMinor: 1 } }),
    }),
  );
const rows = fc.array(row, { maxLength: 30 });

type Line = Book[number];

/** A reading of the rules by itself, line by line and letter by letter. */
function naiveLine<K extends Line['kind']>(kind: K, row: Transaction, book: Book) {
  const split = (text: string) =>
    ` ${folded(text)
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  const nameOf = (id: string) => ACCOUNTS.find((one) => one.id === id)?.name;
  const everywhere = { direction: null, account: null };
  const candidates = book
    .filter((line) => line.kind === kind)
    .flatMap((line) => {
      if (line.kind === 'recurring')
        return [{ line: line as Line, match: { text: line.text, ...everywhere } }];
      return 'match' in line ? [{ line: line as Line, match: line.match }] : [];
    })
    .filter(({ match: { text, direction, account: on } }) => {
      const isThere = [row.name, row.originalName].some((held) => split(held).includes(split(text)));
      const isWay = direction === null || (direction === 'in' ? row.amountMinor > 0 : row.amountMinor < 0);
      return isThere && isWay && (on === null || folded(nameOf(row.accountId) ?? '') === folded(on));
    })
    .map((found) => ({
      ...found,
      rank: [
        99 - split(found.match.text).trim().split(' ').length,
        found.match.account === null ? 1 : 0,
        found.match.direction === null ? 1 : 0,
      ].join(' '),
    }));
  candidates.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
    return keyOf(a.line) < keyOf(b.line) ? -1 : 1;
  });
  return candidates[0]?.line as Extract<Line, { kind: K }> | undefined;
}

/** The table of flows, once more by itself, as a person's book changes it. */
function naiveKind(row: Transaction, book: Book, accounts: readonly Account[]) {
  if (row.probablySameAs) return 'nothing';
  const count = naiveLine('count', row, book);
  if (count) return count.countsAs;
  const filed = naiveLine('file', row, book)?.category;
  const primaries = [
    'FOOD_AND_DRINK',
    'INCOME',
    'TRANSFER_IN',
    'TRANSFER_OUT',
    'OTHER',
    'LOAN_DISBURSEMENTS',
    'LOAN_PAYMENTS',
  ];
  const detailed = filed !== undefined && /^[A-Z_]+$/.test(filed) ? filed : row.detailedCategory;
  const category =
    primaries.find((primary) => detailed === primary || detailed.startsWith(`${primary}_`)) ?? '';
  const plain = transaction({ ...row, category, detailedCategory: detailed });
  return flowKind(
    plain,
    accounts.find(({ id }) => id === row.accountId),
  );
}

describe('any book', () => {
  it('does the same in whatever order its lines stand, and no more when it is applied again', () => {
    fc.assert(
      fc.property(book, book, rows, (lines, others, told) => {
        const once = applyBook(lines, told, ACCOUNTS);
        expect(applyBook(lines.toReversed(), told, ACCOUNTS)).toEqual(once);
        expect(applyBook(lines, once, ACCOUNTS)).toEqual(once);
        if (lines.length === 0) return;
        const after = applyBook(others, told, ACCOUNTS);
        expect(applyBook(lines, after, ACCOUNTS)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('has the words that a plain reading of its lines has', () => {
    fc.assert(
      fc.property(book, rows, (lines, told) => {
        const changed = applyBook(lines, told, ACCOUNTS);
        const called = new Set(lines.flatMap((line) => (line.kind === 'call' ? [folded(line.name)] : [])));
        for (const [index, row] of told.entries()) {
          const now = changed[index];
          const category = naiveLine('file', row, lines)?.category;
          const name = naiveLine('call', row, lines)?.name ?? row.name;
          expect(now?.name).toBe(name);
          expect(now?.detailedCategory).toBe(category ?? row.detailedCategory);
          expect(now?.countsAs).toBe(naiveLine('count', row, lines)?.countsAs);
          expect(now?.recurs).toBe(naiveLine('recurring', row, lines)?.status);
          if (!called.has(folded(name))) expect(now?.merchantId).toBe(row.merchantId);
          const kept = { id: row.id, originalName: row.originalName, amountMinor: row.amountMinor };
          expect(now).toMatchObject({ ...kept, date: row.date, accountId: row.accountId });
          expect(now?.told?.name ?? now?.name).toBe(row.name);
          expect(now?.told?.category ?? now?.category).toBe(row.category);
        }
        const counted = effects(lines, told, ACCOUNTS);
        for (const line of lines) {
          if (!('match' in line) && line.kind !== 'recurring') continue;
          const decided = told.filter((row) => naiveLine(line.kind, row, lines) === line);
          expect(counted.get(keyOf(line))).toBe(decided.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('makes the sums that a plain reading of its lines makes', () => {
    fc.assert(
      fc.property(book, rows, (lines, told) => {
        let incomeMinor = 0;
        let spentMinor = 0;
        for (const row of told) {
          const kind = naiveKind(row, lines, ACCOUNTS);
          if (kind === 'income') incomeMinor += row.amountMinor;
          if (kind === 'spending') spentMinor -= row.amountMinor;
        }
        const sums = incomeAndSpending(flowsOf(applyBook(lines, told, ACCOUNTS), ACCOUNTS));
        expect(sums).toEqual({ incomeMinor, spentMinor, netMinor: incomeMinor - spentMinor });
      }),
      { numRuns: 500 },
    );
  });
});
