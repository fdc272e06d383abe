import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

const card = {
  account_id: 'account-1',
  name: 'Card',
  mask: '1111',
  type: 'credit',
  balances: { current: 5, iso_currency_code: 'USD' },
};
const savings = { ...card, account_id: 'account-2', name: 'Savings', type: 'depository' };
const range = { from: '2026-01-01', to: '2026-01-31' };

let upstream: Upstream;
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-04T12:34:56.789Z') }));
afterEach(() => {
  vi.useRealTimers();
  upstream.close();
});

/** A bank at a server that gives this one answer, or what it gives for an access token. */
async function bankAnswering(answer: object | ((token: string) => object)) {
  const answerTo = (body: string) =>
    typeof answer === 'function' ? answer(JSON.parse(body).access_token) : answer;
  upstream = await startUpstream((req, res) =>
    json(200, answerTo(upstream.requests.at(-1)?.body ?? ''))(req, res),
  );
  const { baseUrl } = upstream;
  return createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US'] });
}

const asked = () => upstream.requests.map(({ path, body }) => [path, JSON.parse(body)]);

describe('an Item', () => {
  it('tells its balances live, where a card’s may be three days old', async () => {
    const bank = await bankAnswering({ accounts: [card] });
    expect(await unwrap(bank.liveBalances('access-1'))).toMatchObject({
      accounts: [{ id: 'account-1', balanceMinor: -500 }],
      source: 'live',
    });
    const options = { min_last_updated_datetime: '2026-03-01T12:34:56Z' };
    expect(asked()).toEqual([['/accounts/balance/get', { access_token: 'access-1', options }]]);
  });

  it('tells its balances as Plaid last saw them', async () => {
    const bank = await bankAnswering({ accounts: [card] });
    expect(await unwrap(bank.accounts('access-1'))).toMatchObject({
      accounts: [{ id: 'account-1', balanceMinor: -500 }],
      source: 'cached',
    });
    expect(asked()).toEqual([['/accounts/get', { access_token: 'access-1' }]]);
  });

  it('tells its history', async () => {
    const bank = await bankAnswering({ accounts: [card], transactions: [], total_transactions: 0 });
    const history = await unwrap(bank.history('access-1', range));
    expect(history).toMatchObject({ transactions: [], balances: { source: 'cached' } });
    expect(history.balances.accounts).toHaveLength(1);
    expect(asked()[0]?.[0]).toBe('/transactions/get');
  });

  it.each([
    [undefined, {}],
    ['account-1', { account_ids: ['account-1'] }],
  ])('tells its history page by page, of the account %s', async (accountId, ofAccount) => {
    const bank = await bankAnswering({ accounts: [card], transactions: [], total_transactions: 0 });
    const pages = bank.historyPages('access-1', { range, ...(accountId && { accountId }) });
    expect((await pages.next()).value).toMatchObject({
      ok: true,
      value: { accounts: [{ id: 'account-1' }], isLast: true },
    });
    const options = { count: 500, offset: 0, include_original_description: true, ...ofAccount };
    const days = { start_date: '2026-01-01', end_date: '2026-01-31' };
    expect(asked()).toEqual([['/transactions/get', { access_token: 'access-1', ...days, options }]]);
  });

  it('tells what is owed', async () => {
    const liabilities = { credit: null, mortgage: null, student: null };
    const bank = await bankAnswering({ accounts: [card, savings], liabilities });
    expect((await unwrap(bank.liabilities('access-1'))).accounts).toMatchObject([{ id: 'account-1' }]);
    expect(asked()).toEqual([['/liabilities/get', { access_token: 'access-1' }]]);
  });

  it('shows some of its accounts where another shows fewer', async () => {
    const bank = await bankAnswering((token) => ({ accounts: token === 'a' ? [card, savings] : [card] }));
    expect(await unwrap(bank.overlap('a', 'b'))).toBe('some');
    expect(await unwrap(bank.overlap('b', 'a'))).toBe('all');
  });
});
