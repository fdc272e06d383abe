/** The payment of a card counts once, on whichever side it is told of, and a small one by hand does not stand for a whole one. */

import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../../src/finance/days.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { bought, came, card, checking, foretold, left, paidEachMonth } from './card-sample.ts';
import { CARD } from './sample.ts';

describe('a payment of 400.00 that is due today counts once', () => {
  const isPending = true;
  const rows = [...paidEachMonth(400_00, '2025-10-05', 20), bought('2025-10-16', 400_00)];
  it.each<[string, Account[], Transaction[], string]>([
    ['before it is told of', [checking(3_000_00), card(-400_00)], [], '2025-11-06'],
    [
      'while it is pending on the account',
      [checking(3_000_00), card(-400_00)],
      [left(400_00, { isPending })],
      '2025-12-05',
    ],
    [
      'while it is pending on both',
      [checking(3_000_00), card(-400_00)],
      [left(400_00, { isPending }), came(400_00, { isPending })],
      '2025-12-05',
    ],
    [
      'while it is posted on the account alone',
      [checking(2_600_00), card(-400_00)],
      [left(400_00)],
      '2025-12-05',
    ],
    [
      'while it is posted on the account and pending on the card',
      [checking(2_600_00), card(-400_00)],
      [left(400_00, { date: '2025-11-04' }), came(400_00, { isPending })],
      '2025-12-05',
    ],
    [
      'while it is pending on the card alone',
      [checking(3_000_00), card(-400_00)],
      [came(400_00, { isPending })],
      '2025-11-06',
    ],
    ['while it is posted on the card alone', [checking(3_000_00), card(0)], [came(400_00)], '2025-11-06'],
    [
      'while it is posted on the card and pending on the account',
      [checking(3_000_00), card(0)],
      [left(400_00, { isPending }), came(400_00)],
      '2025-12-05',
    ],
    ['when it is posted on both', [checking(2_600_00), card(0)], [left(400_00), came(400_00)], '2025-12-05'],
  ])('%s', (_when, accounts, extra, nextDay) => {
    const { safeMinor, before, after, dues } = foretold(accounts, [...rows, ...extra]);
    expect([safeMinor, before?.sureMinor]).toEqual([2_600_00, 2_600_00]);
    expect(before?.likely).toEqual({ lowMinor: 2_600_00, middleMinor: 2_600_00, highMinor: 2_600_00 });
    expect(after?.likely).toEqual({ lowMinor: 5_200_00, middleMinor: 5_200_00, highMinor: 5_200_00 });
    expect(dues.map(([day, owed]) => [day, owed])).toEqual([[nextDay, nextDay < '2025-12' ? 400_00 : 0]]);
  });

  it('also where 20.00 are left to be paid another time', () => {
    const paid = [left(380_00), came(380_00)];
    const { safeMinor, dues } = foretold([checking(2_620_00), card(-20_00)], [...rows, ...paid]);
    expect(safeMinor).toBe(2_620_00);
    expect(dues.map(([day, owed]) => [day, owed])).toEqual([['2025-12-05', 20_00]]);
  });

  it('besides one of another card that is not linked', () => {
    const other = left(150_00, { isPending, name: 'Moss Card Autopay' });
    const { safeMinor, before } = foretold([checking(3_000_00), card(-400_00)], [...rows, other]);
    expect([safeMinor, before?.sureMinor]).toEqual([2_450_00, 2_450_00]);
  });

  describe('for one of two cards that are paid under one name', () => {
    const accountId = 'second';
    const accounts = [checking(3_000_00), card(-400_00), { ...CARD, id: accountId, balanceMinor: -250_00 }];
    const both = [
      ...rows,
      ...paidEachMonth(250_00, '2025-10-05', 20, accountId),
      bought('2025-10-16', 250_00, accountId),
    ];
    it.each<[string, Transaction[], number, [string, number][]]>([
      [
        'of which one owes this sum',
        [left(250_00, { isPending })],
        3_000_00 - 250_00 - 400_00,
        [
          ['2025-11-06', 400_00],
          ['2025-12-05', 0],
        ],
      ],
      [
        'of which the other tells of another sum',
        [
          ...[left(100_00, { isPending }), came(100_00, { isPending, accountId })],
          ...[left(300_00, { isPending }), came(300_00, { isPending })],
        ],
        // Three quarters are a payment; two fifths are none.
        3_000_00 - 400_00 - 150_00,
        [
          ['2025-12-05', 100_00],
          ['2025-11-06', 150_00],
        ],
      ],
      [
        'of which one tells of it',
        [left(100_00, { isPending }), came(100_00, { isPending, accountId })],
        3_000_00 - 100_00 - 400_00 - 150_00,
        [
          ['2025-11-06', 400_00],
          ['2025-11-06', 150_00],
        ],
      ],
    ])('%s', (_which, extra, safe, expected) => {
      const { safeMinor, dues } = foretold(accounts, [...both, ...extra]);
      expect(safeMinor).toBe(safe);
      expect(dues.map(([day, owed]) => [day, owed])).toEqual(expected);
    });
  });
});

