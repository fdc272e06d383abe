/** What is safe to spend: its lines come to its amount, and nothing is taken off twice or left out. */

import { describe, expect, it } from 'vitest';
import { plansOf } from '../../../src/features/ahead/forecast/plans.ts';
import { type SumLine, safeToSpend } from '../../../src/features/ahead/safe-to-spend.ts';
import { addDays } from '../../../src/finance/days.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
import { account, transaction } from '../../finance/samples.ts';
import { came, card, left, paidEachMonth } from './forecast/card-sample.ts';
import { booksWith, CHECKING, everyday, monthly, SAVINGS, TODAY } from './forecast/sample.ts';

const rent = monthly(14, 20, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 });
const pay = monthly(14, 28, { name: 'Employer', category: 'INCOME', amountMinor: 1_500_00 });
const phone = monthly(14, 29, { name: 'Phone', category: 'RENT_AND_UTILITIES', amountMinor: -40_00 });

function sumsOf(accounts: readonly Account[], rows: readonly Transaction[]) {
  const books = booksWith(accounts, rows);
  return safeToSpend(books, plansOf(books));
}
const inWords = ({ of, day, amountMinor }: SumLine) => [
  of.kind,
  of.kind === 'payment' ? of.expected.recurring.name : '',
  day,
  amountMinor,
];

it('is what is there, without what is pending and what is due until the next income', () => {
  const pending = transaction({ date: TODAY, amountMinor: -25_00, isPending: true });
  const [sum, ...others] = sumsOf([CHECKING, SAVINGS], [...rent, ...pay, ...phone, pending]);
  expect(others).toEqual([]);
  expect(sum?.lines.map(inWords)).toEqual([
    ['balance', '', null, 3_000_00],
    ['pending', '', null, -25_00],
    ['payment', 'Landlord', '2025-11-20', -800_00],
  ]);
  expect([sum?.safeMinor, sum?.until, sum?.income?.expected.recurring.name]).toEqual([
    3_000_00 - 25_00 - 800_00,
    '2025-11-28',
    'Employer',
  ]);
  expect(sum?.leftOut.map(({ id }) => id)).toEqual(['savings']);
});

it('counts what is due on the day of the income, since nobody knows which is posted first', () => {
  const sameDay = monthly(14, 28, { name: 'Insurance', category: 'GENERAL_SERVICES', amountMinor: -60_00 });
  const [sum] = sumsOf([CHECKING], [...pay, ...sameDay, ...phone]);
  expect(sum?.safeMinor).toBe(2_940_00);
});

it('looks thirty days ahead where no income is regular', () => {
  const [sum] = sumsOf([CHECKING], [...rent, ...phone]);
  expect([sum?.income, sum?.until, sum?.safeMinor]).toEqual([null, '2025-12-05', 2_160_00]);
});

it('waits for no interest', () => {
  const interest = monthly(14, 10, {
    name: 'Interest',
    category: 'INCOME',
    detailedCategory: 'INCOME_INTEREST_EARNED',
    amountMinor: 3_00,
  });
  expect(sumsOf([CHECKING], [...interest, ...pay])[0]?.until).toBe('2025-11-28');
  // Nor where nothing else comes in.
  expect(sumsOf([CHECKING], [...interest, ...rent])[0]?.income).toBeNull();
});

