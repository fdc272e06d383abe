import { afterAll, describe, expect, it } from 'vitest';
import { LINK } from './linking.ts';
import { allTransactions, startTestEmulator } from './test-emulator.ts';

const emulator = await startTestEmulator();
const { accessToken } = emulator.itemAt('ins_900001', { person: 'couple' });
afterAll(() => emulator.close());

describe('/link/token/create refuses', () => {
  it.each([
    ['no client_name', { client_name: undefined }, 'MISSING_FIELDS'],
    ['no language', { language: undefined }, 'MISSING_FIELDS'],
    ['no country_codes', { country_codes: undefined }, 'MISSING_FIELDS'],
    ['no user', { user: undefined }, 'MISSING_FIELDS'],
    ['no products', { products: undefined }, 'MISSING_FIELDS'],
    ['empty country_codes', { country_codes: [] }, 'INVALID_FIELD'],
    ['balance as a product', { products: ['balance'] }, 'INVALID_PRODUCT'],
    ['an e-mail as user', { user: { client_user_id: 'a@b.example' } }, 'INVALID_FIELD'],
    ['a phone number as user', { user: { client_user_id: '+1 415 555 0100' } }, 'INVALID_FIELD'],
    ['an empty redirect_uri', { redirect_uri: '' }, 'INVALID_FIELD'],
    ['a redirect_uri with a query', { redirect_uri: 'https://a.example/?b' }, 'INVALID_FIELD'],
    ['a redirect_uri in plain http', { redirect_uri: 'http://a.example/' }, 'INVALID_FIELD'],
    ['731 days', { transactions: { days_requested: 731 } }, 'INVALID_FIELD'],
    ['a webhook that is no URL', { webhook: 'hook' }, 'INVALID_FIELD'],
    ['an unknown option', { hosted_link: { colour: 'red' } }, 'UNKNOWN_FIELDS'],
    ['several banks without a user_id', { enable_multi_item_link: true }, 'INVALID_FIELD'],
  ])('%s', async (_, change, code) => {
    const answer = await emulator.post('/link/token/create', { ...LINK, ...change });
    expect(answer).toMatchObject({ status: 400, body: { error_code: code } });
  });

  it('products in update mode', async () => {
    const code = await emulator.codeOf('/link/token/create', { ...LINK, access_token: accessToken });
    expect(code).toBe('INVALID_FIELD');
  });
});

describe('/transactions/get', () => {
  it.each([
    ['a start after the end', { start_date: '2026-02-02', end_date: '2026-02-01' }],
    ['a day that does not exist', { start_date: '2026-02-30', end_date: '2026-03-01' }],
    ['a date in other words', { start_date: '1 May 2026', end_date: '2026-05-20' }],
    ['501 rows', { start_date: '2026-01-01', end_date: '2026-05-20', options: { count: 501 } }],
    ['a negative offset', { start_date: '2026-01-01', end_date: '2026-05-20', options: { offset: -1 } }],
  ])('refuses %s', async (_, request) => {
    const answer = await emulator.post('/transactions/get', { access_token: accessToken, ...request });
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_FIELD' } });
  });

  it('gives every row once over its pages, newest first, and then an empty page', async () => {
    const rows: { transaction_id: string; date: string }[] = [];
    for (;;) {
      const { data } = await emulator.plaid.transactionsGet(
        allTransactions(accessToken, { count: 500, offset: rows.length }),
      );
      if (data.transactions.length === 0) {
        expect(rows.length).toBe(data.total_transactions);
        break;
      }
      rows.push(...data.transactions);
    }
    expect(new Set(rows.map((row) => row.transaction_id)).size).toBe(rows.length);
    const dates = rows.map((row) => row.date);
    expect(dates).toEqual(dates.toSorted().reverse());
  });

  it('gives 100 rows where no count is asked for', async () => {
    const { data } = await emulator.plaid.transactionsGet(allTransactions(accessToken));
    expect(data.transactions).toHaveLength(100);
  });

  it('gives only the days and accounts asked for', async () => {
    const { accounts } = (await emulator.plaid.accountsGet({ access_token: accessToken })).data;
    const account_ids = accounts.slice(0, 1).map((account) => account.account_id);
    const { data } = await emulator.plaid.transactionsGet({
      access_token: accessToken,
      ...{ start_date: '2026-03-01', end_date: '2026-03-31' },
      options: { account_ids, count: 500 },
    });
    expect(data.accounts).toHaveLength(1);
    expect(data.transactions.length).toBeGreaterThan(5);
    for (const { account_id, date } of data.transactions) {
      expect(account_id).toBe(account_ids[0]);
      expect(date.startsWith('2026-03')).toBe(true);
    }
  });

  /** https://plaid.com/docs/api/products/transactions/#transactionsget: of loans only those of students. */
  it.each([
    ['ins_900003', ['cash management']],
    ['ins_900004', ['student']],
    ['ins_109508', ['checking', 'credit card', 'student']],
  ])('has rows only of accounts that Transactions goes with: at %s of %j', async (bank, subtypes) => {
    const { accessToken: access_token } = emulator.itemAt(bank);
    const { data } = await emulator.plaid.transactionsGet(allTransactions(access_token, { count: 500 }));
    const withRows = data.accounts.filter(({ account_id }) =>
      data.transactions.some((row) => row.account_id === account_id),
    );
    expect(withRows.map(({ subtype }) => subtype)).toEqual(subtypes);
    expect(data.accounts.length).toBeGreaterThan(withRows.length);
  });

  it('refuses an account of another Item', async () => {
    const request = { ...allTransactions(accessToken), options: { account_ids: ['nobody'] } };
    expect(await emulator.codeOf('/transactions/get', request)).toBe('INVALID_ACCOUNT_ID');
  });
});

it('/transactions/sync gives as many rows as /transactions/get, over its pages', async () => {
  const ids: string[] = [];
  let cursor = '';
  for (let more = true; more; ) {
    const { data } = await emulator.plaid.transactionsSync({ access_token: accessToken, cursor, count: 500 });
    ids.push(...data.added.map((row) => row.transaction_id));
    [cursor, more] = [data.next_cursor, data.has_more];
  }
  const { data } = await emulator.plaid.transactionsGet(allTransactions(accessToken));
  expect(new Set(ids).size).toBe(data.total_transactions);
});

it.each([
  ['credentials', '/item/get', {}, 'MISSING_FIELDS'],
  ['a known endpoint', '/item/list', { client_id: 'a', secret: 'b' }, 'NOT_FOUND'],
])('a call without %s is refused', async (_, path, body, error_code) => {
  const response = await fetch(emulator.baseUrl + path, { method: 'POST', body: JSON.stringify(body) });
  expect(await response.json()).toMatchObject({ error_type: 'INVALID_REQUEST', error_code });
});

it.each(['', '{"access_token":', '[]', 'null', '7'])('the body %j is no request', async (body) => {
  expect(await emulator.codeOf('/item/get', body)).toBe('INVALID_BODY');
});
