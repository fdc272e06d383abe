/** The people of the invented world. Tokens hold positions in this list: add at its end only. */
import * as payee from './payees.ts';
import { CARD, CHECKING, type Person } from './person.ts';
import type { Cadence, Stream } from './plan.ts';

type Extras = Omit<Partial<Stream>, 'merchant' | 'cadence' | 'on' | 'amountMinor'>;

export const PEOPLE: readonly Person[] = [
  {
    id: 'couple',
    name: 'Maya and Tom Okafor',
    about: 'Two salaries, a mortgage, many subscriptions',
    income: [
      checking(payee.EMPLOYER, 'every two weeks', 5, -312_450, {
        rise: { month: 15, amountMinor: -324_800 },
      }),
      checking(payee.SECOND_EMPLOYER, 'twice a month', 1, -118_600, { movesTo: 'before' }),
    ],
    irregularIncome: [],
    bills: [
      checking(payee.MORTGAGE, 'monthly', 1, 214_217, { movesTo: 'after' }),
      checking(payee.POWER, 'monthly', 18, 13_400, { drift: 0.3, movesTo: 'after' }),
      checking(payee.WATER, 'monthly', 9, 6_120, { drift: 0.08 }),
      checking(payee.INSURANCE, 'monthly', 22, 18_940),
      checking(payee.NURSERY, 'weekly', 1, 38_500),
      checking(payee.CAR_LOAN, 'monthly', 17, 41_833, { movesTo: 'before' }),
      checking(payee.CLEANER, 'weekly', 4, 9_500, { rise: { month: 22, amountMinor: 10_500 } }),
    ],
    subscriptions: [
      card(payee.INTERNET, 'monthly', 31, 7_000, { rise: { month: 18, amountMinor: 7_500 } }),
      card(payee.PHONE, 'monthly', 12, 11_863),
      card(payee.FILMS, 'monthly', 7, 1_549, { rise: { month: 14, amountMinor: 1_799 } }),
      card(payee.MUSIC, 'monthly', 3, 1_699),
      card(payee.MUSIC, 'monthly', 20, 599),
      card(payee.NEWS, 'monthly', 15, 800, { endsInMonth: 17 }),
      card(payee.CLOUD, 'monthly', 28, 299, { skipsMonth: 20 }),
      card(payee.MEAL_BOX, 'every two weeks', 2, 6_895),
      card(payee.CLUB, 'yearly', 711, 13_900, { rise: { month: 24, amountMinor: 14_900 } }),
      card(payee.GYM, 'monthly', 1, 4_400, { movesTo: 'after' }),
    ],
    pace: 1.25,
    taste: 1.1,
    checkingMinor: 642_018,
    savingsMinor: 1_840_000,
  },
  {
    id: 'freelancer',
    name: 'Inês Calder',
    about: 'Irregular income, a few clients, rent',
    income: [],
    irregularIncome: [
      {
        merchants: payee.CLIENTS.map((client) => ({ ...client, from: 48_000, to: 390_000 })),
        perWeek: 0.8,
        account: CHECKING,
        scale: -1,
      },
    ],
    bills: [
      checking(payee.LANDLORD, 'monthly', 1, 168_500, { rise: { month: 16, amountMinor: 174_000 } }),
      checking(payee.POWER, 'monthly', 14, 6_900, { drift: 0.25 }),
      checking(payee.INSURANCE, 'monthly', 3, 41_275),
      checking(payee.STUDENT_LENDER, 'monthly', 15, 28_833),
    ],
    subscriptions: [
      card(payee.INTERNET, 'monthly', 17, 6_500),
      card(payee.PHONE, 'monthly', 25, 5_500),
      card(payee.CLOUD, 'monthly', 9, 999, { rise: { month: 25, amountMinor: 1_199 } }),
      card(payee.FILMS, 'monthly', 19, 799, { endsInMonth: 21 }),
      card(payee.GYM, 'weekly', 1, 1_200),
      card(payee.NEWS, 'yearly', 302, 9_600),
    ],
    pace: 0.9,
    taste: 0.9,
    checkingMinor: 891_244,
    savingsMinor: 1_120_000,
  },
  {
    id: 'retiree',
    name: 'Walter Lindqvist',
    about: 'A pension, quiet habits, long lists of small things',
    income: [
      checking(payee.PENSION, 'monthly', 1, -184_012, { movesTo: 'before' }),
      checking(payee.SOCIAL_SECURITY, 'monthly', 24, -162_400, {
        movesTo: 'before',
        rise: { month: 12, amountMinor: -166_700 },
      }),
    ],
    irregularIncome: [],
    bills: [
      checking(payee.POWER, 'monthly', 11, 9_800, { drift: 0.2 }),
      checking(payee.WATER, 'monthly', 20, 4_450, { drift: 0.05 }),
      checking(payee.INSURANCE, 'monthly', 5, 23_110),
      checking(payee.CLEANER, 'every two weeks', 3, 8_000),
    ],
    subscriptions: [
      card(payee.NEWS, 'monthly', 2, 2_400, { rise: { month: 13, amountMinor: 2_800 } }),
      card(payee.PHONE, 'monthly', 8, 3_500),
      card(payee.INTERNET, 'monthly', 23, 5_900, { skipsMonth: 19 }),
    ],
    pace: 0.7,
    taste: 0.85,
    checkingMinor: 1_204_530,
    savingsMinor: 6_420_000,
  },
  {
    id: 'student',
    name: 'Priya Raman',
    about: 'A campus job, help from home, many small purchases',
    income: [checking(payee.CAMPUS_JOB, 'every two weeks', 5, -41_860, { drift: 0.12 })],
    irregularIncome: [
      {
        merchants: [{ ...payee.PARENTS, from: 20_000, to: 52_000 }],
        perWeek: 0.55,
        account: CHECKING,
        scale: -1,
      },
    ],
    bills: [checking(payee.LANDLORD, 'monthly', 1, 72_500), checking(payee.TUITION, 'yearly', 905, 148_000)],
    subscriptions: [
      card(payee.MUSIC, 'monthly', 13, 599),
      card(payee.FILMS, 'monthly', 26, 799, { skipsMonth: 18 }),
      card(payee.PHONE, 'monthly', 4, 2_500),
    ],
    pace: 0.8,
    taste: 0.42,
    checkingMinor: 388_150,
    savingsMinor: 240_000,
  },
];

/** The person of a user name: the first for any other, such as the Sandbox's `user_good`. */
export function personNamed(userName: string | null | undefined): Person {
  const person = PEOPLE.find(({ id }) => id === userName) ?? PEOPLE[0];
  if (person === undefined) throw new Error('there is always a first person');
  return person;
}

function checking(
  merchant: Stream['merchant'],
  cadence: Cadence,
  on: number,
  amountMinor: number,
  extras: Extras = {},
): Stream {
  return { merchant, cadence, on, amountMinor, account: CHECKING, ...extras };
}

function card(
  merchant: Stream['merchant'],
  cadence: Cadence,
  on: number,
  amountMinor: number,
  extras: Extras = {},
): Stream {
  return { merchant, cadence, on, amountMinor, account: CARD, ...extras };
}
