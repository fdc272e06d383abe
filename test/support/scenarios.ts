/** Random scenarios: a person with some banks on some day, at a test app whose clock is set to it. */

import fc from 'fast-check';
import type { Client } from './client.ts';
import { giveBank } from './give-bank.ts';
import { type Books, booksOf } from './raw-books.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const DAY_MS = 86_400_000;
const MONTH_NAMES = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });
const FIRST_DAY_MS = Date.UTC(2025, 0, 1);

/** How many scenarios each test tries. `SEED=1 LIVES=150 npm test` tries others, and more of them. */
export const RUNS = Number(process.env.LIVES ?? 12);

export const lives = fc.record({
  banks: fc.uniqueArray(
    fc.constantFrom(
      ...['ins_900001', 'ins_900002', 'ins_900003', 'ins_900004', 'ins_900005', 'ins_900006'],
      ...['ins_900021', 'ins_900022'],
    ),
    { minLength: 1, maxLength: 3 },
  ),
  person: fc.constantFrom('couple', 'freelancer', 'retiree', 'student'),
  // Most days are the first or last of a month, and most times are just before or after midnight.
  today: fc.oneof(
    fc.integer({ min: 0, max: 700 }).map((days) => dayOf(FIRST_DAY_MS + days * DAY_MS)),
    fc.integer({ min: 1, max: 23 }).map((month) => dayOf(Date.UTC(2025, month, 1))),
    fc.integer({ min: 1, max: 23 }).map((month) => dayOf(Date.UTC(2025, month, 0))),
  ),
  clock: fc.constantFrom('00:00:00.000', '12:00:00.000', '23:59:59.999'),
});

export type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never;

export interface ScenarioApp {
  readonly app: TestApp;
  /** A client with these banks on this day, and the banks' own books. */
  begin(life: Life, daysRequested?: number): Promise<{ client: Client; books: Books }>;
}

export async function startScenarioApp(): Promise<ScenarioApp> {
  let now = new Date(FIRST_DAY_MS);
  const app = await startTestApp({ now: () => now });
  return {
    app,
    async begin({ banks, person, today, clock }, daysRequested) {
      now = new Date(`${today}T${clock}Z`);
      app.emulator.control.reset();
      const client = app.newClient();
      for (const institutionId of banks)
        giveBank(app, client, { institutionId, person, ...(daysRequested ? { daysRequested } : {}) });
      return { client, books: await booksOf(app.emulator) };
    },
  };
}

/** The day so many days before another. */
export function dayBefore(day: string, days: number): string {
  return dayOf(Date.parse(day) - days * DAY_MS);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** So many months, the last of them a day's own, as YYYY-MM. */
export function monthsTo(day: string, count: number): string[] {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, i) => dayOf(Date.UTC(year, month - count + i, 1)).slice(0, 7));
}

/** As en-US names it: `March 2026`. */
export function monthName(month: string): string {
  return MONTH_NAMES.format(new Date(`${month}-01`));
}
