import { type AccountBase, AccountSubtype, AccountType } from 'plaid';
import { describe, expect, it } from 'vitest';
import { overlapOf as overlapOfMarks, toAccountMarks } from '../../src/plaid/account-overlap.ts';

let count = 0;

/** Every account has an id of its own, as each Item gives new ones. */
function account(changes: Partial<AccountBase> = {}): AccountBase {
  count += 1;
  return {
    ...{ account_id: `account-${count}`, name: 'Checking', official_name: null, mask: '0000' },
    ...{ type: AccountType.Depository, subtype: AccountSubtype.Checking, balances: worth(100) },
    ...changes,
  };
}

function worth(current: number): AccountBase['balances'] {
  const currency = { iso_currency_code: 'USD', unofficial_currency_code: null };
  return { current, available: null, limit: null, ...currency };
}

/** The account as Link's result has it: without a balance, and with an id of its own. */
function inLink({ name, mask, type, subtype }: AccountBase) {
  return { id: `link-${count++}`, name, mask, type, subtype, verification_status: null, class_type: null };
}

const overlapOf = (accounts: Parameters<typeof toAccountMarks>[0][], others: AccountBase[]) =>
  overlapOfMarks(accounts.map(toAccountMarks), others.map(toAccountMarks));

describe('the accounts of two Items', () => {
  it('are the same by name, mask and type, in any order and with any balance', () => {
    const savings = { name: 'Savings', mask: '1111' };
    const before = [account(), account(savings)];
    expect(overlapOf([account({ ...savings, balances: worth(5) }), account()], before)).toBe('same');
  });

  it('are recognised in Link’s result, which has neither balances nor ids that last', () => {
    const both = [account(), account({ mask: '1111' })];
    expect(overlapOf(both.map(inLink), both)).toBe('same');
    expect(overlapOf([inLink(account({ mask: '2222' }))], both)).toBe('none');
  });

  it.each([
    ['name', { name: 'Other' }],
    ['mask', { mask: '9999' }],
    ['type', { type: AccountType.Credit }],
  ])('are different by their %s', (_, changes) => {
    expect(overlapOf([account(changes)], [account()])).toBe('none');
  });

  it('are fewer when the other Item has more, and some when it has fewer', () => {
    const both = [account(), account({ mask: '1111' })];
    expect(overlapOf([account()], both)).toBe('fewer');
    expect(overlapOf(both, [account()])).toBe('some');
  });

  it('that look alike are matched one to one', () => {
    expect(overlapOf([account(), account()], [account()])).toBe('some');
    expect(overlapOf([account(), account()], [account(), account()])).toBe('same');
  });

  it('are matched even after one that is not', () => {
    expect(overlapOf([account({ mask: '9999' }), account()], [account()])).toBe('some');
  });

  it('without a mask are the same only with the same balance', () => {
    const plain = { mask: null };
    expect(overlapOf([account(plain)], [account(plain)])).toBe('same');
    expect(overlapOf([account({ ...plain, balances: worth(7) })], [account(plain)])).toBe('none');
  });

  it('without a mask are unknown in Link’s result, if they look alike', () => {
    const plain = account({ mask: null });
    expect(overlapOf([inLink(plain)], [plain])).toBe('unknown');
    expect(overlapOf([inLink(account()), inLink(plain)], [account(), plain])).toBe('unknown');
    expect(overlapOf([inLink(account({ mask: null, name: 'Other' }))], [plain])).toBe('none');
  });

  it('are matched by the persistent id where both have one', () => {
    const known = account({ persistent_account_id: 'p1' });
    expect(overlapOf([account({ persistent_account_id: 'p1', name: 'Renamed' })], [known])).toBe('same');
    expect(overlapOf([account({ persistent_account_id: 'p2' })], [known])).toBe('none');
    expect(overlapOf([account()], [known])).toBe('same');
  });

  it('are not known where one Item has none', () => {
    expect(overlapOf([], [account()])).toBe('none');
    expect(overlapOf([account()], [])).toBe('none');
  });
});

describe('what an account is recognised by', () => {
  it('tells nothing of its name or mask', () => {
    const marks = JSON.stringify(toAccountMarks(account({ name: 'Seidenschwanz', mask: '9173' })));
    expect(marks).not.toMatch(/Seidenschwanz|9173/);
  });
});
