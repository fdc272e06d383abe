import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Gateway, PlaidCallOptions, Result } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

vi.mock(import('node:timers/promises'), async (importOriginal) => ({
  ...(await importOriginal()),
  setTimeout: async () => undefined as never,
}));

/** An answer with what every call reads. */
const ANSWER = {
  ...{ item: {}, accounts: [], transactions: [], total_transactions: 0, items: [], link_sessions: [] },
  liabilities: { credit: null, mortgage: null, student: null },
  institution: { country_codes: ['US'] },
  ...{ user_id: 'usr_1', hosted_link_url: 'https://secure.plaid.example' },
};
const range = { from: '2026-01-01', to: '2026-01-31' };
const page = { owner: { userId: 'usr_1' }, returnUrl: 'https://ledgerless.example', webhookUrl: null };

let upstream: Upstream;
let bank: Gateway;
let failures: number;
let failure: object;
beforeEach(async () => {
  failures = 0;
  failure = {};
  upstream = await startUpstream((req, res) => {
    failures -= 1;
    json(failures < 0 ? 200 : 500, failures < 0 ? ANSWER : failure)(req, res);
  });
  const { baseUrl } = upstream;
  bank = createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US'] });
});
afterEach(() => upstream.close());

const paths = () => upstream.requests.map(({ path }) => path);

type Call = [path: string, call: (token: string) => Promise<unknown>];

/** Those that wait for Plaid's limit of calls. */
const WAITING: [path: string, call: (options: PlaidCallOptions) => Promise<Result<unknown>>][] = [
  ['/accounts/get', (options) => bank.accounts('a', options)],
  ['/transactions/get', (options) => bank.history('a', range, options)],
  ['/transactions/get', (options) => bank.historyPart('a', { range, offset: 0, count: 500 }, options)],
  ['/liabilities/get', (options) => bank.liabilities('a', options)],
];

const COALESCED: Call[] = [
  ['/item/get', (token) => unwrap(bank.item(token))],
  ['/accounts/balance/get', (token) => unwrap(bank.liveBalances(token))],
  ['/accounts/get', (token) => unwrap(bank.accounts(token))],
  ['/transactions/get', (token) => unwrap(bank.history(token, range))],
  ['/transactions/get', (token) => unwrap(bank.historyPart(token, { range, offset: 300, count: 500 }))],
  ['/liabilities/get', (token) => unwrap(bank.liabilities(token))],
];

describe('after a transient failure', () => {
  it.each<Call>([
    ...COALESCED,
    ['/item/get', (token) => unwrap(bank.plaidTime(token))],
    ['/transactions/get', (token) => bank.historyPages(token, range).next()],
    ['/accounts/get', (token) => unwrap(bank.sharedAccounts(token))],
    ['/institutions/get_by_id', () => unwrap(bank.institutionCountries('ins_1'))],
    ['/user/items/get', (token) => unwrap(bank.userItems(token))],
    ['/user/items/get', (token) => unwrap(bank.userItemsAndTime(token))],
    ['/link/token/get', (token) => unwrap(bank.readLink(token))],
  ])('%s is called again, as it only reads', async (path, call) => {
    failures = 2;
    await call('token');
    expect(paths()).toEqual([path, path, path]);
  });

  it.each<Call>([
    ['/link/token/create', () => unwrap(bank.startLink(page))],
    ['/link/token/create', () => unwrap(bank.startUpdate({ ...page, accessToken: 'access-1' }))],
    ['/item/public_token/exchange', () => unwrap(bank.exchange('public-1'))],
    ['/user/create', () => unwrap(bank.createUser('random-1'))],
    ['/user/items/remove', () => unwrap(bank.removeUserItems('usr_1', ['a']))],
    ['/user/remove', () => unwrap(bank.removeUser('usr_1'))],
    ['/item/webhook/update', () => unwrap(bank.setWebhook('access-1', 'https://w.example'))],
    ['/item/remove', () => unwrap(bank.remove('access-1'))],
  ])('%s is not called again, as it changes something', async (path, call) => {
    failures = 1;
    await expect(call('token')).rejects.toMatchObject({ kind: 'plaid-down' });
    expect(paths()).toEqual([path]);
  });
});

describe('simultaneous calls', () => {
  it.each(COALESCED)('of %s are sent as one for each Item', async (path, call) => {
    await Promise.all([call('access-1'), call('access-1'), call('access-2')]);
    expect(paths()).toEqual([path, path]);
  });

  it.each(WAITING)('of %s wait for Plaid’s limit each by itself', async (path, call) => {
    failure = { error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'RATE_LIMIT' };
    failures = 1;
    let limits = 0;
    const [hurried, patient] = await Promise.all([
      call({ longestWaitMs: 0 }),
      call({ onLimit: () => void limits++ }),
    ]);
    expect([hurried, patient]).toMatchObject([{ ok: false, error: { kind: 'limited' } }, { ok: true }]);
    expect([paths(), limits]).toEqual([[path, path], 1]);
  });

  it('for other days are sent apart', async () => {
    const longer = { from: '2025-12-01', to: range.to };
    const shorter = { from: range.from, to: '2026-01-15' };
    await Promise.all([range, longer, shorter].map((days) => unwrap(bank.history('access-1', days))));
    const asked = upstream.requests.map(({ body }) => JSON.parse(body));
    expect(asked.map(({ start_date, end_date }) => [start_date, end_date]).toSorted()).toEqual([
      ['2025-12-01', '2026-01-31'],
      ['2026-01-01', '2026-01-15'],
      ['2026-01-01', '2026-01-31'],
    ]);
  });
});
