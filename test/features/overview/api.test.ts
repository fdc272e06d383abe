import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { described } from '../../support/api-document.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATH = '/api/dashboard';

interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
  readonly decimal: string;
}

interface Dashboard {
  readonly days: number;
  readonly range: { from: string; to: string };
  readonly netWorth: { currency: string; net: Amount; assets: Amount; debts: Amount }[];
  readonly accounts: {
    name: string;
    type: string;
    balance: Amount | null;
    isLive: boolean;
    utilisation: number | null;
  }[];
  readonly transactions: { id: string; date: string; amount: Amount; countsAs: string; isPending: boolean }[];
  readonly spending: { currency: string; spent: Amount; categories: { spent: Amount }[] }[];
  readonly credit: { use: { utilisation: number; cardCount: number }[]; more: string };
}

let client: Client;
const app = await startTestApp({
  env: { LIVE_BALANCES: 'view' },
  now: () => new Date('2026-03-10T12:00:00Z'),
});
afterAll(() => app.close());
beforeEach(() => {
  client = app.newClient();
});
afterEach(() => app.emulator.control.reset());

const ask = async (query = '') => described<Dashboard>(await client.get(PATH + query), PATH);
const sumOf = (amounts: Amount[]) => amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
const english = (amount: Amount | undefined) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: amount?.currency ?? '' })
    .format(Number(amount?.decimal))
    .replace('-', '−');

it('has the figures of the page', async () => {
  giveBank(app, client);
  giveBank(app, client, { institutionId: 'ins_900002' });
  const page = dashboardOf(await client.get('/dashboard', { 'accept-language': 'en-US' }));
  const told = await ask();
  expect(page.netWorth).toEqual([english(told.netWorth[0]?.net)]);
  expect(page.accounts.map(({ balance }) => balance).toSorted()).toEqual(
    told.accounts.map(({ balance }) => english(balance ?? undefined)).toSorted(),
  );
  expect(page.latest).toHaveLength(5);
  expect(page.latest.map(({ amount }) => amount.replace('+', ''))).toEqual(
    told.transactions.slice(0, page.latest.length).map(({ amount }) => english(amount)),
  );
});

it('adds up: accounts to net worth, spending transactions to spending', async () => {
  giveBank(app, client);
  giveBank(app, client, { institutionId: 'ins_900002' });
  const { netWorth, accounts, transactions, spending } = await ask('?days=90');
  expect(netWorth[0]?.net.amountMinor).toBe(sumOf(accounts.flatMap(({ balance }) => balance ?? [])));
  const spent = transactions.filter(({ countsAs }) => countsAs === 'spending');
  expect(spent.length).toBeGreaterThan(20);
  expect(spending[0]?.spent.amountMinor).toBe(-sumOf(spent.map(({ amount }) => amount)));
  expect(spending[0]?.spent.amountMinor).toBe(sumOf(spending[0]?.categories.map((own) => own.spent) ?? []));
});

it.each([
  ['', 30, '2026-02-08'],
  ['?days=90', 90, '2025-12-10'],
  ['?days=31', 30, '2026-02-08'],
  ['?days=90&days=30', 30, '2026-02-08'],
])('has the days of the page for %j: %d', async (query, days, from) => {
  giveBank(app, client);
  const told = await ask(query);
  expect(told).toMatchObject({ days, range: { from, to: '2026-03-10' } });
  expect(told.transactions.length).toBeGreaterThan(20);
  expect(told.transactions.every(({ date }) => date >= from)).toBe(true);
});

it('never adds currencies', async () => {
  giveBank(app, client, { institutionId: 'ins_900005' });
  const { netWorth } = await ask();
  const currencies = netWorth.map(({ currency }) => currency);
  expect(currencies).toEqual(expect.arrayContaining(['EUR', 'JPY', 'KWD']));
  expect(new Set(currencies).size).toBe(currencies.length);
  expect(netWorth.every(({ net, currency }) => net.currency === currency)).toBe(true);
});

it('has how much of the cards’ limits is used, and does not ask for liabilities', async () => {
  giveBank(app, client, { institutionId: 'ins_900002' });
  const { credit, accounts } = await ask();
  expect(credit).toMatchObject({ more: '/api/credit', use: [{ cardCount: 2 }] });
  expect(accounts.filter(({ utilisation }) => utilisation !== null)).toHaveLength(2);
  expect(app.emulator.control.calls().map(({ path }) => path)).not.toContain('/liabilities/get');
});

it('has Plaid’s cached balances where the live ones are missing', async () => {
  giveBank(app, client);
  app.emulator.control.inject({ kind: 'error', code: 'BALANCE_LIMIT' }, { path: '/accounts/balance/get' });
  const { accounts, ...told } = await ask();
  expect(accounts.length).toBeGreaterThan(1);
  expect(accounts.every(({ isLive }) => !isLive)).toBe(true);
  expect(told).toMatchObject({ problems: [{ kind: 'limited', action: 'wait' }] });
});

it('has the figures of the other bank where one answers nothing', async () => {
  giveBank(app, client, { institutionId: 'ins_900002' });
  const alone = await ask();
  giveBank(app, client);
  const { control } = app.emulator;
  const itemId = control.items().at(-1)?.id ?? '';
  control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { itemId });
  const { accounts, credit, netWorth, ...told } = await ask();
  expect({ accounts, credit, netWorth }).toEqual({
    accounts: alone.accounts,
    credit: alone.credit,
    netWorth: alone.netWorth,
  });
  expect(told).toMatchObject({ problems: [{ kind: 'plaid-down' }] });
});

it('has every transaction of a busy bank, once and in order', async () => {
  giveBank(app, client, { transactions: 730 * 3 });
  const { transactions } = await ask('?days=730');
  expect(transactions.length).toBeGreaterThan(2000);
  expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
  const posted = transactions.filter(({ isPending }) => !isPending).map(({ date }) => date);
  expect(posted).toEqual(posted.toSorted().reverse());
});
