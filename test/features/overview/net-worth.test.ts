import { expect, it } from 'vitest';
import { netWorthSection } from '../../../src/features/overview/net-worth.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { account } from '../../finance/samples.ts';
import { copy, live } from '../../sections/balances-of.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });

it('has a block for each currency with assets, debts and what is left', () => {
  const accounts = [
    account(),
    account({ type: 'credit', balanceMinor: -30_00 }),
    account({ currency: 'EUR', balanceMinor: 5_00 }),
  ];
  expect(netWorthSection([live('A', accounts)], format)).toMatchObject({
    asOf: 'Asked live for this view',
    currencies: [
      { net: '$70.00', assets: '$100.00', debts: '−$30.00', hasDebts: true },
      { net: '€5.00', assets: '€5.00', debts: '€0.00', hasDebts: false },
    ],
  });
});

it('is only as fresh as its oldest part', () => {
  const old = copy('B', [account()], new Date('2025-11-20T08:00:00Z'));
  const older = copy('C', [account()], new Date('2025-11-19T08:00:00Z'));
  expect(netWorthSection([live('A', [account()]), old, older], format)).toMatchObject({
    asOf: 'Partly as of Nov 19, 2025, 8:00 AM UTC',
  });
});

it('names the accounts that no balance is known of', () => {
  const section = netWorthSection(
    [
      live('A', [
        account({ balanceMinor: null, name: 'Old Savings' }),
        account({ type: 'credit', balanceMinor: null, availableMinor: 80_00, name: 'Store Card' }),
      ]),
    ],
    format,
  );
  expect(section).toMatchObject({
    currencies: [],
    excludedAccounts: [
      { name: 'Old Savings', gives: 'no balance' },
      { name: 'Store Card', gives: 'only what is available' },
    ],
  });
});

it('offers to ask the banks where any of them was not asked, and goes without one that told nothing', () => {
  const unasked = { ...copy('B', [account()], null), wasAsked: false };
  const missing = { ...copy('C', [], null), balances: null };
  const canCheck = (...banks: Parameters<typeof netWorthSection>[0]) => netWorthSection(banks, format);
  expect(canCheck(live('A', [account()]), missing)).toMatchObject({ canCheckNow: false });
  expect(canCheck(live('A', [account()]), unasked)).toMatchObject({ canCheckNow: true });
});
