/** Which two rows are money that moved between a person's own accounts. */

import { describe, expect, it } from 'vitest';
import { otherSides, ownTransfers } from '../../../../src/features/ahead/forecast/own-transfers.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { transaction } from '../../../finance/samples.ts';
import { booksWith, CARD, CHECKING, SAVINGS } from './sample.ts';

const left = (id: string, date: string, facts: Partial<Transaction> = {}) =>
  transaction({ id, date, amountMinor: -500_00, category: 'TRANSFER_OUT', ...facts });
const came = (id: string, date: string, facts: Partial<Transaction> = {}) =>
  transaction({
    ...{ id, date, amountMinor: 500_00, category: 'TRANSFER_IN', accountId: 'savings' },
    ...facts,
  });
const EURO: Account = { ...SAVINGS, id: 'euro', currency: 'EUR' };
const FUND: Account = { ...SAVINGS, id: 'fund', type: 'investment' };
const pairsOf = (...rows: Transaction[]) =>
  ownTransfers(booksWith([CHECKING, SAVINGS, CARD, EURO, FUND], rows)).map(({ from, to }) => [
    from.id,
    to.id,
  ]);

describe('two rows are one transfer', () => {
  it.each<[string, Transaction[], boolean]>([
    ['on one day', [left('a', '2025-10-10'), came('b', '2025-10-10')], true],
    ['four days apart', [left('a', '2025-10-10'), came('b', '2025-10-14')], true],
    ['the other way round', [came('b', '2025-10-06'), left('a', '2025-10-10')], true],
    ['to a card', [left('a', '2025-10-10'), came('b', '2025-10-10', { accountId: 'card' })], true],
    ['not five days apart', [left('a', '2025-10-10'), came('b', '2025-10-15')], false],
    [
      'not on one account',
      [left('a', '2025-10-10'), came('b', '2025-10-10', { accountId: 'checking' })],
      false,
    ],
    [
      'not where both were paid out',
      [left('a', '2025-10-10'), left('b', '2025-10-10', { accountId: 'savings' })],
      false,
    ],
    [
      'not where both came in',
      [came('a', '2025-10-10'), came('b', '2025-10-10', { accountId: 'checking' })],
      false,
    ],
    [
      'not of another sum',
      [left('a', '2025-10-10'), came('b', '2025-10-10', { amountMinor: 499_00 })],
      false,
    ],
    [
      'not of another currency',
      [left('a', '2025-10-10'), came('b', '2025-10-10', { accountId: 'euro', currency: 'EUR' })],
      false,
    ],
    [
      'not while one is pending',
      [left('a', '2025-10-10'), came('b', '2025-10-10', { isPending: true })],
      false,
    ],
    ['not as spending', [left('a', '2025-10-10', { category: 'TRAVEL' }), came('b', '2025-10-10')], false],
    ['not from a card', [left('a', '2025-10-10', { accountId: 'card' }), came('b', '2025-10-10')], false],
    ['not to investments', [left('a', '2025-10-10'), came('b', '2025-10-10', { accountId: 'fund' })], false],
  ])('%s', (_when, rows, isOne) => {
    expect(pairsOf(...rows)).toEqual(isOne ? [['a', 'b']] : []);
  });
});

it('takes the nearest in time of several that fit, before or after', () => {
  const far = came('far', '2025-10-07');
  expect(pairsOf(far, left('a', '2025-10-10'), came('near', '2025-10-12'))).toEqual([['a', 'near']]);
  expect(pairsOf(came('near', '2025-10-09'), left('a', '2025-10-10'), came('b', '2025-10-13'))).toEqual([
    ['a', 'near'],
  ]);
});

it('has each row in one pair at most, and an earlier row takes nothing from the day of a later one', () => {
  const rows = [left('a', '2025-10-10'), left('b', '2025-10-11'), came('c', '2025-10-11')];
  expect(pairsOf(...rows)).toEqual([['b', 'c']]);
  expect(pairsOf(...rows, came('d', '2025-10-12'))).toEqual([
    ['b', 'c'],
    ['a', 'd'],
  ]);
});

it('knows the other account of each of the two rows', () => {
  const [from, to] = [left('a', '2025-10-10'), came('b', '2025-10-10')];
  const others = otherSides(ownTransfers(booksWith([CHECKING, SAVINGS], [from, to])));
  expect([...others].map(([{ id }, other]) => [id, other])).toEqual([
    ['a', 'savings'],
    ['b', 'checking'],
  ]);
});
