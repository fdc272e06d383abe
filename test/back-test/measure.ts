/**
 * How good the forecast is: the last 60 days of everybody are hidden and foretold from what was before. Two figures:
 *
 * - on which share of the days the true balance was within the likely band;
 * - how wide the band is against a naive one, as the median over all days. The naive band of a day h days ahead reaches
 *   from the least to the greatest change of the balance within h days in the year before.
 */

import { backTest, type TestedDay } from '../../src/features/ahead/forecast/back-test.ts';
import { addDays } from '../../src/finance/days.ts';
import { type Person, readPeople } from './people.ts';

export interface Measured {
  readonly days: number;
  readonly insideShare: number;
  readonly medianWidth: number;
  /** By person, in the order of the people. */
  readonly persons: readonly {
    readonly id: string;
    readonly insideShare: number;
    readonly medianWidth: number;
  }[];
}

interface Sample {
  readonly person: string;
  readonly isInside: boolean;
  /** Of the naive band's width. */
  readonly width: number;
}

const NAIVE_DAYS = 365;

/** Of each cash account and of all accounts of a currency together, on each of these days as today. */
export async function measure(todays: readonly string[], banks: readonly string[]): Promise<Measured> {
  const samples: Sample[] = [];
  for (const today of todays) {
    for (const person of await readPeople(today, banks)) samples.push(...samplesOf(person));
  }
  const ids = [...new Set(samples.map(({ person }) => person))];
  return {
    days: samples.length,
    ...figuresOf(samples),
    persons: ids.map((id) => ({ id, ...figuresOf(samples.filter(({ person }) => person === id)) })),
  };
}

function figuresOf(samples: readonly Sample[]) {
  const widths = samples.map(({ width }) => width).sort((a, b) => a - b);
  return {
    insideShare: samples.filter(({ isInside }) => isInside).length / samples.length,
    medianWidth: widths[Math.floor(widths.length / 2)] ?? 0,
  };
}

function samplesOf({ id: person, books, truth }: Person): Sample[] {
  const tested = backTest(books);
  if (tested === null) return [];
  const ofAccounts = [...tested.accounts].flatMap(([id, { days }]) =>
    compared(person, days, (day) => truth.get(id)?.get(day) ?? Number.NaN),
  );
  const ofCurrencies = [...tested.currencies].flatMap(([currency, { days }]) => {
    const ids = books.accounts
      .filter((account) => account.type === 'depository' && account.currency === currency)
      .map(({ id }) => id);
    const sum = (day: string) => ids.reduce((total, id) => total + (truth.get(id)?.get(day) ?? 0), 0);
    return compared(person, days, sum);
  });
  return [...ofAccounts, ...ofCurrencies];
}

function compared(person: string, days: readonly TestedDay[], truthOn: (day: string) => number): Sample[] {
  const last = addDays(days[0]?.date ?? '', -1);
  const year = Array.from({ length: NAIVE_DAYS + 1 }, (_, back) => truthOn(addDays(last, -back)));
  return days.map(({ date, lowMinor, highMinor }, index) => {
    const changes = year.slice(index + 1).map((before, back) => (year[back] ?? 0) - before);
    const naive = Math.max(...changes) - Math.min(...changes);
    const trueMinor = truthOn(date);
    return {
      person,
      isInside: trueMinor >= lowMinor && trueMinor <= highMinor,
      width: (highMinor - lowMinor) / naive,
    };
  });
}
