import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Gateway } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

vi.mock(import('node:timers/promises'), async (importOriginal) => ({
  ...(await importOriginal()),
  setTimeout: async () => undefined as never,
}));

/** What each question finds an answer in. */
const ANSWER = {
  item: {},
  accounts: [],
  transactions: [],
  total_transactions: 0,
  liabilities: { credit: null, mortgage: null, student: null },
  items: [],
  link_sessions: [],
  user_id: 'usr_1',
  hosted_link_url: 'https://secure.plaid.example',
};
const range = { from: '2026-01-01', to: '2026-01-31' };
const page = { owner: { userId: 'usr_1' }, returnUrl: 'https://ledgerless.example', webhookUrl: null };

let upstream: Upstream;
let bank: Gateway;
let failures: number;
beforeEach(async () => {
  failures = 0;
  upstream = await startUpstream((req, res) => {
    failures -= 1;
    json(failures < 0 ? 200 : 500, failures < 0 ? ANSWER : {})(req, res);
  });
  const { baseUrl } = upstream;
  bank = createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US'] });
});
afterEach(() => upstream.close());

const paths = () => upstream.requests.map(({ path }) => path);

describe('after a failure of the moment', () => {
  it.each<[string, (token: string) => Promise<unknown>]>([
    ['/item/get', (token) => unwrap(bank.item(token))],
    ['/accounts/balance/get', (token) => unwrap(bank.liveBalances(token))],
    ['/accounts/get', (token) => unwrap(bank.accounts(token))],
    ['/transactions/get', (token) => unwrap(bank.history(token, range))],
    ['/transactions/get', (token) => bank.historyPages(token, { range }).next()],
    ['/liabilities/get', (token) => unwrap(bank.liabilities(token))],
    ['/user/items/get', (token) => unwrap(bank.userItems(token))],
    ['/link/token/get', (token) => unwrap(bank.readLink(token))],
  ])('%s, which only reads, is asked again', async (path, ask) => {
    failures = 2;
    await ask('token');
    expect(paths()).toEqual([path, path, path]);
  });

  it('so is each half of a comparison of two Items', async () => {
    failures = 2;
    await unwrap(bank.overlap('access-1', 'access-2'));
    expect(paths()).toHaveLength(4);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['/link/token/create', () => unwrap(bank.startLink(page))],
    ['/link/token/create', () => unwrap(bank.startRepair({ ...page, accessToken: 'access-1' }))],
    ['/item/public_token/exchange', () => unwrap(bank.exchange('public-1'))],
    ['/user/create', () => unwrap(bank.createUser('random-1'))],
    ['/user/items/remove', () => unwrap(bank.removeUserItems('usr_1', ['a']))],
    ['/user/remove', () => unwrap(bank.removeUser('usr_1'))],
    ['/item/webhook/update', () => unwrap(bank.setWebhook('access-1', 'https://w.example'))],
    ['/item/remove', () => unwrap(bank.remove('access-1'))],
  ])('%s, which changes something, is left alone', async (path, ask) => {
    failures = 1;
    await expect(ask()).rejects.toMatchObject({ kind: 'plaid-down' });
    expect(paths()).toEqual([path]);
  });
});

describe('a question asked twice at once', () => {
  it.each<[string, (token: string) => Promise<unknown>]>([
    ['/item/get', (token) => unwrap(bank.item(token))],
    ['/accounts/balance/get', (token) => unwrap(bank.liveBalances(token))],
    ['/accounts/get', (token) => unwrap(bank.accounts(token))],
    ['/transactions/get', (token) => unwrap(bank.history(token, range))],
    ['/liabilities/get', (token) => unwrap(bank.liabilities(token))],
  ])('%s goes out once, and once for each Item', async (path, ask) => {
    await Promise.all([ask('access-1'), ask('access-1'), ask('access-2')]);
    expect(paths()).toEqual([path, path]);
  });

  it('about other days goes out as well', async () => {
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
