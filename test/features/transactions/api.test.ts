import { afterAll, expect, it } from 'vitest';
import { described } from '../../support/api-document.ts';
import { giveBank } from '../../support/give-bank.ts';
import { transactionsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATH = '/api/transactions';

interface Transactions {
  readonly filter: object;
  readonly range: { from: string; to: string };
  readonly page: { number: number; of: number; count: number; newer: string | null; older: string | null };
  readonly totals: { currency: string; net: { amountMinor: number }; count: number }[] | null;
  readonly transactions: { id: string; name: string; amount: { amountMinor: number } }[];
}

const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
const client = app.newClient();
giveBank(app, client);
afterAll(() => app.close());

const ask = async (query = '', path = PATH + query) => described<Transactions>(await client.get(path), PATH);

it.each([
  '',
  '?q=coffee&days=90',
  '?category=FOOD_AND_DRINK&direction=in&days=365',
  '?min=200&max=20&days=180',
  '?from=2026-01-01&to=2026-01-31',
  '?page=2&days=180',
  '?page=9999&days=180',
  '?days=-1&page=zero&min=%F0%9F%92%B8&direction=up&category=%3Cb%3E',
])('lists the transactions of the page for %j', async (query) => {
  const page = transactionsOf(await client.get(`/transactions${query}`));
  const told = await ask(query);
  expect(page.rows.length).toBeGreaterThan(0);
  expect(told.transactions.map(({ name }) => name)).toEqual(page.rows.map(({ payee }) => payee));
  expect(page.found.replaceAll(/\D/g, '')).toBe(String(told.page.count));
});

it('says how it read the filter', async () => {
  const { filter } = await ask('?min=200&max=20&days=31&q=%20coffee%20');
  expect(filter).toMatchObject({ min: '20', max: '200', days: null, q: 'coffee' });
  const several =
    '?account=a,b&account=c&category=TRAVEL,FOOD_AND_DRINK,FOOD_AND_DRINK_COFFEE&merchant=Bread,+Ltd.';
  expect((await ask(`${several}&counts=spending&days=90`)).filter).toMatchObject({
    ...{ account: ['a', 'b', 'c'], category: ['TRAVEL', 'FOOD_AND_DRINK_COFFEE'], merchant: ['Bread, Ltd.'] },
    ...{ counts: 'spending', days: 90 },
  });
});

it.each([
  ['the same sums on each', 90],
  ['no sums where each page is read by itself', 180],
])('links its pages forward and back, with %s', async (sums, days) => {
  const first = await ask(`?days=${days}`);
  expect(first.page).toMatchObject({ number: 1, newer: null });
  const seen = [...first.transactions];
  let { older } = first.page;
  while (older !== null) {
    const next = await ask('', older);
    expect(next.totals).toEqual(first.totals);
    seen.push(...next.transactions);
    older = next.page.older;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(first.page.count);
  const net = seen.reduce((sum, { amount }) => sum + amount.amountMinor, 0);
  expect(first.totals?.[0]?.net.amountMinor).toBe(sums.startsWith('no') ? undefined : net);
  const last = await ask(`?days=${days}&page=${first.page.of}`);
  expect((await ask('', last.page.newer ?? '')).page.number).toBe(first.page.of - 1);
});

it('looks through two years for a search, and links its pages within them', async () => {
  const told = await ask('?q=e');
  expect(told.range).toEqual({ from: '2024-03-10', to: '2026-03-10' });
  expect(told.page.older).toBe('/api/transactions?q=e&page=2');
});

it('is empty, and no error, where nothing matches', async () => {
  expect(await ask('?q=zebra')).toMatchObject({
    page: { count: 0, of: 1, older: null },
    totals: [],
    transactions: [],
  });
});
