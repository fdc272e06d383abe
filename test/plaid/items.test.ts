import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { unwrap } from '../support/unwrap.ts';
import { bankAnswering } from './answering-bank.ts';

const balances = { current: 5, iso_currency_code: 'USD' };
const card = { account_id: 'account-1', name: 'Card', mask: '1111', type: 'credit', balances };
const savings = { ...card, account_id: 'account-2', name: 'Savings', type: 'depository' };
const range = { from: '2026-01-01', to: '2026-01-31' };
const noTransactions = { accounts: [card], transactions: [], total_transactions: 0 };

describe('the gateway', () => {
  it('reads the status of an Item', async () => {
    const { bank, asked } = await bankAnswering(200, {
      item: { institution_name: 'Platypus' },
      status: null,
    });
    expect(await unwrap(bank.item('access-1'))).toMatchObject({ institutionName: 'Platypus', error: null });
    expect(asked()).toEqual([['/item/get', { access_token: 'access-1' }]]);
  });

  it('sets the address of an Item’s webhook', async () => {
    const { bank, asked } = await bankAnswering(200, { item: {} });
    await unwrap(bank.setWebhook('access-1', 'https://w.example/hook'));
    const body = { access_token: 'access-1', webhook: 'https://w.example/hook' };
    expect(asked()).toEqual([['/item/webhook/update', body]]);
  });

  it('reads live balances, of which a card’s may be three days old', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-04T12:34:56.789Z') });
    onTestFinished(() => void vi.useRealTimers());
    const { bank, asked } = await bankAnswering(200, { accounts: [card] });
    expect(await unwrap(bank.liveBalances('access-1'))).toMatchObject({
      accounts: [{ id: 'account-1', balanceMinor: -500 }],
      source: 'live',
    });
    const options = { min_last_updated_datetime: '2026-03-01T12:34:56Z' };
    expect(asked()).toEqual([['/accounts/balance/get', { access_token: 'access-1', options }]]);
  });

  it('reads the balances that Plaid has cached', async () => {
    const { bank, asked } = await bankAnswering(200, { accounts: [card] });
    expect(await unwrap(bank.accounts('access-1'))).toMatchObject({
      accounts: [{ id: 'account-1', balanceMinor: -500 }],
      source: 'cached',
    });
    expect(asked()).toEqual([['/accounts/get', { access_token: 'access-1' }]]);
  });

  it('reads transactions', async () => {
    const { bank, asked } = await bankAnswering(200, noTransactions);
    const history = await unwrap(bank.history('access-1', range));
    expect(history).toMatchObject({ transactions: [], balances: { source: 'cached' } });
    expect(history.balances.accounts).toHaveLength(1);
    expect(asked()[0]?.[0]).toBe('/transactions/get');
  });

  it('reads transactions page by page', async () => {
    const { bank, asked } = await bankAnswering(200, noTransactions);
    const page = (await bank.historyPages('access-1', range).next()).value;
    expect(page).toMatchObject({ ok: true, value: { accounts: [{ id: 'account-1' }] } });
    const options = { count: 500, offset: 0, include_original_description: true };
    const days = { start_date: '2026-01-01', end_date: '2026-01-31' };
    expect(asked()).toEqual([['/transactions/get', { access_token: 'access-1', ...days, options }]]);
  });

  it('reads debts', async () => {
    const liabilities = { credit: null, mortgage: null, student: null };
    const { bank, asked } = await bankAnswering(200, { accounts: [card, savings], liabilities });
    expect((await unwrap(bank.liabilities('access-1'))).accounts).toMatchObject([{ id: 'account-1' }]);
    expect(asked()).toEqual([['/liabilities/get', { access_token: 'access-1' }]]);
  });

  it('tells what the accounts of an Item are recognised by in another one, and what is wrong with it', async () => {
    const error = { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' };
    const { bank, asked } = await bankAnswering(200, { accounts: [card, savings], item: { error } });
    const shared = await unwrap(bank.sharedAccounts('access-1'));
    expect(shared.accounts).toMatchObject([
      { hasMask: true, balance: 5 },
      { hasMask: true, balance: 5 },
    ]);
    expect(shared.error).toMatchObject({ kind: 'sign-in', code: 'ITEM_LOGIN_REQUIRED' });
    expect(asked()).toEqual([['/accounts/get', { access_token: 'access-1' }]]);
  });

  it('tells the countries of an institution', async () => {
    const { bank, asked } = await bankAnswering(200, { institution: { country_codes: ['GB', 'IE'] } });
    expect(await unwrap(bank.institutionCountries('ins_1'))).toEqual(['GB', 'IE']);
    const body = { institution_id: 'ins_1', country_codes: ['US', 'CA'] };
    expect(asked()).toEqual([['/institutions/get_by_id', body]]);
  });
});

describe('removing an Item', () => {
  it('takes one call, and returns Plaid’s request id', async () => {
    const { bank, asked } = await bankAnswering(200, { request_id: 'r1' });
    expect(await unwrap(bank.remove('access-1'))).toEqual({ requestId: 'r1', wasGone: false });
    expect(asked()).toEqual([['/item/remove', { access_token: 'access-1' }]]);
  });

  it.each(['ITEM_NOT_FOUND', 'INVALID_ACCESS_TOKEN'])(
    'succeeds when the Item is gone already: %s',
    async (code) => {
      const { bank } = await bankAnswering(400, { error_code: code, request_id: 'r2' });
      expect(await unwrap(bank.remove('access-1'))).toEqual({ requestId: 'r2', wasGone: true });
    },
  );

  it.each([
    [429, { error_code: 'RATE_LIMIT', error_type: 'RATE_LIMIT_EXCEEDED' }, 'limited'],
    [400, { error_code: 'INVALID_API_KEYS' }, 'operator'],
    [500, {}, 'plaid-down'],
    [200, 'a page of some proxy', 'plaid-down'],
    [200, null, 'plaid-down'],
  ])('fails when Plaid answers with status %d and %j', async (status, body, kind) => {
    const { bank } = await bankAnswering(status, body);
    await expect(unwrap(bank.remove('access-1'))).rejects.toMatchObject({ kind });
  });
});
