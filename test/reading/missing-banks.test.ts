import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import { emptyState, groupByStatus, partialSentence } from '../../src/reading/missing-banks.ts';

const read = (name: string) => ({ name, error: null });
const failed = (name: string) => ({
  name,
  error: new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' }),
});
const preparing = (name: string) => ({
  name,
  error: new PlaidError({ kind: 'not-ready', code: 'PRODUCT_NOT_READY' }),
});

describe('where no bank was read', () => {
  it('the sentence names those that failed', () => {
    expect(emptyState(groupByStatus([failed('Oldgrove')]))).toEqual({
      state: 'failed',
      sentence: 'The transactions of Oldgrove could not be read just now.',
    });
    expect(emptyState(groupByStatus([failed('A'), failed('B'), failed('C')]), 'balances')?.sentence).toBe(
      'The balances of A, B, and C could not be read just now.',
    );
  });

  it('the state is waiting when one is still being prepared, and the sentence names the others too', () => {
    expect(emptyState(groupByStatus([preparing('Seedmoor')]))).toEqual({
      state: 'waiting',
      sentence: 'Seedmoor is still preparing its history, which usually takes less than a minute.',
    });
    expect(emptyState(groupByStatus([failed('Oldgrove'), preparing('A'), preparing('B')]))?.sentence).toBe(
      'A and B are still preparing their histories, which usually takes less than a minute. ' +
        'The transactions of Oldgrove could not be read just now.',
    );
  });
});

describe('where some bank was read', () => {
  it('there is something to show', () => {
    expect(emptyState(groupByStatus([read('Fernhollow'), failed('Oldgrove')]))).toBeNull();
  });

  it('the sentence names those that are missing', () => {
    expect(partialSentence(groupByStatus([read('A'), failed('B'), preparing('C')]))).toBe(
      'Without B, which could not be read just now. Without C, which is still preparing its history.',
    );
    expect(partialSentence(groupByStatus([read('A')]))).toBeNull();
  });

  it('the sentence says which have only their last 30 days so far', () => {
    const states = groupByStatus([{ ...read('Seedmoor'), isGrowing: true }]);
    expect(emptyState(states)).toBeNull();
    expect(partialSentence(states)).toMatch(/^Of Seedmoor only the last 30 days are there yet/);
  });

  it('a bank that failed does not count as one with its last 30 days', () => {
    const grown = { ...read('A'), isGrowing: false };
    expect(groupByStatus([{ ...failed('B'), isGrowing: true }, grown]).growingBanks).toEqual([]);
  });
});

it('a bank that Plaid cannot ask for this does not count as failed', () => {
  const error = new PlaidError({ kind: 'unsupported', code: 'PRODUCTS_NOT_SUPPORTED' });
  const lacking = { name: 'Quarry', error };
  expect(groupByStatus([lacking]).missingBanks).toEqual([]);
  expect(emptyState(groupByStatus([lacking]))?.sentence).toBe(
    'Quarry cannot be asked for transactions through Plaid.',
  );
  expect(partialSentence(groupByStatus([read('A'), lacking]))).toBe(
    'Without Quarry, where Plaid cannot ask for this.',
  );
});
