/** The line of net worth on the overview: ninety days, worked out by hand. */

import { describe, expect, it } from 'vitest';
import type { BankAccountPast } from '../../../src/features/net-worth/balance-history.ts';
import { lineRange, worthLineSection } from '../../../src/features/net-worth/line.ts';
import { format, hidden, knownOf, pastIn, TODAY } from './pasts.ts';

const RANGE = { from: '2025-12-11', to: TODAY };
const DAY_BEFORE = '2025-12-10';
/** Of 91 days every second is drawn, 46 in all: 29 January is the 26th of them, at 25/45 of the width. */
const RISES = { [DAY_BEFORE]: 100_00, '2026-01-29': 150_00 };

const past = (id: string, steps: Record<string, number>, facts: Parameters<typeof pastIn>[2] = {}) =>
  pastIn(RANGE, steps, { id, ...facts });
const lineOf = (pasts: readonly BankAccountPast[], words = format) =>
  worthLineSection({ known: knownOf({}, []), range: RANGE, pasts }, words);

const checking = past('checking', RISES);
const fund = (id: string, currency = 'USD') =>
  past(id, { [TODAY]: 900_00 }, { type: 'investment', reason: 'investment', currency });
const own = (id: string, currency: string) =>
  past(id, { [DAY_BEFORE]: 7_000_00 }, { type: 'other', ownFigureOn: '2025-11-01', currency });

it('is of ninety days, today among them', () => {
  expect(lineRange(TODAY)).toEqual(RANGE);
});

describe('the line', () => {
  it('is drawn of all days and the day before them, with its change', () => {
    expect(lineOf([checking])).toEqual({
      change: '+$50.00 in 90 days',
      line: { path: 'M0 94H55.56V6H100', unknownWidth: 0, title: 'Net worth: +$50.00 in 90 days' },
    });
  });

  it('is drawn of the days that are known', () => {
    // The 31st and the 39th of those that are drawn: at 30/45 and 38/45 of the width.
    const steps = { '2026-02-08': 100_00, '2026-02-24': 80_00 };
    expect(lineOf([past('checking', steps, { reason: 'before-first' })])).toEqual({
      change: '−$20.00 in 30 days',
      line: { path: 'M66.67 6H84.44V94H100', unknownWidth: 66.67, title: 'Net worth: −$20.00 in 30 days' },
    });
  });

  it('is of one day where its last is all that is known before today', () => {
    const steps = { '2026-03-09': 100_00, [TODAY]: 80_00 };
    expect(lineOf([past('checking', steps, { reason: 'before-first' })]).change).toBe('−$20.00 in one day');
  });

  it('is level where nothing changed', () => {
    expect(lineOf([past('checking', { [DAY_BEFORE]: 5_00 })])).toEqual({
      change: '$0.00 in 90 days',
      line: { path: 'M0 50H100', unknownWidth: 0, title: 'Net worth: $0.00 in 90 days' },
    });
  });

  it.each([
    ['one account', [checking, fund('a')], '+$50.00 in 90 days, without one account'],
    ['several accounts', [checking, fund('a'), fund('b')], '+$50.00 in 90 days, without 2 accounts'],
    [
      'an account of another currency',
      [past('euros', RISES, { currency: 'EUR' }), past('more', RISES, { currency: 'EUR' }), checking],
      '+€100.00 in 90 days, Euro alone',
    ],
    [
      'an account of its own currency and all of another',
      [past('euros', RISES, { currency: 'EUR' }), fund('a', 'EUR'), checking],
      '+€50.00 in 90 days, Euro alone, without one account',
    ],
    ['nothing, with an own figure', [own('house', 'USD'), checking], '+$50.00 in 90 days'],
    [
      'a currency of which only own figures are known',
      [own('house', 'EUR'), own('boat', 'EUR'), checking],
      '+$50.00 in 90 days, US Dollar alone',
    ],
  ])('names what it is without: %s', (_, pasts, change) => {
    const { line, ...model } = lineOf(pasts);
    expect(model).toEqual({ change });
    expect(line?.title).toBe(`Net worth: ${change}`);
  });

  it('has no amount while amounts are hidden', () => {
    expect(lineOf([checking], hidden)).toMatchObject({
      ...{ change: '••••• in 90 days', line: { title: 'Net worth: ••••• in 90 days' } },
    });
  });

  it.each([
    ['there is no account', []],
    ['no account has a past', [fund('a')]],
    ['own figures are all there is', [own('house', 'USD')]],
    ['today alone is known', [past('checking', { [TODAY]: 5_00 }, { reason: 'other-currency' })]],
  ])('is not drawn where %s', (_, pasts) => {
    expect(lineOf(pasts)).toEqual({ line: null, change: null });
  });
});
