import type { AccountBase, ItemGetResponse, Transaction as PlaidTransaction } from 'plaid';
import { describe, expect, it } from 'vitest';
import { toAccount, toItemStatus, toTransaction } from '../../src/plaid/mapping.ts';

// Plaid leaves out or nulls what it does not know; its types promise more than its answers hold.

const dollars = { iso_currency_code: 'USD', unofficial_currency_code: null };
const plainAccount = {
  account_id: 'account-1',
  name: 'Checking',
  official_name: 'Everyday Checking',
  mask: '0000',
  type: 'depository',
  subtype: 'checking',
  balances: { current: 110.5, available: 100, limit: null, ...dollars },
};

function accountWith(balances: object = {}, changes: object = {}) {
  const all = { ...plainAccount, ...changes, balances: { ...plainAccount.balances, ...balances } };
  return toAccount(all as unknown as AccountBase);
}

describe('an account', () => {
  it('is mapped with its balances in minor units', () => {
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
    ['a type that Plaid may add', 'other', 41050],
  ])('of Plaid’s type %s is of type %s and adds %d to net worth', (plaidType, type, balanceMinor) => {
    expect(accountWith({ current: 410.5 }, { type: plaidType })).toMatchObject({ type, balanceMinor });
  });

  it('has a positive balance when it is an overpaid card, and a negative one when it is overdrawn', () => {
    expect(accountWith({ current: -20 }, { type: 'credit' }).balanceMinor).toBe(2000);
    expect(accountWith({ current: -20 }).balanceMinor).toBe(-2000);
  });

  it('with nothing owed has 0 and not -0', () => {
    expect(Object.is(accountWith({ current: 0 }, { type: 'credit' }).balanceMinor, 0)).toBe(true);
  });

  it('keeps the signs of available credit and limit, unlike that of a card’s balance', () => {
    const card = accountWith({ current: 410, available: 590, limit: 1000 }, { type: 'credit' });
    expect(card).toMatchObject({ balanceMinor: -41000, availableMinor: 59000, limitMinor: 100000 });
  });

  it.each([[null], [undefined]])('has null for what the bank gives as %s', (nothing) => {
    const balances = { current: nothing, available: nothing, limit: nothing };
    const unknown = { balanceMinor: null, availableMinor: null, limitMinor: null };
    const names = { official_name: nothing, mask: nothing, subtype: nothing };
    const unnamed = { officialName: null, mask: null, subtype: null };
    expect(accountWith(balances, names)).toMatchObject({ ...unknown, ...unnamed });
    expect(accountWith(balances, { type: 'credit' })).toMatchObject(unknown);
  });

  it('has null for an amount that is too large to be exact, and all others as they are', () => {
    const token = { iso_currency_code: null, unofficial_currency_code: 'SHIB' };
    expect(accountWith({ current: 100_000_000, available: 5, ...token })).toMatchObject({
      balanceMinor: null,
      availableMinor: 500_000_000,
    });
    expect(accountWith({ current: 90_000_000, ...token }).balanceMinor).toBe(9_000_000_000_000_000);
    expect(accountWith({ current: -1e300 }).balanceMinor).toBeNull();
  });

  it('has the time of its balance where the bank gives one', () => {
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
  ])(
    'with name %j, official name %j, subtype %j and type %j is called %s',
    (name, official_name, subtype, type, called) => {
      expect(accountWith({}, { name, official_name, subtype, type }).name).toBe(called);
    },
  );

  it.each([
    ['JPY', null, 1500, 1500],
    ['KWD', null, 1.234, 1234],
    [null, 'BTC', 0.5, 50_000_000],
    [null, null, 1, 100_000_000],
  ])('in currency %s or %s is in its minor units: %d is %d', (iso, unofficial, current, balanceMinor) => {
    const codes = { iso_currency_code: iso, unofficial_currency_code: unofficial };
    const currency = iso ?? unofficial ?? 'XXX';
    expect(accountWith({ ...codes, current })).toMatchObject({ currency, balanceMinor });
  });
});

const plainTransaction = {
  ...{ transaction_id: 'transaction-1', account_id: 'account-1', date: '2026-02-28' },
  ...{ amount: 12.34, ...dollars, name: 'STARBUCKS 1234', merchant_name: 'Starbucks' },
  ...{ merchant_entity_id: 'entity-1', original_description: 'POS STARBUCKS 1234 NY' },
  personal_finance_category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
  ...{ pending: false, pending_transaction_id: 'pending-1' },
};

function transactionWith(changes: object = {}) {
  return toTransaction({ ...plainTransaction, ...changes } as unknown as PlaidTransaction);
}

