import { describe, expect, it } from 'vitest';
import { groupAccounts, netWorth, propertyBehind, utilisation } from '../../src/finance/accounts.ts';
import { account } from './samples.ts';

describe('groups of accounts', () => {
  it('come in a fixed order, without empty ones, each with its subtotals', () => {
    const groups = groupAccounts([
      account({ type: 'loan', balanceMinor: -100 }),
      account({ balanceMinor: 20 }),
      account({ balanceMinor: 30 }),
      account({ balanceMinor: 7, currency: 'JPY' }),
      account({ balanceMinor: null, currency: 'GBP' }),
    ]);
    expect(groups.map(({ id, accounts }) => `${accounts.length} ${id}`)).toEqual(['4 cash', '1 loans']);
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

  it('keep whatever else an account has', () => {
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

  it('is unknown without a balance or a limit, and for another kind of account', () => {
    expect(card(null, 1000_00)).toBeNull();
    expect(card(-5, null)).toBeNull();
    expect(card(-5, 0)).toBeNull();
    expect(utilisation(account({ balanceMinor: -5, limitMinor: 100 }))).toBeNull();
  });
});

describe('net worth', () => {
  it('subtracts debts from assets in each currency on its own', () => {
    const statement = netWorth([
      account({ balanceMinor: 5000_00 }),
      account({ type: 'credit', balanceMinor: -1200_00 }),
      account({ balanceMinor: 300_00, currency: 'EUR' }),
      account({ type: 'loan', balanceMinor: -200_000_00 }),
    ]);
    expect(statement.byCurrency).toEqual([
      { currency: 'USD', assetsMinor: 5000_00, debtsMinor: -201_200_00, netMinor: -196_200_00 },
      { currency: 'EUR', assetsMinor: 300_00, debtsMinor: 0, netMinor: 300_00 },
    ]);
  });

  it('counts an overdraft as a debt and an overpaid card as an asset', () => {
    const accounts = [account({ balanceMinor: -50 }), account({ type: 'credit', balanceMinor: 20 })];
    const [usd] = netWorth(accounts).byCurrency;
    expect(usd).toMatchObject({ assetsMinor: 20, debtsMinor: -50, netMinor: -30 });
  });

  it.each([
    ['depository', 80],
    ['credit', null],
    ['loan', null],
    ['investment', null],
    ['other', null],
  ] as const)('of an account of type %s with 80 available and no balance is %s', (type, assetsMinor) => {
    const accounts = [account({ type, balanceMinor: null, availableMinor: 80 })];
    const { byCurrency, excludedAccounts } = netWorth(accounts);
    expect(byCurrency.map((one) => one.assetsMinor)).toEqual(assetsMinor === null ? [] : [assetsMinor]);
    expect(excludedAccounts).toEqual(assetsMinor === null ? accounts : []);
  });

  it('names the accounts whose balances are not known, and counts none for them', () => {
    const unknown = account({ balanceMinor: null });
    const accounts = [unknown, account({ balanceMinor: 20 })];
    expect(netWorth(accounts)).toEqual({
      byCurrency: [{ currency: 'USD', assetsMinor: 20, debtsMinor: 0, netMinor: 20 }],
      excludedAccounts: [unknown],
    });
  });
});

describe('a loan', () => {
  it.each([
    ['loan', 'mortgage', 'property'],
    ['loan', 'home equity', 'property'],
    ['loan', 'construction', 'property'],
    ['loan', 'auto', 'vehicle'],
    ['loan', 'student', null],
    ['loan', null, null],
    ['credit', 'auto', null],
    ['other', 'mortgage', null],
  ] as const)('of type %s and subtype %s was taken out for: %s', (type, subtype, behind) => {
    expect(propertyBehind(account({ type, subtype }))).toBe(behind);
  });
});