it('what is bought in the month of its payment closes in that month', () => {
  // On the 5th of each month, paid on the 25th: the latest day that fits is the 24th of the same month.
  const rows = [...paidEachMonth(400_00, '2025-10-25', 20), bought('2025-11-05', 400_00)];
  const { dues, safeMinor } = foretold([checking(3_000_00), card(-400_00)], rows);
  expect(dues).toEqual([['2025-11-25', 400_00, '2025-11-24']]);
  expect(safeMinor).toBe(2_600_00);
});

describe('900.00 that are paid on the 15th, of which', () => {
  const rows = [...paidEachMonth(400_00, '2025-10-15', 25), bought('2025-10-21', 900_00)];
  const byHand = (amountMinor: number, date: string) => [
    left(amountMinor, { date, name: 'Card payment' }),
    came(amountMinor, { date }),
  ];
  // Each month's last day fits, as all days from the 21st to the 14th do, and is the latest of them.
  it.each<[string, number, Transaction[], string, number, string]>([
    ['nothing is paid yet', 0, [], '2025-11-15', 900_00, '2025-10-31'],
    [
      '50.00 were paid by hand before',
      50_00,
      byHand(50_00, '2025-11-03'),
      '2025-11-15',
      850_00,
      '2025-10-31',
    ],
    [
      '40.00 were paid by hand before the balance was told',
      40_00,
      byHand(40_00, '2025-10-29'),
      '2025-11-15',
      860_00,
      '2025-10-31',
    ],
    ['all is paid by hand', 900_00, byHand(900_00, '2025-11-03'), '2025-12-15', 0, '2025-11-30'],
  ])('%s', (_what, paidMinor, extra, day, owedMinor, closesOn) => {
    const accounts = [checking(3_000_00 - paidMinor), card(-900_00 + paidMinor)];
    const { safeMinor, dues, before } = foretold(accounts, [...rows, ...extra]);
    expect([safeMinor, before?.sureMinor]).toEqual([2_100_00, 2_100_00]);
    expect([before?.likely?.lowMinor, before?.likely?.highMinor]).toEqual([2_100_00, 2_100_00]);
    expect(dues).toEqual([[day, owedMinor, closesOn]]);
  });

  it('50.00 were paid by hand, as in each month', () => {
    const each = Array.from({ length: 14 }, (_, index) => addMonths('2025-10-15', -index)).flatMap((date) => [
      ...[bought(addDays(date, -25), 400_00), left(350_00, { date }), came(350_00, { date })],
      ...byHand(50_00, addDays(date, -12)),
    ]);
    const { safeMinor, dues, before } = foretold(
      [checking(2_950_00), card(-850_00)],
      [...each, bought('2025-10-21', 900_00), ...byHand(50_00, '2025-11-03')],
    );
    expect([safeMinor, before?.likely?.lowMinor, before?.likely?.highMinor]).toEqual(Array(3).fill(2_100_00));
    expect(dues).toEqual([['2025-11-15', 850_00, '2025-10-31']]);
  });

  it('50.00 are pending', () => {
    const accounts = [checking(3_000_00), card(-900_00)];
    const { safeMinor, dues } = foretold(accounts, [...rows, left(50_00, { isPending: true })]);
    expect(safeMinor).toBe(2_100_00);
    expect(dues).toEqual([['2025-11-15', 850_00, '2025-10-31']]);
  });
});

it('a small payment by hand days before the due day leaves the rest to be paid', () => {
  const rows = [...paidEachMonth(400_00, '2025-10-08', 20), bought('2025-10-19', 900_00)];
  const byHand = [left(50_00, { date: '2025-11-04' }), came(50_00, { date: '2025-11-04' })];
  const { safeMinor, dues } = foretold([checking(2_950_00), card(-850_00)], [...rows, ...byHand]);
  expect(safeMinor).toBe(2_100_00);
  expect(dues.map(([day, owed]) => [day, owed])).toEqual([['2025-11-08', 850_00]]);
});
