/** The courses of the days ahead, where every number can be worked out by hand: nothing is left to be drawn, or two things. */

import { describe, expect, it } from 'vitest';
import {
  type CardPayment,
  type Change,
  COURSES,
  type Situation,
  simulate,
  type Transfer,
} from '../../../../src/features/ahead/forecast/simulate.ts';

/** Neither the week before nor the ten days after it hold a month's end. */
const TODAY = '2025-11-14';
const NOTHING: Situation = {
  ...{ today: TODAY, days: 10, startMinor: [1000], everyday: [null], weeksKnown: 0, quietDays: [0] },
  ...{ changes: [], cardPayments: [], transfers: [] },
};
const CHANGE: Change = { account: 0, day: 3, amountsMinor: [-40], daysLate: [] };

/** The balances of each account, day by day, which must be the same in every course. */
function certain(facts: Partial<Situation>): number[][] {
  return simulate({ ...NOTHING, ...facts }).map((days) =>
    days.map((courses) => {
      expect(courses).toHaveLength(COURSES);
      const [first = Number.NaN] = courses;
      expect(new Set(courses)).toEqual(new Set([first]));
      return first;
    }),
  );
}

/** In which share of the courses this holds for the last day's balance of the first account. */
function shareOf(facts: Partial<Situation>, holds: (balance: number) => boolean): number {
  const last = simulate({ ...NOTHING, ...facts })[0]?.at(-1) ?? new Float64Array();
  return last.filter(holds).length / COURSES;
}

/** Changes of past weeks, the latest first, each from its first day on. */
const weeks = (...each: number[][]) => Float64Array.from(each.flat());
const alike = (amount: number) => Array<number>(7).fill(amount);

it('leaves each balance as it is where nothing is expected', () => {
  const both = { startMinor: [1000, -50], everyday: [null, null], quietDays: [0, 0] };
  expect(certain(both)).toEqual([Array(10).fill(1000), Array(10).fill(-50)]);
});

describe('a change that is expected', () => {
  it.each<[string, Partial<Change>, number]>([
    ['comes on its day', {}, 3],
    ['comes tomorrow', { day: 1 }, 1],
    ['comes on the last day', { day: 10 }, 10],
    ['comes as late as before', { daysLate: [2] }, 5],
    ['comes as early as before', { daysLate: [-1] }, 2],
    ['comes no earlier than tomorrow', { daysLate: [-5] }, 1],
    ['comes after all of these days', { day: 10, daysLate: [1] }, 11],
  ])('%s', (_when, facts, day) => {
    const expected = Array.from({ length: 10 }, (_, index) => (index + 1 < day ? 1000 : 960));
    expect(certain({ changes: [{ ...CHANGE, ...facts }] })).toEqual([expected]);
  });

  it('adds to others of its day, on its own account', () => {
    const both = { startMinor: [1000, 500], everyday: [null, null], quietDays: [0, 0] };
    const changes = [CHANGE, { ...CHANGE, amountsMinor: [15] }, { ...CHANGE, account: 1, day: 10 }];
    const [first, second] = certain({ ...both, changes });
    expect(first).toEqual([1000, 1000, ...Array(8).fill(975)]);
    expect(second).toEqual([...Array(9).fill(500), 460]);
  });

  it('is as likely each of the amounts, and each of the delays, that it had', () => {
    const amounts = { changes: [{ ...CHANGE, amountsMinor: [-40, -90] }] };
    const delays = { changes: [{ ...CHANGE, day: 9, daysLate: [0, 2] }] };
    for (const [facts, one, other] of [
      [amounts, 960, 910],
      [delays, 960, 1000],
    ] as const) {
      expect(shareOf(facts, (balance) => balance === one || balance === other)).toBe(1);
      expect(Math.abs(shareOf(facts, (balance) => balance === one) - 0.5)).toBeLessThan(0.1);
    }
  });
});

describe('everyday spending', () => {
  const ONE_WEEK = weeks([-1, -2, -3, -4, -5, -6, -7]);
  const week = { days: 7, weeksKnown: 1, everyday: [ONE_WEEK] };

  it('is that of the one week that is known, weekday by weekday', () => {
    expect(certain(week)).toEqual([[999, 997, 994, 990, 985, 979, 972]]);
    // Eight days are a week and a day.
    expect(certain({ ...week, days: 8 })[0]?.at(-1)).toBe(971);
  });

  it('is none on the first days of an account where what is pending stands for it', () => {
    expect(certain({ ...week, quietDays: [2] })).toEqual([[1000, 1000, 997, 993, 988, 982, 975]]);
  });

  it('is none of an account without history, nor in a week that no past one is like', () => {
    expect(certain({ ...week, everyday: [null] })).toEqual([Array(7).fill(1000)]);
    // From the 29th on the third week ahead holds the month's end, and the week behind does not.
    const [days] = certain({ ...week, days: 21 });
    expect(days?.slice(13)).toEqual(Array(8).fill(1000 - 28 - 28));
  });

  it('is drawn from one past week for all accounts', () => {
    const everyday = [weeks(alike(-1), alike(-10)), weeks(alike(1), alike(10))];
    const courses = simulate({
      ...NOTHING,
      ...{ days: 7, weeksKnown: 2, startMinor: [1000, 500], quietDays: [0, 0], everyday },
    });
    courses[0]?.forEach((balances, day) => {
      balances.forEach((balance, course) => {
        expect(balance + (courses[1]?.[day]?.[course] ?? Number.NaN)).toBe(1500);
      });
    });
  });

  it('is drawn from a draw of the weeks, so that two weeks are alike in three of four courses', () => {
    const two = { days: 14, weeksKnown: 2, everyday: [weeks(alike(-1), alike(-10))] };
    const ends = [986, 1000 - 77, 860];
    expect(shareOf(two, (balance) => ends.includes(balance))).toBe(1);
    expect(Math.abs(shareOf(two, (balance) => balance !== 1000 - 77) - 0.75)).toBeLessThan(0.08);
    expect(Math.abs(shareOf(two, (balance) => balance === 986) - 0.375)).toBeLessThan(0.08);
  });

  it('is drawn for a week with a month’s end from those with one', () => {
    // Behind it is 8 to 14 November, 1 to 7 November and 25 to 31 October; the third week ahead is 29 November to 5 December.
    const three = { days: 21, weeksKnown: 3, everyday: [weeks(alike(0), alike(0), alike(-10))] };
    expect(certain(three)).toEqual([
      [...Array(14).fill(1000), ...[1, 2, 3, 4, 5, 6, 7].map((day) => 1000 - day * 10)],
    ]);
  });
});

