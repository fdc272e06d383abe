/** A bank that leaves names empty and mostly gives only available balances: every page and file shows them alike. */

import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { booksOf } from '../support/raw-books.ts';
import { startTestApp } from '../support/test-app.ts';

interface Fact {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly payee: string;
}

const ACCOUNTS = ['Plainwater Basic Checking', 'Savings', 'Credit card', 'Brokerage', 'Line of credit'];
const LABELS = [
  'Plainwater Basic Checking ••6120',
  'Savings',
  'Credit card ••1234',
  'Brokerage',
  'Line of credit ••0077',
];
const YEAR = '?days=365';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const client = app.newClient();
giveBank(app, client, { institutionId: 'ins_900022' });
const books = await booksOf(app.emulator);
const ofYear = books.rows.filter(({ date }) => date >= '2025-05-20');
const nameless = ofYear.filter(({ name }) => name === '').map(({ transaction_id }) => transaction_id);
expect(nameless.length).toBeGreaterThan(50);
afterAll(() => app.close());

const namelessOf = (facts: readonly Fact[], name: (fact: Fact) => string) =>
  facts.filter((fact) => name(fact) === 'Unnamed').map(({ id }) => id);

it('an account without a name is shown by its official one, else by its type', async () => {
  const overview = await client.get('/dashboard');
  const rows = overview.page('#accounts .balance > div').toArray();
  const printed = rows.map((row) => overview.page(row).children('.name, .mask').text());
  expect(printed.sort()).toEqual(LABELS.map((label) => label.replace(' ••', '••')).sort());
  const { accounts } = JSON.parse((await client.get('/api/dashboard')).text);
  expect(accounts.map(({ name }: Fact) => name).sort()).toEqual([...ACCOUNTS].sort());
  const list = await client.get('/transactions');
  const choices = list.page('input[name=account] + bdi').toArray();
  expect(choices.map((choice) => list.page(choice).text()).sort()).toEqual([...LABELS].sort());
  const { text } = await client.get('/transactions.qif');
  const heads = [...text.matchAll(/^NPlainwater Bank (.*)$/gm)].map(([, name]) => name);
  expect(heads.sort()).toEqual(LABELS.map((label) => label.replace('••', '')).sort());
});

it('the account of a transaction is named alike in the list, the API and the files', async () => {
  const { page } = await client.get('/transactions');
  expect(page('.entry .about').text()).toContain('Credit card ••1234');
  const used = (facts: readonly Fact[]) => [...new Set(facts.map(({ account }) => account))].sort();
  const api = JSON.parse((await client.get('/api/dashboard?days=365')).text);
  const file = JSON.parse((await client.get(`/transactions.json${YEAR}`)).text);
  expect(used(api.transactions)).toEqual(['Credit card ••1234', 'Plainwater Basic Checking ••6120']);
  expect(used(file.transactions)).toEqual(used(api.transactions));
  const csv = await client.get(`/transactions.csv${YEAR}`);
  expect(csv.text).toContain(',"Credit card ••1234","Plainwater Bank",');
});

it('an available balance is shown as such, and counts where there is no other on a depository account alone', async () => {
  const { page } = await client.get('/dashboard');
  const cells = page('#accounts .balance')
    .toArray()
    .map((row) =>
      page(row)
        .find('.money')
        .text()
        .trim()
        .replaceAll(/\$[\d,.]+/g, '$'),
    );
  expect(cells.sort()).toEqual(
    [
      '$available',
      // What is available is no other amount.
      '$',
      'not reported$ available',
      'not reported$ available',
      'not reported$ available',
    ].sort(),
  );
  const { netWorth, accounts } = JSON.parse((await client.get('/api/dashboard')).text);
  const [checking, savings] = books.accounts.map(({ balances }) => balances);
  const expected = Number(checking?.available) + Number(savings?.current);
  expect(checking?.current).toBeNull();
  expect(Number(netWorth[0].net.decimal)).toBeCloseTo(expected, 8);
  expect(accounts.filter(({ balance }: { balance: object | null }) => balance === null)).toHaveLength(4);
  const left = page('#net-worth').text();
  for (const name of ['Credit card', 'Brokerage', 'Line of credit']) {
    expect(left).toContain(`${name} (its bank gives only what is available)`);
  }
  const ofx = await client.get('/transactions.ofx');
  expect(ofx.text.match(/<AVAILBAL>/g)).toHaveLength(4);
  expect(ofx.text.match(/<LEDGERBAL>/g)).toHaveLength(1);
});

it('a transaction without any name is “Unnamed” on every page', async () => {
  for (const [path, names] of [
    ['/transactions', '.entry .payee bdi'],
    ['/dashboard', '#latest .payee bdi, #upcoming .payee'],
    ['/spending', '#merchants th'],
    ['/recurring', '.entry .payee'],
  ] as const) {
    const { page } = await client.get(path);
    const printed = page(names)
      .toArray()
      .map((name) => page(name).text().trim());
    expect(
      printed.some((name) => name.startsWith('Unnamed')),
      path,
    ).toBe(true);
    expect(
      printed.filter((name) => name === ''),
      path,
    ).toEqual([]);
  }
});

it('a transaction without any name is “Unnamed” in the API and in every file', async () => {
  const api = JSON.parse((await client.get('/api/dashboard?days=365')).text);
  expect(namelessOf(api.transactions, ({ name }) => name).sort()).toEqual([...nameless].sort());
  const json = JSON.parse((await client.get(`/transactions.json${YEAR}`)).text);
  expect(namelessOf(json.transactions, ({ payee }) => payee).sort()).toEqual([...nameless].sort());
  const csv = await client.get(`/transactions.csv${YEAR}`);
  expect(csv.text.match(/,"USD","Unnamed","",/g)).toHaveLength(nameless.length);
  const ofx = await client.get(`/transactions.ofx${YEAR}`);
  expect(ofx.text.match(/<NAME>Unnamed<\/NAME>\n<\/STMTTRN>/g)).toHaveLength(nameless.length);
  const qif = await client.get(`/transactions.qif${YEAR}`);
  expect(qif.text.match(/^PUnnamed\nM\n/gm)).toHaveLength(nameless.length);
});

it('a transaction without any name is found by “Unnamed”', async () => {
  const { page } = await client.get('/transactions?q=Unnamed&days=365');
  expect(page('.found strong').text()).toBe(`${nameless.length} transactions`);
});
