/** Something that recurs: give only what the test is about. */

import type { Recurring } from '../../../../src/features/recurring/detect/detect.ts';

export function recurring(facts: Partial<Recurring> = {}): Recurring {
  const amountMinor = facts.amountMinor ?? -17_99;
  return {
    name: 'Films',
    names: ['Films'],
    toldNames: ['Films'],
    accountIds: ['checking'],
    isOneOfSeveral: false,
    category: 'ENTERTAINMENT',
    detailedCategory: 'ENTERTAINMENT_TV_AND_MOVIES',
    currency: 'USD',
    kind: 'spending',
    cadence: 'monthly',
    amountMinor,
    smallestMinor: amountMinor,
    largestMinor: amountMinor,
    priceRise: null,
    firstDate: '2025-05-07',
    lastDate: '2025-10-07',
    nextDate: '2025-11-07',
    status: 'active',
    confidence: 'high',
    count: 6,
    ...facts,
  };
}
