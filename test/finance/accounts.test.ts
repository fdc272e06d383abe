import { describe, expect, it } from 'vitest';
import { groupAccounts, utilisation } from '../../src/finance/accounts.ts';
import { account } from './samples.ts';

describe('groups of accounts', () => {
  it('come in one order, without the empty ones, each with its subtotals', () => {
    const groups = groupAccounts([
      account({ type: 'loan', balanceMinor: -100 }),
      account({ balanceMinor: 20 }),
      account({ balanceMinor: 30 }),
      account({ balanceMinor: 7, currency: 'JPY' }),
      account({ balanceMinor: null, currency: 'GBP' }),
    ]);
    expect(groups.map((group) => [group.id, group.accounts.length])).toEqual([
      ['cash', 4],
      ['loans', 1],
    ]);
    expect(groups[0]?.subtotals).toEqual([
      { amountMinor: 50, currency: 'USD' },
      { amountMinor: 7, currency: 'JPY' },
    ]);
  });

  it.each([
    ['depository', 'cash', 'Cash'],
    ['credit', 'credit-cards', 'Credit cards'],
    ['investment', 'investments', 'Investments'],
    ['loan', 'loans', 'Loans'],
    ['other', 'other', 'Other'],
  ] as const)('of type %s are %s, under “%s”', (type, id, title) => {
    expect(groupAccounts([account({ type })])).toMatchObject([{ id, title }]);
  });

  it('keep what an account carries besides', () => {
    const [cash] = groupAccounts([{ ...account(), bankName: 'Harbor Bank' }]);
    expect(cash?.accounts[0]?.bankName).toBe('Harbor Bank');
  });
});

describe('utilisation', () => {
  const card = (balanceMinor: number | null, limitMinor: number | null) =>
    utilisation(account({ type: 'credit', balanceMinor, limitMinor }));

  it('is what is owed of the limit', () => {
    expect(card(-250_00, 1000_00)).toBe(0.25);
    expect(card(-1100_00, 1000_00)).toBe(1.1);
  });

  it('is nothing on a card that is paid off or overpaid', () => {
    expect(card(0, 1000_00)).toBe(0);
    expect(card(5_00, 1000_00)).toBe(0);
  });

  it('cannot be told without a balance or a limit, or for another kind of account', () => {
    expect(card(null, 1000_00)).toBeNull();
    expect(card(-5, null)).toBeNull();
    expect(card(-5, 0)).toBeNull();
    expect(utilisation(account({ balanceMinor: -5, limitMinor: 100 }))).toBeNull();
  });
});
