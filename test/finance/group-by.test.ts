import { describe, expect, it } from 'vitest';
import { groupBy, groupByCurrency } from '../../src/finance/group-by.ts';

describe('groups', () => {
  it('keep the order of keys and of rows', () => {
    expect([...groupBy([3, 1, 4, 6], (n) => n % 2)]).toEqual([
      [1, [3, 1]],
      [0, [4, 6]],
    ]);
  });

  it('put the most used currency first, and equals by their code', () => {
    const rows = ['JPY', 'EUR', 'USD', 'USD'].map((currency) => ({ currency }));
    expect(groupByCurrency(rows).map((group) => [group.currency, group.rows.length])).toEqual([
      ['USD', 2],
      ['EUR', 1],
      ['JPY', 1],
    ]);
  });
});
