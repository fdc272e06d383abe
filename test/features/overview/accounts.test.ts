import { expect, it } from 'vitest';
import { accountsSection } from '../../../src/features/overview/accounts.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account } from '../../../src/finance/model.ts';
import { account } from '../../finance/samples.ts';
import { copy, live } from '../../sections/balances-of.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'en-US', isHidden: true, today });
const card = account({
  type: 'credit',
  name: 'Store Card',
  balanceMinor: -546_00,
  availableMinor: 154_00,
  limitMinor: 700_00,
});

it('has a row with its bank and its age for each account, in groups', () => {
  const asOf = new Date('2025-11-21T23:10:00Z');
  expect(accountsSection([live('A', [account()]), copy('B', [card], asOf)], format)).toMatchObject({
    groups: [
      {
        title: 'Cash',
        subtotals: [{ text: '$100.00', isDebt: false }],
        rows: [
          { name: 'Everyday', mask: '1234', bankName: 'A', freshness: 'asked live', balance: '$100.00' },
        ],
      },
      {
        title: 'Credit cards',
        subtotals: [{ text: '−$546.00', isDebt: true }],
        rows: [
          {
            balance: '−$546.00',
            isDebt: true,
            available: '$154.00 available',
            freshness: 'as of Nov 21, 2025, 11:10 PM UTC',
            usage: { width: 78, text: '78% of $700.00 used', isHigh: true },
          },
        ],
      },
    ],
  });
});

it('has a subtotal for each currency', () => {
  const section = accountsSection([live('A', [account(), account({ currency: 'EUR' })])], format);
  expect(section).toMatchObject({ groups: [{ subtotals: [{ text: '€100.00' }, { text: '$100.00' }] }] });
});

it('says so where a bank gives no balance, and never fills a meter beyond its end', () => {
  const accounts = [account({ balanceMinor: null }), { ...card, balanceMinor: -900_00 }];
  expect(accountsSection([live('A', accounts)], format)).toMatchObject({
    groups: [
      { rows: [{ balance: 'not given', available: null, isDebt: false }] },
      { rows: [{ usage: { width: 100 } }] },
    ],
  });
});

it('tells no amount, limit or use when amounts are hidden', () => {
  const words = JSON.stringify(accountsSection([live('A', [card])], hidden));
  expect(words).not.toMatch(/546|154|700|78/);
});

it('tells the age of a balance that its bank does not know live', () => {
  const old = account({ balanceAt: new Date('2025-11-21T06:00:00Z') });
  const section = accountsSection([live('A', [old, account()])], format);
  expect(section).toMatchObject({
    asOf: 'Asked live, where the bank can tell',
    groups: [{ rows: [{ freshness: 'as of Nov 21, 2025, 6:00 AM UTC' }, { freshness: 'asked live' }] }],
  });
});

it('knows what is a debt, and what can be spent of which account', () => {
  const accounts = [
    account({ balanceMinor: 0, availableMinor: 40_00 }),
    { ...card, limitMinor: null },
    account({ type: 'investment', availableMinor: 40_00 }),
  ];
  const missing = { ...copy('B', [], null), balances: null };
  expect(accountsSection([live('A', accounts), missing], format)).toMatchObject({
    groups: [
      {
        subtotals: [{ text: '$0.00', isDebt: false }],
        rows: [{ isDebt: false, available: '$40.00 available' }],
      },
      { rows: [{ isDebt: true, available: '$154.00 available', usage: null }] },
      { rows: [{ isDebt: false, available: null }] },
    ],
  });
});

it.each<[Account['type'], string, string]>([
  ['depository', '$80.00', 'available'],
  ['credit', 'not given', '$80.00 available'],
  ['loan', 'not given', '$80.00 available'],
  ['investment', 'not given', '$80.00 available'],
  ['other', 'not given', '$80.00 available'],
])('marks what is only available on an account of type %s', (type, balance, available) => {
  const only = account({ type, balanceMinor: null, availableMinor: 80_00 });
  expect(accountsSection([live('A', [only])], format)).toMatchObject({
    groups: [{ rows: [{ balance, available, isDebt: false }] }],
  });
});