describe('the payment of a card', () => {
  const PAYMENT: CardPayment = {
    ...{ card: 1, payer: 0, day: 6, daysLate: [], closesOn: -20, owedMinor: 300, errorsMinor: [0] },
  };
  const accounts = { startMinor: [1000, -420], everyday: [null, null], quietDays: [0, 0] };
  const paidBy = (facts: Partial<CardPayment>, days = 10) => {
    const changes = [
      { ...CHANGE, account: 1, day: 2, amountsMinor: [-50] },
      { ...CHANGE, account: 1, day: 4, amountsMinor: [-70] },
    ];
    const [payer = [], card = []] = certain({
      ...accounts,
      ...{ days, changes, cardPayments: [{ ...PAYMENT, ...facts }] },
    });
    const on = payer.findIndex((balance) => balance !== 1000);
    return [on + 1, 1000 - (payer.at(-1) ?? 0), card.at(-1)];
  };

  it.each<[string, Parameters<typeof paidBy>[0], [number, number, number]]>([
    ['is what was owed on its closing day', {}, [6, 300, -240]],
    ['is more where it always was', { errorsMinor: [25] }, [6, 325, -215]],
    ['is less where it always was', { errorsMinor: [-25] }, [6, 275, -265]],
    ['is never below nothing', { owedMinor: 10, errorsMinor: [-25] }, [0, 0, -540]],
    ['is in whole minor units', { errorsMinor: [0.4] }, [6, 300, -240]],
    ['comes as late as before', { daysLate: [3] }, [9, 300, -240]],
    ['is what will be owed where that day is still to come', { owedMinor: null, closesOn: 3 }, [6, 470, -70]],
    ['is what is owed on its own day at most', { owedMinor: null, closesOn: 9 }, [6, 540, 0]],
    [
      'is what is owed by then where it comes before that day',
      { owedMinor: null, closesOn: 4, daysLate: [-3] },
      [3, 470, -70],
    ],
  ])('%s', (_what, facts, expected) => {
    expect(paidBy(facts)).toEqual(expected);
  });

  it('is none after the last day', () => {
    expect(paidBy({ daysLate: [5] })).toEqual([0, 0, -540]);
  });
});

describe('a transfer between accounts', () => {
  const MOVE: Transfer = {
    account: 0,
    other: 1,
    day: 5,
    daysLate: [],
    leftMinor: null,
    amountsMinor: [-200],
  };
  const accounts = { startMinor: [1000, 5000], everyday: [null, null], quietDays: [0, 0] };
  const moved = (facts: Partial<Transfer>) => {
    const changes = [{ ...CHANGE, day: 5, amountsMinor: [-40] }];
    const found = certain({ ...accounts, changes, transfers: [{ ...MOVE, ...facts }] });
    return found.map((days) => [days[3], days[4], days[6]]);
  };

  it('is as much as before', () => {
    expect(moved({})).toEqual([
      [1000, 760, 760],
      [5000, 5200, 5200],
    ]);
    expect(moved({ amountsMinor: [70] })).toEqual([
      [1000, 1030, 1030],
      [5000, 4930, 4930],
    ]);
  });

  it('leaves behind what was left before, of the balance of its day', () => {
    expect(moved({ leftMinor: [100] })).toEqual([
      [1000, 100, 100],
      [5000, 5860, 5860],
    ]);
    expect(moved({ leftMinor: [1500] })).toEqual([
      [1000, 1500, 1500],
      [5000, 4460, 4460],
    ]);
  });

  it('comes as late as before', () => {
    expect(moved({ daysLate: [2] })).toEqual([
      [1000, 960, 760],
      [5000, 5000, 5200],
    ]);
  });

  it('comes after the cards of its day are paid', () => {
    const payment = {
      ...{ card: 1, payer: 0, day: 5, daysLate: [], closesOn: 0, owedMinor: 300, errorsMinor: [0] },
    };
    const found = certain({
      ...accounts,
      cardPayments: [payment],
      transfers: [{ ...MOVE, leftMinor: [100] }],
    });
    expect(found.map((days) => days.at(-1))).toEqual([100, 5900]);
  });
});

it('is the same each time for one day, and another for another day', () => {
  const facts = { changes: [{ ...CHANGE, amountsMinor: [-1, -2, -3, -4, -5, -6, -7] }] };
  const on = (today: string) => simulate({ ...NOTHING, ...facts, today })[0]?.at(-1);
  expect(on(TODAY)).toEqual(on(TODAY));
  expect(on('2025-11-15')).not.toEqual(on(TODAY));
});