describe('a small income', () => {
  const cashback = monthly(14, 8, { name: 'Cashback', category: 'INCOME', amountMinor: 1_00 });

  it('is not waited for where there is a larger one, so that the rent between them counts', () => {
    const [sum] = sumsOf([CHECKING], [...cashback, ...rent, ...pay]);
    expect([sum?.income?.expected.recurring.name, sum?.until, sum?.safeMinor]).toEqual([
      'Employer',
      '2025-11-28',
      2_200_00,
    ]);
  });

  it('is not waited for where the rest comes in without a rule', () => {
    const jobs = [5, 17, 51, 60, 88, 99, 131, 140, 177].map((days, index) =>
      transaction({
        date: addDays(TODAY, -days),
        name: `Client ${'abcdefghi'[index]}`,
        category: 'INCOME',
        amountMinor: 900_00 + index * 70_00,
      }),
    );
    const [sum] = sumsOf([CHECKING], [...cashback, ...rent, ...jobs]);
    expect([sum?.income, sum?.until, sum?.safeMinor]).toEqual([null, '2025-12-05', 2_200_00]);
  });

  it('is not what pay becomes by one large sum', () => {
    const legacy = transaction({
      date: addDays(TODAY, -40),
      name: 'Estate of an aunt',
      category: 'INCOME',
      amountMinor: 60_000_00,
    });
    expect(sumsOf([CHECKING], [...pay, legacy])[0]?.until).toBe('2025-11-28');
  });

  it('is waited for where it is small only each time: pay by the week is all that comes in', () => {
    const weekly = Array.from({ length: 40 }, (_, index) =>
      transaction({
        date: addDays(TODAY, -3 - index * 7),
        name: 'Employer',
        originalName: 'Employer',
        category: 'INCOME',
        amountMinor: 400_00,
      }),
    );
    expect(sumsOf([CHECKING], [...rent, ...weekly])[0]?.until).toBe('2025-11-09');
  });
});

describe('transfers between accounts of the person that are not monthly', () => {
  const every14Days = (otherId: string, amountMinor: number) =>
    Array.from({ length: 25 }, (_, index) => {
      const date = addDays(TODAY, -7 - 14 * index);
      const [inFacts, outFacts] = [
        { name: 'Transfer from', category: 'TRANSFER_IN', amountMinor: Math.abs(amountMinor) },
        { name: 'Transfer to', category: 'TRANSFER_OUT', amountMinor: -Math.abs(amountMinor) },
      ].map((facts) => ({ ...facts, date, originalName: facts.name }));
      const [own, other] = amountMinor < 0 ? [outFacts, inFacts] : [inFacts, outFacts];
      return [transaction({ ...own }), transaction({ ...other, accountId: otherId })];
    }).flat();

  it('cancel out where both are for spending, and are no income', () => {
    const joint = account({ id: 'joint', name: 'Joint', balanceMinor: 1_000_00 });
    for (const amountMinor of [-500_00, 500_00]) {
      const [sum] = sumsOf([CHECKING, joint], [...pay, ...every14Days('joint', amountMinor)]);
      expect([sum?.safeMinor, sum?.until, sum?.lines.map(({ of }) => of.kind)]).toEqual([
        4_000_00,
        '2025-11-28',
        ['balance', 'balance'],
      ]);
    }
  });

  it('to savings are taken off each time', () => {
    // Due on the 12th and the 26th, before pay on the 28th.
    const [sum] = sumsOf([CHECKING, SAVINGS], [...pay, ...every14Days('savings', -500_00)]);
    expect([sum?.safeMinor, sum?.until]).toEqual([3_000_00 - 2 * 500_00, '2025-11-28']);
  });

  it('from savings are no income', () => {
    const [sum] = sumsOf([CHECKING, SAVINGS], [...pay, ...every14Days('savings', 500_00)]);
    expect([sum?.safeMinor, sum?.until]).toEqual([3_000_00, '2025-11-28']);
  });

  it('from an account that is not linked are an income', () => {
    const rows = every14Days('elsewhere', 500_00).filter(({ accountId }) => accountId === 'checking');
    expect(sumsOf([CHECKING], [...pay, ...rows])[0]?.until).toBe('2025-11-12');
  });
});

