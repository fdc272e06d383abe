import { expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { accountLabel, transactionRow } from '../../src/finance/transaction-row.ts';
import { account, transaction } from './samples.ts';

const rowOf = (facts: Parameters<typeof transaction>[0]) =>
  transactionRow(
    transaction(facts),
    account(),
    createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-03' }),
  );

it('says of a purchase who got how much, for what and from where', () => {
  expect(rowOf({})).toEqual({
    payee: 'Blue Heron Coffee',
    original: 'SQ *BLUE HERON COFFEE 0423',
    icon: 'food-and-drink',
    category: 'Food and drink',
    account: 'Everyday ••1234',
    amount: '−$12.40',
    isIn: false,
    isPending: false,
    probablySameAs: null,
  });
});

it.each([
  [1, '+$0.01', true],
  [0, '$0.00', false],
])('writes %d cents as %s and tells whether they came in', (amountMinor, amount, isIn) => {
  expect(rowOf({ amountMinor, isPending: true })).toMatchObject({ amount, isIn, isPending: true });
});

it('names the posted row that a pending one probably is', () => {
  const probablySameAs = { id: 'x1', date: '2025-11-05', amountMinor: -1490 };
  expect(rowOf({ isPending: true, probablySameAs }).probablySameAs).toBe(
    'Probably the same as −$14.90 on Nov 5, 2025',
  );
});

it('leaves the bank’s text out where it says no more than the name', () => {
  expect(rowOf({ name: 'Rent', originalName: 'Rent' }).original).toBeNull();
  expect(rowOf({ name: 'Unnamed', originalName: '' }).original).toBeNull();
});

it('names no account that it does not know', () => {
  const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-03' });
  expect(transactionRow(transaction(), undefined, format).account).toBeNull();
});

it('labels an account with the end of its number, where the bank gives one', () => {
  expect(accountLabel({ name: 'Everyday', mask: '1234' })).toBe('Everyday ••1234');
  expect(accountLabel({ name: 'Everyday', mask: null })).toBe('Everyday');
});
