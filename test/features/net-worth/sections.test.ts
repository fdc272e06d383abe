/** The sections of the page of net worth: from one reading, and marked where it lacks something. */

import { describe, expect, it } from 'vitest';
import { netWorthSections } from '../../../src/features/net-worth/sections.ts';
import { monthsBack } from '../../../src/finance/period.ts';
import type { HistoryReading } from '../../../src/reading/reading.ts';
import { account, transaction } from '../../finance/samples.ts';
import { failed, told } from '../../support/told-banks.ts';
import { format, TODAY } from './pasts.ts';

const BACK = monthsBack({ months: '3' }, TODAY);
const facts = { accounts: [account()], transactions: [transaction({ date: '2026-01-01' })] };

async function finalsOf(...banks: HistoryReading[]) {
  const [, total, accounts] = netWorthSections(banks, BACK, format, []);
  return [await total?.final, await accounts?.final];
}

it('are what needs attention, everything together, and each account', () => {
  const sections = netWorthSections([told('k3v', facts)], BACK, format, []);
  expect(sections.map(({ id, title, skeleton }) => [id, title, skeleton]).slice(1)).toEqual([
    ['worth-total', 'Together', 'picture'],
    ['worth-accounts', 'Each account', 'lines'],
  ]);
  expect(sections[0]?.id).toBe('attention');
});

describe('what is made of the banks', () => {
  it('is all of it where all were read', async () => {
    const [total, accounts] = await finalsOf(told('k3v', facts));
    expect(total).toMatchObject({
      ...{ isPartial: false, asOf: '3 months, at the end of each day' },
      currencies: [{ currency: 'USD' }],
    });
    expect(accounts).toMatchObject({
      ...{ isPartial: false, file: '/net-worth.csv?months=3' },
      groups: [{ id: 'cash', rows: [{ name: 'Everyday', bankName: 'K3V' }] }],
    });
  });

  it.each([
    ['one was not read', [told('k3v', facts), failed('p7a')], '/net-worth.csv?months=3&without=p7a'],
    [
      'one has told only its last days',
      [told('k3v', { ...facts, isGrowing: true })],
      '/net-worth.csv?months=3',
    ],
  ])('is partial where %s', async (_, banks, file) => {
    const [total, accounts] = await finalsOf(...banks);
    expect(total).toMatchObject({ isPartial: true, currencies: [{ currency: 'USD' }] });
    expect(accounts).toMatchObject({ isPartial: true, file });
  });

  it('is nothing where none was read', async () => {
    expect(await finalsOf(failed('p7a'))).toEqual([null, null]);
  });

  it('has the figures of the person’s own', async () => {
    const own = { kind: 'own', name: 'House', ownKind: 'property', amountMinor: 9_00 } as const;
    const book = [{ ...own, currency: 'USD', day: '2026-01-31' }];
    const [, total, accounts] = netWorthSections([told('k3v', facts)], BACK, format, book);
    expect(await total?.final).toMatchObject({
      currencies: [{ own: ['House: $9.00, your own figure of Jan 31, 2026.'] }],
    });
    expect(await accounts?.final).toMatchObject({ groups: [{ id: 'cash' }, { id: 'property' }] });
  });

  it('is converted at a rate of the person’s own', async () => {
    const euros = account({ id: 'e', currency: 'EUR', balanceMinor: 10_00 });
    const rows = [
      ...facts.transactions,
      transaction({ accountId: 'e', currency: 'EUR', date: '2026-01-01' }),
    ];
    const bank = told('k3v', { accounts: [...facts.accounts, euros], transactions: rows });
    const book = [{ kind: 'rate', from: 'EUR', rate: '2', to: 'USD' } as const];
    const [, total] = netWorthSections([bank], BACK, format, book);
    expect(await total?.final).toMatchObject({ converted: { amount: '$120.00' } });
  });
});
