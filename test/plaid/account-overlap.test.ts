import { type AccountBase, AccountSubtype, AccountType } from 'plaid';
import { describe, expect, it } from 'vitest';
import { overlapOf as overlapOfMarks, toAccountMarks } from '../../src/plaid/account-overlap.ts';

let count = 0;

/** Every account has an id of its own, as each Item gives new ones. */
function account(changes: Partial<AccountBase> = {}): AccountBase {
  count += 1;
  return {
    account_id: `account-${count}`,
    name: 'Checking',
    official_name: null,
    mask: '0000',
    type: AccountType.Depository,
    subtype: AccountSubtype.Checking,
    balances: {
      current: 100,
      available: null,
      limit: null,
      iso_currency_code: 'USD',
      unofficial_currency_code: null,
    },
    ...changes,
  };
}

const overlapOf = (accounts: AccountBase[], others: AccountBase[]) =>
  overlapOfMarks(accounts.map(toAccountMarks), others.map(toAccountMarks));
const worth = (current: number) => ({ ...account().balances, current });

describe('accounts of two Items', () => {
  it('are the same by name, mask and kind, in any order, whatever is in them', () => {
    const savings = { name: 'Savings', mask: '1111' };
    const before = [account(), account(savings)];
    expect(overlapOf([account({ ...savings, balances: worth(5) }), account()], before)).toBe('all');
  });

  it.each([
    ['name', { name: 'Other' }],
    ['mask', { mask: '9999' }],
    ['type', { type: AccountType.Credit }],
    ['subtype', { subtype: AccountSubtype.Savings }],
  ])('differ by %s', (_, changes) => {
    expect(overlapOf([account(changes)], [account()])).toBe('none');
  });

  it('are all known where fewer are shared, and some where more are', () => {
    const both = [account(), account({ mask: '1111' })];
    expect(overlapOf([account()], both)).toBe('all');
    expect(overlapOf(both, [account()])).toBe('some');
  });

  it('that look alike count one by one', () => {
    expect(overlapOf([account(), account()], [account()])).toBe('some');
    expect(overlapOf([account(), account()], [account(), account()])).toBe('all');
  });

  it('take nothing from the next where they are unknown themselves', () => {
    expect(overlapOf([account({ mask: '9999' }), account()], [account()])).toBe('some');
  });

  it('without a mask are the same only with the same money in them', () => {
    const plain = { mask: null };
    expect(overlapOf([account(plain)], [account(plain)])).toBe('all');
    expect(overlapOf([account({ ...plain, balances: worth(7) })], [account(plain)])).toBe('none');
  });

  it('go by the persistent id where both have one', () => {
    const known = account({ persistent_account_id: 'p1' });
    expect(overlapOf([account({ persistent_account_id: 'p1', name: 'Renamed' })], [known])).toBe('all');
    expect(overlapOf([account({ persistent_account_id: 'p2' })], [known])).toBe('none');
    expect(overlapOf([account()], [known])).toBe('all');
  });

  it('are nowhere known where there is none', () => {
    expect(overlapOf([], [account()])).toBe('none');
    expect(overlapOf([account()], [])).toBe('none');
  });
});
