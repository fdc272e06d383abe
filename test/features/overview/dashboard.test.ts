import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { giveBank } from '../../support/give-bank.ts';
import { linkBank } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';
import { booksOf, type RawAccount } from '../../support/raw-books.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

/** Someone with these banks, at the dashboard. */
async function openDashboard(banks = ['ins_900001'], path = '/dashboard') {
  const client = app.newClient();
  for (const bank of banks) await linkBank(client, { bank });
  return client.get(path);
}

function signed({ type, balances }: RawAccount): number {
  return (balances.current ?? 0) * (type === 'credit' || type === 'loan' ? -1 : 1);
}

const dollars = (amount: number) =>
  `${amount < 0 ? '−' : ''}$${Math.abs(amount).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

describe('the figures', () => {
  it('are every account of every bank with its balance, and their sum', async () => {
    const { accounts, netWorth } = dashboardOf(await openDashboard(['ins_900001', 'ins_900002']));
    const atPlaid = (await booksOf(app.emulator)).accounts;
    expect(accounts.map(({ name, balance }) => `${name} ${balance}`).sort()).toEqual(
      atPlaid.map((account) => `${account.name} ${dollars(signed(account))}`).sort(),
    );
    const cents = atPlaid.reduce((sum, account) => sum + Math.round(signed(account) * 100), 0);
    expect(netWorth).toEqual([dollars(cents / 100)]);
  });

  it('are the five latest transactions, money out with a minus', async () => {
    const { latest } = dashboardOf(await openDashboard());
    const { control } = app.emulator;
    const raw = control.rawTransactions(control.items()[0]?.id ?? '') as { name: string; amount: number }[];
    const known = new Set(
      raw.map(({ name, amount }) => `${name} ${amount > 0 ? '−' : '+'}${dollars(Math.abs(amount))}`),
    );
    expect(latest).toHaveLength(5);
    expect(latest.filter(({ payee, amount }) => !known.has(`${payee} ${amount}`))).toEqual([]);
  });

  it('of two currencies are never added', async () => {
    expect(dashboardOf(await openDashboard(['ins_900005'])).netWorth.length).toBeGreaterThan(2);
  });

  it('have a block for each currency in each section', async () => {
    const { page } = await openDashboard(['ins_900005']);
    expect(page('.net-worth .currency').length).toBeGreaterThan(2);
    for (const id of ['month-so-far', 'cash-flow', 'spending']) {
      expect(page(`.${id} > .data > summary`).length, id).toBeGreaterThan(1);
    }
  });

  it('of a chart stand in a table too', async () => {
    const { page } = await openDashboard();
    const chart = page('.cash-flow .chart');
    expect(page(`#${chart.attr('aria-labelledby')}`).text()).toBe('Income and spending by month, US Dollar');
    expect(page(`#${chart.attr('aria-describedby')}`).text()).toMatch(/^In an average month \$/);
    expect(chart.find('.bar-out')).toHaveLength(6);
    expect(page('.cash-flow .data tbody tr')).toHaveLength(6);
  });

  it('are in no section when amounts are hidden, nor is a scale', async () => {
    const client = app.newClient();
    await linkBank(client);
    const shown = await client.get('/dashboard?days=365');
    const amounts = [...shown.text.matchAll(/[\d,]+\.\d\d(?=[ <])/g)].map(([amount]) => amount);
    expect(amounts.length).toBeGreaterThan(50);
    await client.press(shown, 'Hide amounts');
    const { text, page } = await client.get('/dashboard?days=365');
    const words = page('main').text();
    expect(amounts.filter((amount) => words.includes(amount))).toEqual([]);
    expect(text).not.toMatch(/[$€¥]/);
    expect(page('.axis-y')).toHaveLength(0);
    expect(page('.cash-flow .bar-out').length).toBeGreaterThan(6);
  });
});

describe('the page', () => {
  it('has a slot for every section, in reading order, and each section arrives with its own heading', async () => {
    const { page, text } = await openDashboard();
    const sections = [
      'net-worth',
      'worth-line',
      'month-so-far',
      'upcoming',
      'latest',
      'accounts',
      'cash-flow',
      'spending',
    ];
    const slots = [...text.matchAll(/<slot name="([a-z-]+)"/g)].map(([, name]) => name);
    expect(slots.filter((name) => !name?.endsWith('-early'))).toEqual(['attention', ...sections]);
    for (const id of sections) expect(page(`section[slot=${id}] h2`).text(), id).not.toBe('');
  });

  it('offers every period and keeps to the one chosen', async () => {
    const { page } = await openDashboard(['ins_900001'], '/dashboard?days=365');
    expect(page('.spending .ranges a[aria-current]').text()).toBe('1 year');
    expect(page('.spending .as-of').text()).toMatch(/^Since \w+ \d+, 20\d\d$/);
    expect(page('.cash-flow .data tbody tr')).toHaveLength(12);
    const links = page('.spending tbody th a').toArray();
    expect(links.length).toBeGreaterThan(3);
    for (const link of links)
      expect(page(link).attr('href')).toMatch(/^\/transactions\?days=365&category=[\w,]+&counts=spending$/);
  });

  it.each(['?days=0', '?days=-1', '?days=1e9', '?days=30&days=90', '?days[]=30', '?days=%00', '?x'])(
    'shows the usual period for %s',
    async (query) => {
      const answer = await openDashboard(['ins_900001'], `/dashboard${query}`);
      expect(answer.status).toBe(200);
      expect(dashboardOf(answer).accounts.length).toBeGreaterThan(0);
    },
  );
});

describe('Plaid', () => {
  /** What is called for this page, once someone has a bank of so many transactions. */
  async function callsFor(path: string, transactions: number, isSecondView = false) {
    const client = app.newClient();
    giveBank(app, client, { transactions });
    if (isSecondView) await client.get(path);
    const before = asked(app.emulator).length;
    const answer = await client.get(path);
    const calls = asked(app.emulator).slice(before);
    return { answer, paths: calls.map((call) => call.path).sort() };
  }
  const ONE_VIEW = ['/item/get', '/transactions/get'];

  it('is asked for the Item and transactions, and for no balances, and the page says how many calls that was', async () => {
    const { answer, paths } = await callsFor('/dashboard', 100);
    expect(paths).toEqual(ONE_VIEW);
    expect(dashboardOf(answer).foot).toMatch(
      /^2 live calls to Plaid took [\d.]+ seconds?\. Nothing was kept\.$/,
    );
  });

  it('is asked anew for every view', async () => {
    expect((await callsFor('/dashboard', 100, true)).paths).toEqual(ONE_VIEW);
  });

  it('is asked for two years of transactions where the reader looks back that far', async () => {
    const { answer, paths } = await callsFor('/dashboard?days=730', 1600);
    expect(answer.status).toBe(200);
    expect(paths.filter((path) => path === '/transactions/get')).toHaveLength(4);
  });
});
