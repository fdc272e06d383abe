import { expect, it } from 'vitest';
import { isNew, isRecentOnly } from '../../src/reading/bank-transactions.ts';
import { transaction } from '../finance/samples.ts';

const now = new Date('2025-11-22T12:00:00Z');
const year = { from: '2024-11-22', to: '2025-11-22' };
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

it('is new for ten minutes after it was linked', () => {
  expect(isNew(minutesAgo(9), now)).toBe(true);
  expect(isNew(minutesAgo(10), now)).toBe(false);
});

it('has told only its last days where no row is older', () => {
  const recent = [transaction({ date: '2025-11-21' }), transaction({ date: '2025-10-22' })];
  expect(isRecentOnly(recent, year, now)).toBe(true);
  expect(isRecentOnly([], year, now)).toBe(true);
  expect(isRecentOnly([...recent, transaction({ date: '2025-10-20' })], year, now)).toBe(false);
});

it('has told all where no more was asked for', () => {
  expect(isRecentOnly([], { from: '2025-10-22', to: '2025-11-22' }, now)).toBe(false);
});
