import type { ItemGetResponse, Transaction as PlaidTransaction } from 'plaid';
import { describe, expect, it } from 'vitest';
import { toItemStatus, toTransaction } from '../../src/plaid/mapping.ts';

const plainTransaction = {
  transaction_id: 'transaction-1',
  account_id: 'account-1',
  date: '2026-02-28',
  amount: 12.34,
  iso_currency_code: 'USD',
  unofficial_currency_code: null,
  name: 'STARBUCKS 1234',
  merchant_name: 'Starbucks',
  merchant_entity_id: 'entity-1',
  original_description: 'POS STARBUCKS 1234 NY',
  personal_finance_category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
  pending: false,
  pending_transaction_id: 'pending-1',
};

/** Plaid leaves out or nulls what it does not know; its types promise more than its answers hold. */
function transactionWith(changes: object = {}) {
  return toTransaction({ ...plainTransaction, ...changes } as unknown as PlaidTransaction);
}

describe('a transaction', () => {
  it('is told in our words, with money out as negative', () => {
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
  ])('named %j, %j and %j is called %s', (merchant_name, text, original_description, name, originalName) => {
    expect(transactionWith({ merchant_name, name: text, original_description })).toMatchObject({
      name,
      originalName,
    });
  });

  it.each([
    [-2500, 'USD', 250000],
    [0.01, 'USD', -1],
    [1.005, 'USD', -101],
    [1500, 'JPY', -1500],
    [-1.234, 'KWD', 1234],
  ])('of %d %s is %d', (amount, iso_currency_code, amountMinor) => {
    expect(transactionWith({ amount, iso_currency_code })).toMatchObject({ amountMinor });
  });

  it('of nothing is plain zero', () => {
    expect(Object.is(transactionWith({ amount: 0 }).amountMinor, 0)).toBe(true);
  });

  it('in an unofficial currency is in it', () => {
    const codes = { iso_currency_code: null, unofficial_currency_code: 'DOGE' };
    expect(transactionWith({ ...codes, amount: 1 })).toMatchObject({
      currency: 'DOGE',
      amountMinor: -100_000_000,
    });
  });

  it.each([[null], [undefined]])('falls back where Plaid knows less: %s', (nothing) => {
    const unknown = transactionWith({
      merchant_name: nothing,
      merchant_entity_id: nothing,
      original_description: nothing,
      personal_finance_category: nothing,
      pending: true,
      pending_transaction_id: nothing,
    });
    expect(unknown).toMatchObject({
      name: 'STARBUCKS 1234',
      originalName: 'STARBUCKS 1234',
      merchantId: null,
      category: 'OTHER',
      detailedCategory: 'OTHER',
      isPending: true,
      pendingId: null,
    });
  });

  it('of a category without details has it twice', () => {
    const personal_finance_category = { primary: 'TRAVEL' };
    expect(transactionWith({ personal_finance_category })).toMatchObject({
      category: 'TRAVEL',
      detailedCategory: 'TRAVEL',
    });
  });

  it.each(['soon', '2026-13-01', '', '+002026-02-28', '2026-02-28Z', '2026-2-28'])(
    'on no day is not read at all: %j',
    (date) => {
      expect(() => transactionWith({ date })).toThrow(RangeError);
    },
  );
});

describe('the status of an Item', () => {
  function statusWith(item: object, status?: object | null) {
    return toItemStatus({ item, status } as unknown as ItemGetResponse);
  }

  it('is told in our words', () => {
    const dates = { consent_expiration_time: '2026-09-01T00:00:00Z' };
    const transactions = { last_successful_update: '2026-03-01T09:30:00Z' };
    expect(statusWith({ institution_name: 'Platypus', error: null, ...dates }, { transactions })).toEqual({
      institutionName: 'Platypus',
      lastUpdatedAt: new Date('2026-03-01T09:30:00Z'),
      error: null,
      consentExpiresAt: new Date('2026-09-01T00:00:00Z'),
    });
  });

  it.each([
    [null],
    [undefined],
    [{}],
    [{ transactions: null }],
    [{ transactions: { last_successful_update: 'soon' } }],
  ])('has null for what nobody knows: %j', (status) => {
    const unknown = { institutionName: null, lastUpdatedAt: null, error: null, consentExpiresAt: null };
    expect(statusWith({}, status)).toEqual(unknown);
  });

  it.each([
    [undefined, 'operator'],
    [503, 'plaid-down'],
  ])('judges an error that is new by its status %s: %s', (status, kind) => {
    const error = { error_type: 'BRAND_NEW', error_code: 'BRAND_NEW', status };
    expect(statusWith({ error }).error).toMatchObject({ kind });
  });

  it('tells what is wrong with it', () => {
    const error = {
      error_type: 'ITEM_ERROR',
      error_code: 'ITEM_LOGIN_REQUIRED',
      error_message: 'x',
      status: null,
    };
    expect(statusWith({ error }, null).error).toMatchObject({ kind: 'sign-in', code: 'ITEM_LOGIN_REQUIRED' });
  });
});
