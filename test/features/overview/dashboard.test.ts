import { afterAll, afterEach, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { giveBank } from '../../support/give-bank.ts';
import { linkBank } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

interface WireAccount {
  readonly name: string;
  readonly type: string;
  readonly balances: { readonly current: number };
}

/** What the bank itself says, asked past the app. */
async function accountsAtPlaid(): Promise<WireAccount[]> {
  const answers = app.emulator.control.items().map(async ({ accessToken }) => {
    const response = await fetch(`${app.emulator.baseUrl}/accounts/get`, {
      method: 'POST',
      headers: { 'plaid-client-id': 'test', 'plaid-secret': 'test' },
      body: JSON.stringify({ access_token: accessToken }),
    });
    return ((await response.json()) as { accounts: WireAccount[] }).accounts;
  });
  return (await Promise.all(answers)).flat();
}

const isDebt = ({ type }: WireAccount) => type === 'credit' || type === 'loan';
const signed = (account: WireAccount) => account.balances.current * (isDebt(account) ? -1 : 1);
const dollars = (amount: number) =>
  `${amount < 0 ? '−' : ''}$${Math.abs(amount).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

it('shows every account of every bank with its balance, and their sum', async () => {
  const client = app.newClient();
  for (const bank of ['ins_900001', 'ins_900002']) await linkBank(client, { bank });
  const atPlaid = await accountsAtPlaid();
  const { accounts, netWorth } = dashboardOf(await client.get('/dashboard'));
  expect(accounts.map(({ name, balance }) => `${name} ${balance}`).sort()).toEqual(
    atPlaid.map((account) => `${account.name} ${dollars(signed(account))}`).sort(),
  );
  const cents = atPlaid.reduce((sum, account) => sum + Math.round(signed(account) * 100), 0);
  expect(netWorth).toEqual([dollars(cents / 100)]);
});

it('shows the ten latest transactions, money out with a minus', async () => {
  const client = app.newClient();
  await linkBank(client);
  const [item] = app.emulator.control.items();
  const raw = app.emulator.control.rawTransactions(item?.id ?? '') as { name: string; amount: number }[];
  const known = new Set(
    raw.map(({ name, amount }) => `${name} ${amount > 0 ? '−' : '+'}${dollars(Math.abs(amount))}`),
  );
  const { latest } = dashboardOf(await client.get('/dashboard'));
  expect(latest).toHaveLength(10);
  expect(latest.filter(({ payee, amount }) => !known.has(`${payee} ${amount}`))).toEqual([]);
});

it('never adds currencies together', async () => {
  const client = app.newClient();
  await linkBank(client, { bank: 'ins_900005' });
  const { netWorth } = dashboardOf(await client.get('/dashboard'));
  expect(netWorth.length).toBeGreaterThan(2);
});

it('asks each bank for its balance, its Item and its transactions, and says how many calls that was', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 100 });
  const before = asked(app.emulator).length;
  const { foot } = dashboardOf(await client.get('/dashboard'));
  const calls = asked(app.emulator).slice(before);
  expect(calls.map(({ path }) => path).sort()).toEqual([
    '/accounts/balance/get',
    '/item/get',
    '/transactions/get',
  ]);
  expect(foot).toMatch(/^3 live calls to Plaid took [\d,]+\sms\. Nothing was kept\.$/);
});

it('asks anew for every view', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 100 });
  await client.get('/dashboard');
  const before = asked(app.emulator).length;
  await client.get('/dashboard');
  expect(asked(app.emulator).length - before).toBe(3);
});

it('looks back two years when asked to', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 1600 });
  const before = asked(app.emulator).length;
  expect((await client.get('/dashboard?days=730')).status).toBe(200);
  const calls = asked(app.emulator).slice(before);
  expect(calls.filter(({ path }) => path === '/transactions/get')).toHaveLength(4);
});

it.each(['?days=0', '?days=-1', '?days=1e9', '?days=30&days=90', '?days[]=30', '?days=%00', '?x'])(
  'shows the usual range for %s',
  async (query) => {
    const client = app.newClient();
    await linkBank(client);
    const answer = await client.get(`/dashboard${query}`);
    expect(answer.status).toBe(200);
    expect(dashboardOf(answer).accounts.length).toBeGreaterThan(0);
  },
);
