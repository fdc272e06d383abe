/** 50,000 transactions of two years: how long all work for the page takes, without Plaid. */

import { expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import { worthAccountsSection } from '../../../src/features/net-worth/accounts.ts';
import { readBalanceHistory } from '../../../src/features/net-worth/balance-history.ts';
import { worthTotalSection } from '../../../src/features/net-worth/total.ts';
import { addDays } from '../../../src/finance/days.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { monthsBack } from '../../../src/finance/period.ts';
import { knownFlows } from '../../../src/reading/all-transactions.ts';
import { account, transaction } from '../../finance/samples.ts';
import { referenceMs } from '../../support/time-limits.ts';

const ROWS = 50_000;
const ACCOUNTS = 20;
const today = '2026-05-20';

it('is done within two seconds', async () => {
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => account({ id: `account-${index}` }));
  // Half of them transfers of few sizes: all that could be pairs.
  const transactions = Array.from({ length: ROWS }, (_, index) =>
    transaction({
      accountId: `account-${index % ACCOUNTS}`,
      date: addDays(today, -(index % 720)),
      amountMinor: (index % 2 === 0 ? 1 : -1) * (1000 + (index % 97)),
      ...(index % 4 < 2 ? { category: 'TRANSFER_OUT', detailedCategory: 'TRANSFER_OUT' } : {}),
    }),
  );
  const format = createFormat({ locale: 'en-US', isHidden: false, today });
  const back = monthsBack({ months: '24' }, today);
  const lane = openLane();
  const none = { readBanks: ['A'], growingBanks: [], cutBanks: [], preparingBanks: [], lackingBanks: [] };
  const known = {
    ...{ transactions, accounts, accountsOfBanks: [{ bank: 'A', accounts }], listPage: null, lane },
    ...{ ...none, missingBanks: [] },
  };
  const work = async () => {
    const balances = await readBalanceHistory(await knownFlows(known), back.range, []);
    const total = worthTotalSection(balances, back, format, []);
    worthAccountsSection(balances, '/net-worth.csv', format);
    return total;
  };
  expect((await work()).currencies[0]?.chart?.line).not.toBe('');
  expect(await referenceMs(work, { rounds: 5, warmUps: 0 })).toBeLessThan(2_000);
});