describe('a transaction', () => {
  it('is mapped with money out as a negative amount', () => {
    expect(transactionWith()).toEqual({
      id: 'transaction-1',
      accountId: 'account-1',
      date: '2026-02-28',
      amountMinor: -1234,
      currency: 'USD',
      name: 'Starbucks',
      originalName: 'POS STARBUCKS 1234 NY',
      merchantId: 'entity-1',
      category: 'FOOD_AND_DRINK',
      detailedCategory: 'FOOD_AND_DRINK_COFFEE',
      isPending: false,
      pendingId: 'pending-1',
    });
  });

  it.each([
    ['Starbucks', 'SBUX', 'POS SBUX', 'Starbucks', 'POS SBUX'],
    ['', 'SBUX', 'POS SBUX', 'SBUX', 'POS SBUX'],
    [null, ' ', 'POS SBUX', 'POS SBUX', 'POS SBUX'],
    ['\u200b', 'SBUX', '', 'SBUX', 'SBUX'],
    ['Starbucks', '', '', 'Starbucks', ''],
    ['', '\t\n', ' ', 'Unnamed', ''],
    ['\uffff', '\ud800', '\u0000', 'Unnamed', ''],
    [undefined, undefined, undefined, 'Unnamed', ''],
  ])(
    'with merchant %j, name %j and description %j is called %s',
    (merchant_name, text, original_description, name, originalName) => {
      const named = transactionWith({ merchant_name, name: text, original_description });
      expect(named).toMatchObject({ name, originalName });
    },
  );

  it.each([
    [-2500, 'USD', 250000],
    [0.01, 'USD', -1],
    [1.005, 'USD', -101],
    [1500, 'JPY', -1500],
    [-1.234, 'KWD', 1234],
  ])('of %d %s is %d in minor units', (amount, iso_currency_code, amountMinor) => {
    expect(transactionWith({ amount, iso_currency_code })).toMatchObject({ amountMinor });
  });

  it('of 0 has 0 and not -0', () => {
    expect(Object.is(transactionWith({ amount: 0 }).amountMinor, 0)).toBe(true);
  });

  it('in an unofficial currency keeps it', () => {
    const codes = { iso_currency_code: null, unofficial_currency_code: 'DOGE' };
    const expected = { currency: 'DOGE', amountMinor: -100_000_000 };
    expect(transactionWith({ ...codes, amount: 1 })).toMatchObject(expected);
  });

  it.each([[null], [undefined]])('has a fallback for what Plaid gives as %s', (nothing) => {
    const unknown = transactionWith({
      ...{ merchant_name: nothing, merchant_entity_id: nothing, original_description: nothing },
      ...{ personal_finance_category: nothing, pending: true, pending_transaction_id: nothing },
    });
    expect(unknown).toMatchObject({
      ...{ name: 'STARBUCKS 1234', originalName: 'STARBUCKS 1234', merchantId: null },
      ...{ category: 'OTHER', detailedCategory: 'OTHER', isPending: true, pendingId: null },
    });
  });

  it('has its category as the detailed one where Plaid gives none', () => {
    const expected = { category: 'TRAVEL', detailedCategory: 'TRAVEL' };
    expect(transactionWith({ personal_finance_category: { primary: 'TRAVEL' } })).toMatchObject(expected);
  });

  it.each(['soon', '2026-13-01', '', '+002026-02-28', '2026-02-28Z', '2026-2-28'])(
    'throws when its date is malformed: %j',
    (date) => {
      expect(() => transactionWith({ date })).toThrow(RangeError);
    },
  );
});

describe('the status of an Item', () => {
  function statusWith(item: object, status?: object | null) {
    return toItemStatus({ item, status } as unknown as ItemGetResponse);
  }

  it('is mapped with its dates', () => {
    const dates = { consent_expiration_time: '2026-09-01T00:00:00Z' };
    const transactions = { last_successful_update: '2026-03-01T09:30:00Z' };
    expect(statusWith({ institution_name: 'Platypus', error: null, ...dates }, { transactions })).toEqual({
      ...{ institutionName: 'Platypus', lastUpdatedAt: new Date('2026-03-01T09:30:00Z') },
      ...{ error: null, consentExpiresAt: new Date('2026-09-01T00:00:00Z') },
    });
  });

  it.each([
    [null],
    [undefined],
    [{}],
    [{ transactions: null }],
    [{ transactions: { last_successful_update: 'soon' } }],
  ])('has null for what is not known: %j', (status) => {
    const unknown = { institutionName: null, lastUpdatedAt: null, error: null, consentExpiresAt: null };
    expect(statusWith({}, status)).toEqual(unknown);
  });

  it.each([
    ['BRAND_NEW', 'BRAND_NEW', undefined, 'operator'],
    ['BRAND_NEW', 'BRAND_NEW', 503, 'plaid-down'],
    ['ITEM_ERROR', 'ITEM_LOGIN_REQUIRED', null, 'sign-in'],
  ])('has an error of type %s, code %s and status %s as one of kind %s', (error_type, code, status, kind) => {
    const error = { error_type, error_code: code, error_message: 'x', status };
    expect(statusWith({ error }, null).error).toMatchObject({ kind, code });
  });
});
