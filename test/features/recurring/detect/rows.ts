/** Rows of one merchant, and what is found among them today. */

import { recurringAmong, rowsByMerchant } from '../../../../src/features/recurring/detect/detect.ts';
import { addDays, addMonths } from '../../../../src/finance/days.ts';
import type { Flow } from '../../../../src/finance/flow.ts';
import type { Transaction } from '../../../../src/finance/model.ts';
import { flow } from '../../../finance/samples.ts';

export const TODAY = '2025-11-03';
/** The days of each month of a common year. */
export const YEAR = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** One row a month, the last of them in October 2025. */
export function monthly(
  name: string,
  dayOfMonth: number,
  amounts: readonly number[],
  facts: Partial<Flow> = {},
): Flow[] {
  return amounts.map((amountMinor, index) => {
    const month = addMonths('2025-10-01', index - amounts.length + 1);
    const date = `${month.slice(0, 7)}-${String(dayOfMonth).padStart(2, '0')}`;
    return flow({ name, originalName: name, date, amountMinor, ...facts });
  });
}

/** So many rows, so many days apart, from yesterday backwards. */
export function every(days: number, count: number, facts: Partial<Transaction>): Flow[] {
  return Array.from({ length: count }, (_, index) =>
    flow({ ...facts, date: addDays(TODAY, -1 - index * days) }),
  );
}

/** Days with these gaps between them. */
export function daysOf(gaps: readonly number[], first = '2025-01-06'): string[] {
  const days = [first];
  for (const gap of gaps) days.push(addDays(days.at(-1) ?? first, gap));
  return days;
}

/** A row on each of these days, with these amounts over and over. */
export function rowsOn(
  days: readonly string[],
  facts: Partial<Flow> = {},
  amounts: readonly number[] = [-1240],
): Flow[] {
  return days.map((date, index) => {
    const amountMinor = amounts[index % amounts.length] ?? 0;
    return flow({ originalName: facts.name ?? 'Shop', name: 'Shop', amountMinor, ...facts, date });
  });
}

export const same = (amountMinor: number, count: number) => Array.from({ length: count }, () => amountMinor);
export const found = (flows: readonly Flow[]) => recurringAmong(rowsByMerchant(flows), TODAY);