describe('a fixed sum saved each month', () => {
  const saved = [
    ...monthly(14, 10, { name: 'To savings', category: 'TRANSFER_OUT', amountMinor: -300_00 }),
    ...monthly(14, 10, {
      accountId: 'savings',
      name: 'From checking',
      category: 'TRANSFER_IN',
      amountMinor: 300_00,
    }),
  ];
  const wellPaid = pay.map((row) => ({ ...row, amountMinor: 3_000_00 }));
  const paidOnThe1st = (amountMinor: number) =>
    monthly(14, 1, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor });
  const byWeek = [20_000, 90_000, 10_000, 120_000, 5_000, 70_000, 30_000];
  const irregular = Array.from({ length: 60 }, (_, index) =>
    transaction({
      date: addDays(TODAY, -3 - index * 7),
      name: `Shop ${'abcdefg'[index % 7]}`,
      amountMinor: -(byWeek[index % 7] ?? 0),
    }),
  );

  it.each([
    ['what is left grows', paidOnThe1st(-1_500_00)],
    ['what is left stays the same', paidOnThe1st(-2_700_00)],
    ['what is left goes up and down', irregular],
  ])('is taken off where %s', (_, spent) => {
    const [sum] = sumsOf([CHECKING, SAVINGS], [...wellPaid, ...spent, ...saved]);
    const saving = sum?.lines.filter(({ of }) => of.kind === 'saving') ?? [];
    expect(saving.map((line) => [...inWords(line), 'account' in line.of && line.of.account.id])).toEqual([
      ['saving', '', '2025-11-10', -300_00, 'checking'],
    ]);
    expect([sum?.safeMinor, sum?.until]).toEqual([2_700_00, '2025-11-28']);
  });

  it('is not taken off where it goes to another account for spending', () => {
    const joint = account({ id: 'joint', balanceMinor: 1_000_00 });
    const moved = saved.map((row) => (row.accountId === 'savings' ? { ...row, accountId: 'joint' } : row));
    const [sum] = sumsOf([CHECKING, joint], [...wellPaid, ...paidOnThe1st(-1_500_00), ...moved]);
    expect([sum?.safeMinor, sum?.until]).toEqual([4_000_00, '2025-11-28']);
  });

  it('is not what is left over: that takes away only what was not spent', () => {
    const rising = (rows: readonly Transaction[], sign: number, firstMinor: number) =>
      rows.map((row, index) => ({ ...row, amountMinor: sign * (firstMinor + index * 100_00) }));
    // What came on the 28th is saved on the 10th of the next month, so that the same is left after each time.
    const rows = [
      ...rising(pay, 1, 1_000_00),
      ...rising(saved.slice(0, 14), -1, 900_00),
      ...rising(saved.slice(14), 1, 900_00),
    ];
    const [sum] = sumsOf([CHECKING, SAVINGS], rows);
    expect([sum?.safeMinor, sum?.until]).toEqual([3_000_00, '2025-11-28']);
  });

  it('is not taken off where it comes from savings', () => {
    const drawn = saved.map((row) => ({
      ...row,
      accountId: row.accountId === 'savings' ? 'checking' : 'savings',
    }));
    const [sum] = sumsOf([CHECKING, SAVINGS], [...wellPaid, ...paidOnThe1st(-1_500_00), ...drawn]);
    expect([sum?.safeMinor, sum?.until]).toEqual([3_000_00, '2025-11-28']);
  });
});

describe('a card that owes 2,500.00', () => {
  const owing = card(-2_500_00);
  const leftOutOf = (accounts: readonly Account[], rows: readonly Transaction[]) =>
    sumsOf(accounts, rows).map(({ leftOut }) => leftOut.map(({ id }) => id));

  it('and was paid three times is not counted, and named after the savings', () => {
    // The rows of three months: bought, left and came in each.
    const rows = [...pay, ...paidEachMonth(400_00, '2025-10-05', 20).slice(0, 9)];
    expect(sumsOf([CHECKING, owing], rows)[0]?.safeMinor).toBe(3_000_00);
    expect(leftOutOf([CHECKING, owing, SAVINGS], rows)).toEqual([['savings', 'card']]);
  });

  it('and is paid each week counts by these payments, and is not named', () => {
    const weekly = Array.from({ length: 40 }, (_, index) => addDays('2025-10-31', -7 * index)).flatMap(
      (date) => [left(50_00, { date }), came(50_00, { date })],
    );
    const [sum] = sumsOf([CHECKING, owing], [...pay, ...weekly]);
    // On the 7th, 14th, 21st and 28th.
    expect([sum?.safeMinor, sum?.until, sum?.leftOut]).toEqual([3_000_00 - 4 * 50_00, '2025-11-28', []]);
  });

  it('is named with its own currency, and one that owes nothing is not', () => {
    const euro = account({ id: 'euro', currency: 'EUR', balanceMinor: 50_00 });
    const euroCard = { ...owing, id: 'euro card', currency: 'EUR' };
    expect(leftOutOf([CHECKING, euro, euroCard], pay)).toEqual([[], ['euro card']]);
    for (const balanceMinor of [0, 20_00]) {
      expect(leftOutOf([CHECKING, card(balanceMinor)], pay)).toEqual([[]]);
    }
  });
});

