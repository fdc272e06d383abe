import type { AccountBase } from 'plaid';
import { describe, expect, it } from 'vitest';
import { toAccount } from '../../src/plaid/mapping.ts';

const plainAccount = {
  account_id: 'account-1',
  name: 'Checking',
  official_name: 'Everyday Checking',
  mask: '0000',
  type: 'depository',
  subtype: 'checking',
  balances: {
    current: 110.5,
    available: 100,
    limit: null,
    iso_currency_code: 'USD',
    unofficial_currency_code: null,
  },
};

/** Plaid leaves out or nulls what it does not know; its types promise more than its answers hold. */
function accountWith(balances: object = {}, changes: object = {}) {
  const all = { ...plainAccount, ...changes, balances: { ...plainAccount.balances, ...balances } };
  return toAccount(all as unknown as AccountBase);
}

describe('an account', () => {
  it('is told in our words', () => {
    expect(accountWith()).toEqual({
      id: 'account-1',
      name: 'Checking',
      officialName: 'Everyday Checking',
      mask: '0000',
      type: 'depository',
      subtype: 'checking',
      currency: 'USD',
      balanceMinor: 11050,
      availableMinor: 10000,
      limitMinor: null,
    });
  });

  it.each([
    ['depository', 'depository', 41050],
    ['credit', 'credit', -41050],
    ['loan', 'loan', -41050],
    ['investment', 'investment', 41050],
    ['brokerage', 'investment', 41050],
    ['other', 'other', 41050],
    ['payroll', 'other', 41050],
    ['a type that is yet to come', 'other', 41050],
  ])('of Plaid’s type %s is %s and adds %d to net worth', (plaidType, type, balanceMinor) => {
    expect(accountWith({ current: 410.5 }, { type: plaidType })).toMatchObject({ type, balanceMinor });
  });

  it('of a card that was overpaid is money held, and an overdraft is money owed', () => {
    expect(accountWith({ current: -20 }, { type: 'credit' }).balanceMinor).toBe(2000);
    expect(accountWith({ current: -20 }).balanceMinor).toBe(-2000);
  });

  it('with nothing owed owes plain zero', () => {
    expect(Object.is(accountWith({ current: 0 }, { type: 'credit' }).balanceMinor, 0)).toBe(true);
  });

  it('keeps the sign of what can be spent and of the limit on a card', () => {
    const card = accountWith({ current: 410, available: 590, limit: 1000 }, { type: 'credit' });
    expect(card).toMatchObject({ balanceMinor: -41000, availableMinor: 59000, limitMinor: 100000 });
  });

  it.each([[null], [undefined]])('has null for what the bank does not tell: %s', (nothing) => {
    const balances = { current: nothing, available: nothing, limit: nothing };
    const names = { official_name: nothing, mask: nothing, subtype: nothing };
    const unknown = { balanceMinor: null, availableMinor: null, limitMinor: null };
    expect(accountWith(balances, names)).toMatchObject({
      ...unknown,
      officialName: null,
      mask: null,
      subtype: null,
    });
    expect(accountWith(balances, { type: 'credit' })).toMatchObject(unknown);
  });

  it('says when its balance was last known, where the bank says so', () => {
    const last_updated_datetime = '2026-03-01T09:30:00Z';
    expect(accountWith({ last_updated_datetime }).balanceAt).toEqual(new Date(last_updated_datetime));
    for (const nothing of [null, undefined, 'soon']) {
      expect(accountWith({ last_updated_datetime: nothing })).not.toHaveProperty('balanceAt');
    }
  });

  it.each([
    ['Checking', 'Official', 'checking', 'depository', 'Checking'],
    ['', 'Official', 'checking', 'depository', 'Official'],
    [null, 'Official', 'checking', 'depository', 'Official'],
    [' \u00a0\u200b\t', 'Official', 'checking', 'depository', 'Official'],
    ['', ' ', 'checking', 'depository', 'Checking'],
    ['', null, 'credit card', 'credit', 'Credit card'],
    ['', null, '401k', 'investment', '401k'],
    ['', null, null, 'depository', 'Bank account'],
    ['', null, '', 'credit', 'Credit card'],
    ['', null, null, 'loan', 'Loan'],
    ['', null, null, 'investment', 'Investment'],
    [undefined, undefined, undefined, 'payroll', 'Account'],
  ])('named %j, officially %j, of kind %j %j, is called %s', (name, official_name, subtype, type, called) => {
    expect(accountWith({}, { name, official_name, subtype, type }).name).toBe(called);
  });

  it.each([
    ['JPY', null, 1500, 1500],
    ['KWD', null, 1.234, 1234],
    [null, 'BTC', 0.5, 50_000_000],
    [null, null, 1, 100_000_000],
  ])('in %s or %s counts in that currency’s own minor units', (iso, unofficial, current, balanceMinor) => {
    const codes = { iso_currency_code: iso, unofficial_currency_code: unofficial };
    expect(accountWith({ ...codes, current })).toMatchObject({
      currency: iso ?? unofficial ?? 'XXX',
      balanceMinor,
    });
  });
});
