import { afterAll, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { giveBank } from '../../support/give-bank.ts';
import { transactionsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
const client = app.newClient();
giveBank(app, client, { transactions: 1500 });
afterAll(() => app.close());

it('shows every transaction of two years exactly once, a page at a time', async () => {
  const counts: number[] = [];
  let next: string | null = '/transactions?days=730';
  let rows = 0;
  while (next) {
    const page = transactionsOf(await client.get(next));
    expect(page.found).toBe('1,500 transactions');
    counts.push(page.rows.length);
    rows += page.rows.length;
    next = page.older;
  }
  expect(rows).toBe(1500);
  expect(counts.length).toBeGreaterThan(2);
});

it('asks Plaid for transactions only, each page of them once', async () => {
  const before = asked(app.emulator).length;
  await client.get('/transactions?days=730');
  const calls = asked(app.emulator).slice(before);
  expect(calls.map(({ path }) => path)).toEqual(Array(3).fill('/transactions/get'));
});

it('shows only what a filter lets through, and says which filter it is', async () => {
  const all = transactionsOf(await client.get('/transactions?days=730'));
  const [{ payee = '' } = {}] = all.rows;
  const found = transactionsOf(await client.get(`/transactions?days=730&q=${encodeURIComponent(payee)}`));
  expect(new Set(found.rows.map((row) => row.payee))).toEqual(new Set([payee]));
  expect(found.chips).toHaveLength(1);
  expect(found.chips[0]).toContain(payee);
});

it('filters by direction and amount together', async () => {
  const { rows, chips } = transactionsOf(await client.get('/transactions?days=730&direction=out&min=90'));
  expect(chips).toHaveLength(2);
  expect(rows.length).toBeGreaterThan(0);
  for (const { amount } of rows) {
    expect(amount).toMatch(/^−\$/);
    expect(Number(amount.replaceAll(/[^\d.]/g, ''))).toBeGreaterThanOrEqual(90);
  }
});

it('keeps the filter from page to page', async () => {
  const first = transactionsOf(await client.get('/transactions?days=730&direction=out'));
  const second = transactionsOf(await client.get(first.older ?? ''));
  expect(second.chips).toEqual(first.chips);
  expect(second.found).toBe(first.found);
  expect(new Set(second.rows.map(({ amount }) => amount[0]))).toEqual(new Set('−'));
});

it('says so when nothing fits, and offers a way out', async () => {
  const answer = await client.get('/transactions?q=no+shop+has+such+a+name');
  expect(transactionsOf(answer).rows).toEqual([]);
  expect(answer.page('.empty').text()).toContain('fits: “no shop has such a name”.');
  expect(answer.page('.empty a').attr('href')).toBe('/transactions');
});

it('shows a search word as text, whatever it is', async () => {
  const word = '"><script>alert(1)</script>';
  const { page, text } = await client.get(`/transactions?q=${encodeURIComponent(word)}`);
  expect(page('script')).toHaveLength(0);
  expect(text).not.toContain('<script');
  expect(page('input[name=q]').attr('value')).toBe(word);
});

it('shows the last page to whoever asks for one beyond it', async () => {
  const { rows, older } = transactionsOf(await client.get('/transactions?days=730&page=9999'));
  expect(rows.length).toBeGreaterThan(0);
  expect(older).toBeNull();
});

it.each([
  'page=0',
  'page=-1',
  'page=NaN',
  'page=1e309',
  'page=99999999999999999999',
  'days=abc',
  'days=30&days=90',
  'days[]=30',
  'days[constructor]=1',
  '__proto__=1&toString=2',
  'from=2026-02-30',
  'from=9999-12-31&to=0001-01-01',
  'from=%F0%9F%92%B8',
  'min=abc&max=-',
  'min=1e400&max=0x10',
  'min=999999999999999999999999',
  'account=../../etc/passwd',
  'category=%00',
  'direction=sideways&pending=perhaps',
  'q=%00%0d%0aSet-Cookie:%20a=b',
  'q=%E0%A4%A',
  'q=(((((a%2B%2B)%2B)%2B)%2B$',
  `q=${'%F0%9F%92%B8'.repeat(80)}`,
  '&&&==;?#',
])('answers ?%s with a page', async (query) => {
  const answer = await client.get(`/transactions?${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toBeNull();
  transactionsOf(answer);
});