describe('with less than three months of history', () => {
  const since = (days: number, rows: readonly Transaction[]) =>
    rows.filter(({ date }) => date > addDays(TODAY, -days));
  const daily = everyday(2, {});

  it('is no sum, since what is due is not known: only what is certain is told', () => {
    const pending = transaction({ date: TODAY, amountMinor: -25_00, isPending: true });
    for (const rows of [since(30, [...daily, ...rent, ...pay]), since(89, daily), []]) {
      const [sum] = sumsOf([CHECKING], [...rows, pending]);
      expect([sum?.safeMinor, sum?.lines.map(inWords)]).toEqual([
        null,
        [
          ['balance', '', null, 3_000_00],
          ['pending', '', null, -25_00],
        ],
      ]);
    }
  });

  it('has the bills of high confidence and not the others', () => {
    const weekly = (name: string, count: number, amountMinor: number) =>
      Array.from({ length: count }, (_, index) =>
        transaction({
          date: addDays(TODAY, -4 - index * 7),
          name,
          originalName: name,
          category: 'RENT_AND_UTILITIES',
          amountMinor,
        }),
      );
    const rows = [...weekly('Nursery', 10, -60_00), ...weekly('Market', 5, -31_00)];
    const books = booksWith([CHECKING], rows);
    const plans = plansOf(books);
    // Else the test would show nothing.
    expect(plans.expected.map(({ recurring: { name, confidence } }) => [name, confidence])).toEqual([
      ['Nursery', 'high'],
      ['Market', 'medium'],
    ]);
    const [sum] = safeToSpend(books, plans);
    expect(sum?.safeMinor).toBe(null);
    // From the 8th on each week, up to December 5.
    expect(sum?.lines.map(inWords)).toEqual([
      ['balance', '', null, 3_000_00],
      ...['2025-11-08', '2025-11-15', '2025-11-22', '2025-11-29'].map((day) => [
        ...['payment', 'Nursery', day],
        -60_00,
      ]),
    ]);
  });

  it('of one of two accounts is no sum either', () => {
    const joint = account({ id: 'joint', balanceMinor: 500_00 });
    const young = since(30, everyday(2, { accountId: 'joint' }));
    const [sum] = sumsOf([CHECKING, joint], [...daily, ...rent, ...pay, ...young]);
    expect([sum?.safeMinor, sum?.tooYoung.map(({ id }) => id)]).toEqual([null, ['joint']]);
  });

  it('is a sum where an account is only rarely used, or the three months are there', () => {
    const joint = account({ id: 'joint', balanceMinor: 500_00 });
    const once = transaction({ accountId: 'joint', date: addDays(TODAY, -20), name: 'Shop' });
    expect(sumsOf([CHECKING, joint], [...daily, ...rent, ...pay, once])[0]?.safeMinor).toBe(2_700_00);
    expect(sumsOf([CHECKING], since(95, daily))[0]?.safeMinor).toBe(3_000_00);
  });
});

it('is below zero where more is due than there is', () => {
  expect(sumsOf([{ ...CHECKING, balanceMinor: 100_00 }], [...rent, ...pay])[0]?.safeMinor).toBe(-700_00);
});

it('is one sum for each currency, and none of savings alone', () => {
  const euro = account({ id: 'euro', currency: 'EUR', balanceMinor: 50_00 });
  expect(sumsOf([CHECKING, euro], rent).map(({ currency, safeMinor }) => [currency, safeMinor])).toEqual([
    ['USD', 2_200_00],
    ['EUR', 50_00],
  ]);
  expect(sumsOf([SAVINGS], [])).toEqual([]);
});

it('leaves out what is pending in another currency than its account', () => {
  const hotel = transaction({ date: TODAY, amountMinor: -150_000, currency: 'JPY', isPending: true });
  const [sum] = sumsOf([CHECKING], [...pay, hotel]);
  expect([sum?.safeMinor, sum?.lines.map(({ of }) => of.kind)]).toEqual([3_000_00, ['balance']]);
  expect(sum?.otherCurrencies).toEqual(['JPY']);
});
