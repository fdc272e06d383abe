import { describe, expect, it } from 'vitest';
import { byAccount, byPlan, bySameAmount } from '../../../src/present/recurring/plans.ts';
import { flow } from '../samples.ts';

const row = (date: string, amountMinor: number, accountId = 'checking') =>
  flow({ date, amountMinor, accountId });
const amounts = (parts: ReturnType<typeof byPlan>) => parts.map((part) => part.map((own) => own.amountMinor));

describe('plans of one merchant', () => {
  it('are told apart by a clear difference in amount, however they alternate', () => {
    const rows = [
      row('2025-01-03', -999),
      row('2025-01-03', -1499),
      row('2025-02-03', -999),
      row('2025-02-03', -1520),
    ];
    expect(amounts(byPlan(rows))).toEqual([
      [-999, -999],
      [-1499, -1520],
    ]);
  });

  it('go on after a change of price', () => {
    const rows = [
      row('2025-01-03', -999),
      row('2025-02-03', -999),
      row('2025-03-03', -1199),
      row('2025-04-03', -1199),
    ];
    expect(amounts(byPlan(rows))).toEqual([[-999, -999, -1199, -1199]]);
  });

  it('do not go on after a long pause, or at a price of another order', () => {
    const late = [row('2025-01-03', -999), row('2025-02-03', -999), row('2025-06-03', -1199)];
    expect(byPlan(late)).toHaveLength(2);
    const dear = [row('2025-01-03', -999), row('2025-02-03', -999), row('2025-03-03', -9900)];
    expect(byPlan(dear)).toHaveLength(2);
  });

  it('can be of two accounts, or of one exact amount', () => {
    const rows = [row('2025-01-03', -999, 'a'), row('2025-01-09', -1001, 'b'), row('2025-02-03', -999, 'a')];
    expect(byAccount(rows).map((part) => part.length)).toEqual([2, 1]);
    expect(bySameAmount(rows).map((part) => part.length)).toEqual([2, 1]);
  });
});
