/** What a person can choose from: how long a bank stays connected. */

import { describe, expect, it } from 'vitest';
import { expiryOf, lifetimeOf, lifetimesFor } from '../../src/connections/lifetime.ts';

describe('the choice of how long a bank stays connected', () => {
  const USUAL = { maxSessionDays: 90, sessionDays: 30 };

  it('ends at the operator’s limit', () => {
    const ids = (maxSessionDays: number, sessionDays: number) =>
      lifetimesFor({ maxSessionDays, sessionDays }).map(({ id }) => id);
    expect(ids(90, 30)).toEqual(['session', '1', '30', '90']);
    expect(ids(89, 30)).toEqual(['session', '1', '30']);
    expect(ids(1, 1)).toEqual(['session', '1']);
  });

  it.each([
    [7, 7, ['session', '1', '7']],
    [90, 7, ['session', '1', '7', '30', '90']],
    [365, 365, ['session', '1', '30', '90', '365']],
    [365, 90, ['session', '1', '30', '90']],
  ])('within %d days has the operator’s own of %d among it', (maxSessionDays, sessionDays, ids) => {
    const choices = lifetimesFor({ maxSessionDays, sessionDays });
    expect(choices.map(({ id }) => id)).toEqual(ids);
    expect(choices.filter(({ isUsual }) => isUsual).map(({ days }) => days)).toEqual([sessionDays]);
  });

  it.each([undefined, '', '365', '90', 30, ['30'], 'constructor'])('is the operator’s for %j', (id) => {
    const limits = { maxSessionDays: 60, sessionDays: 7 };
    expect(lifetimeOf(id, limits)).toMatchObject({ id: '7', days: 7, isSessionOnly: false });
  });

  it.each([
    ['session', 1],
    ['1', 1],
    ['7', 7],
    ['30', 30],
  ])('is the one that is chosen: %s', (id, days) => {
    const limits = { maxSessionDays: 60, sessionDays: 7 };
    expect(lifetimeOf(id, limits)).toMatchObject({ id, days, isSessionOnly: id === 'session' });
  });

  it('has a label and a length for each, and one usual', () => {
    const facts = lifetimesFor(USUAL).map((one) => [one.label, one.days, one.isSessionOnly, one.isUsual]);
    expect(facts).toEqual([
      ['until I close the browser', 1, true, false],
      ['24 hours', 1, false, false],
      ['30 days', 30, false, true],
      ['90 days', 90, false, false],
    ]);
  });

  it('expires at the same time of day', () => {
    const now = new Date('2026-03-01T10:30:00Z');
    expect(expiryOf(lifetimeOf('30', USUAL), now)).toEqual(new Date('2026-03-31T10:30:00Z'));
  });
});
