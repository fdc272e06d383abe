/** Sentences about days of an account that are not known, or known only about right. */

import { describe, expect, it } from 'vitest';
import { aboutOf, reasonOf } from '../../../src/features/net-worth/words.ts';
import type { UnknownReason } from '../../../src/finance/past-balances.ts';
import { format, pastIn } from './pasts.ts';

const RANGE = { from: '2026-02-01', to: '2026-02-05' };

describe('why days are not known', () => {
  it.each<[UnknownReason, string]>([
    ['investment', 'past market values are not available'],
    ['no-transactions', 'it has no transaction in this time'],
    ['other-currency', 'a transaction of Feb 3, 2026 is in another currency'],
    ['not-read', 'its bank could be read back to Feb 3, 2026 only'],
    ['opened', 'it held nothing before its first transaction on Feb 3, 2026'],
    ['before-first', 'its first transaction is dated Feb 3, 2026'],
  ])('is told of %s with its day, where it has one', (reason, words) => {
    expect(reasonOf(pastIn(RANGE, { '2026-02-03': 5_00 }, { reason }), format)).toBe(words);
  });

  it('is told of an account without a balance, of which no day is known', () => {
    expect(reasonOf(pastIn(RANGE, {}, { reason: 'no-balance' }), format)).toBe('its bank gives no balance');
  });

  it('is not told where all days are known', () => {
    expect(reasonOf(pastIn(RANGE, { '2026-01-31': 5_00 }), format)).toBeNull();
  });
});

describe('a past that is about right', () => {
  it.each([
    ['loan', 'approximate, since the interest in its payments is not reported and is counted as principal'],
    ['depository', 'approximate, since its bank tells only what is available'],
  ] as const)('says why, of a %s', (type, words) => {
    expect(aboutOf(pastIn(RANGE, { '2026-01-31': 5_00 }, { type, isAbout: true }))).toBe(words);
  });

  it.each(['loan', 'depository'] as const)('is not said of a %s whose past is exact', (type) => {
    expect(aboutOf(pastIn(RANGE, { '2026-01-31': 5_00 }, { type }))).toBeNull();
  });
});
