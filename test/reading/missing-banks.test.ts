import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import { emptyState, groupByStatus, partialSentence } from '../../src/reading/missing-banks.ts';

const down = new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' });
const notReady = new PlaidError({ kind: 'not-ready', code: 'PRODUCT_NOT_READY' });
const read = (name: string) => ({ name, error: null });
const missing = (name: string) => ({ name, error: down });
const preparing = (name: string) => ({ name, error: notReady });

describe('where no bank could be read', () => {
  it('says which failed', () => {
    expect(emptyState(groupByStatus([missing('Oldgrove')]))).toEqual({
      state: 'failed',
      sentence: 'The transactions of Oldgrove could not be read just now.',
    });
    expect(emptyState(groupByStatus([missing('A'), missing('B'), missing('C')]), 'balances')?.sentence).toBe(
      'The balances of A, B, and C could not be read just now.',
    );
  });

  it('waits for one that is being prepared, and still names the one that failed', () => {
    expect(emptyState(groupByStatus([preparing('Seedmoor')]))).toEqual({
      state: 'waiting',
      sentence: 'Seedmoor is still preparing its history, which usually takes less than a minute.',
    });
    expect(emptyState(groupByStatus([missing('Oldgrove'), preparing('A'), preparing('B')]))?.sentence).toBe(
      'A and B are still preparing their histories, which usually takes less than a minute. The transactions of Oldgrove could not be read just now.',
    );
  });
});

describe('where some bank could be read', () => {
  it('has figures to show', () => {
    expect(emptyState(groupByStatus([read('Fernhollow'), missing('Oldgrove')]))).toBeNull();
  });

  it('says whom the figures are without', () => {
    expect(partialSentence(groupByStatus([read('A'), missing('B'), preparing('C')]))).toBe(
      'Without B, which could not be read just now. Without C, which is still preparing its history.',
    );
    expect(partialSentence(groupByStatus([read('A')]))).toBeNull();
  });
});

describe('a bank that has told only its last days', () => {
  it('counts, and the sentence says that more will come', () => {
    const states = groupByStatus([{ name: 'Seedmoor', error: null, isGrowing: true }]);
    expect(emptyState(states)).toBeNull();
    expect(partialSentence(states)).toMatch(/^Of Seedmoor only the last 30 days are there yet/);
  });
});

it('does not say of a bank that failed that more of it will come', () => {
  const grown = { name: 'A', error: null, isGrowing: false };
  expect(groupByStatus([{ ...missing('B'), isGrowing: true }, grown]).growingBanks).toEqual([]);
});

describe('a bank that has nothing of the kind', () => {
  const lacking = {
    name: 'Quarry',
    error: new PlaidError({ kind: 'unsupported', code: 'PRODUCTS_NOT_SUPPORTED' }),
  };

  it('is not one that failed', () => {
    expect(groupByStatus([lacking]).missingBanks).toEqual([]);
    expect(emptyState(groupByStatus([lacking]))?.sentence).toBe(
      'Quarry cannot be asked for transactions through Plaid.',
    );
    expect(partialSentence(groupByStatus([read('A'), lacking]))).toBe(
      'Without Quarry, where Plaid cannot ask for this.',
    );
  });
});
