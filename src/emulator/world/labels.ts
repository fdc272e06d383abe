/** The truth about what recurs in a person's books, to measure a detection against. */
import { monthOf, occurrencesOf, type Window } from './calendar.ts';
import { INSTITUTIONS } from './institutions.ts';
import type { Person } from './person.ts';
import type { Cadence, Stream } from './plan.ts';
import { amountIn } from './streams.ts';

export interface RecurringLabel {
  readonly institutionId: string;
  /** Index of the account at its institution. */
  readonly account: number;
  readonly merchant: string;
  readonly cadence: Cadence;
  /** Planned amounts in the account's minor units, Plaid's sign, oldest first; more than one after a price change. */
  readonly amountsMinor: readonly number[];
  /** Share by which single amounts differ from the planned one. */
  readonly drift: number;
  /** Times it came since the day 730 days ago, that day included. */
  readonly occurrences: number;
  readonly isActive: boolean;
}

/** Every stream a person has at any bank. Transfers between own accounts and card payments are no streams. */
export function recurringLabels(person: Person, window: Window): RecurringLabel[] {
  return INSTITUTIONS.flatMap(({ id, planFor }) =>
    planFor(person).streams.map((stream) => ({ institutionId: id, ...labelOf(stream, window) })),
  );
}

function labelOf(stream: Stream, window: Window): Omit<RecurringLabel, 'institutionId'> {
  const recent = occurrencesOf(stream, window).filter(({ day }) => day >= window.today - 730);
  return {
    account: stream.account,
    merchant: stream.merchant.name,
    cadence: stream.cadence,
    amountsMinor: [...new Set(recent.map(({ month }) => amountIn(stream, month)))],
    drift: stream.drift ?? 0,
    occurrences: recent.length,
    isActive: monthOf(window.today, window.firstYear) < (stream.endsInMonth ?? Number.POSITIVE_INFINITY),
  };
}
