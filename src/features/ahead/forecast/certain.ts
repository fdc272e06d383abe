/** What comes in and goes out for certain: what is pending, what recurs with high confidence, what cards paid monthly owe. */

import { daysBetween } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import type { Day } from '../../../finance/model.ts';
import type { Books } from './books.ts';
import { DAYS_AHEAD, type Plans } from './plans.ts';

/** What is told but not posted, each once. */
export function pendingRows({ flows }: Books): Flow[] {
  return flows.filter(({ isPending }) => isPending);
}

/** By account id the changes of each day, counted from 1 for tomorrow. */
export function certainChanges(books: Books, plans: Plans): Map<string, Float64Array> {
  const changes = new Map<string, Float64Array>();
  const add = (accountId: string, day: number, amountMinor: number) => {
    const own = changes.get(accountId) ?? new Float64Array(DAYS_AHEAD + 1);
    own[day] = (own[day] ?? 0) + amountMinor;
    changes.set(accountId, own);
  };
  const due = (day: Day) => daysBetween(books.today, day);
  for (const { accountId, amountMinor } of pendingRows(books)) add(accountId, 1, amountMinor);
  for (const { recurring, accountId, dues } of plans.expected) {
    if (recurring.confidence !== 'high') continue;
    for (const { day } of dues) add(accountId, due(day), recurring.amountMinor);
  }
  for (const { payerId, dues, nextMinor } of plans.cards) {
    const [next] = dues;
    if (next) add(payerId, due(next.day), -nextMinor);
  }
  return changes;
}
