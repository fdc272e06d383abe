import { describe, expect, it } from 'vitest';
import { netWorth } from '../../src/finance/net-worth.ts';
import { account } from './samples.ts';

describe('net worth', () => {
  it('subtracts debts from assets in each currency on its own', () => {
    const statement = netWorth([
      {
        bankName: 'Harbor Bank',
        accounts: [
          account({ balanceMinor: 5000_00 }),
          account({ type: 'credit', balanceMinor: -1200_00 }),
          account({ balanceMinor: 300_00, currency: 'EUR' }),
        ],
      },
      { bankName: 'Lender', accounts: [account({ type: 'loan', balanceMinor: -200_000_00 })] },
    ]);
    expect(statement.byCurrency).toEqual([
      { currency: 'USD', assetsMinor: 5000_00, debtsMinor: -201_200_00, netMinor: -196_200_00 },
      { currency: 'EUR', assetsMinor: 300_00, debtsMinor: 0, netMinor: 300_00 },
    ]);
    expect(statement.excludedBanks).toEqual([]);
  });

  it('counts an overdraft as a debt and an overpaid card as an asset', () => {
    const [usd] = netWorth([
      {
        bankName: 'Harbor Bank',
        accounts: [account({ balanceMinor: -50 }), account({ type: 'credit', balanceMinor: 20 })],
      },
    ]).byCurrency;
    expect(usd).toMatchObject({ assetsMinor: 20, debtsMinor: -50, netMinor: -30 });
  });

  it.each([
    ['depository', 80],
    ['credit', null],
    ['loan', null],
    ['investment', null],
    ['other', null],
  ] as const)('takes what is only available on an account of type %s for %s', (type, assetsMinor) => {
    const accounts = [account({ type, balanceMinor: null, availableMinor: 80 })];
    const { byCurrency, excludedAccounts } = netWorth([{ bankName: 'Harbor Bank', accounts }]);
    expect(byCurrency.map((one) => one.assetsMinor)).toEqual(assetsMinor === null ? [] : [assetsMinor]);
    expect(excludedAccounts).toEqual(assetsMinor === null ? accounts : []);
  });

  it('names what is missing instead of counting it as nothing', () => {
    const unknown = account({ balanceMinor: null });
    const statement = netWorth([
      { bankName: 'Harbor Bank', accounts: [unknown, account({ balanceMinor: 20 })] },
      { bankName: 'Lender', accounts: null },
    ]);
    expect(statement).toEqual({
      byCurrency: [{ currency: 'USD', assetsMinor: 20, debtsMinor: 0, netMinor: 20 }],
      excludedBanks: ['Lender'],
      excludedAccounts: [unknown],
    });
  });
});
