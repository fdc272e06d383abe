import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { linkBank } from '../../support/link.ts';
import { transactionsOf } from '../../support/pages.ts';
import { currencyOf, type RawRow } from '../../support/raw-books.ts';
import { startTestApp } from '../../support/test-app.ts';

const HOUSEHOLD = 'ins_900001';
const FOREIGN = 'ins_900005';
/** Has more than 20,000 transactions. */
const BUSINESS = 'ins_900007';
const DOWN = 'ins_900008';
const PREPARING = 'ins_900011';

const app = await startTestApp();
const { control } = app.emulator;
afterAll(() => app.close());

describe('days that Plaid has nothing of', () => {
  it.each([
    ['from=2010-01-01&to=2010-02-01', /^Plaid has no transactions before \w+ \d+, 20\d\d\.$/],
    ['from=2199-01-01', /^They are still to come\.$/],
  ])('are said to be so: %s', async (query, sentence) => {
    const client = app.newClient();
    giveBank(app, client, { transactions: 10 });
    const { page } = await client.get(`/transactions?${query}`);
    expect(page('.empty p').first().text()).toBe('There are no transactions in these days.');
    expect(page('.empty .note').text().trim()).toMatch(sentence);
  });
});

describe('the list of 1,500 transactions', () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 1500 });
  const listOf = async (path: string) => transactionsOf(await client.get(path));

  it('shows each exactly once, a page at a time', async () => {
    const counts: number[] = [];
    for (let next: string | null = '/transactions?days=730'; next; ) {
      const { found, rows, older } = await listOf(next);
      expect(found).toBe('1,500 transactions');
      counts.push(rows.length);
      next = older;
    }
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1500);
    expect(counts.length).toBeGreaterThan(2);
  });

  it.each([
    ['', 1],
    ['&page=2', 1],
    ['&page=9', 1],
    // Beyond the last: how many there are is known after the first call.
    ['&page=99', 2],
    // What a filter lets through can be anywhere.
    ['&q=coffee', 4],
    ['&direction=in&page=2', 4],
  ])('asks Plaid for transactions alone: %j in %i calls', async (query, calls) => {
    const before = asked(app.emulator).length;
    await client.get(`/transactions?days=730${query}`);
    const paths = asked(app.emulator).map(({ path }) => path);
    expect(paths.slice(before)).toEqual(Array(calls).fill('/transactions/get'));
  });

  it('prints the sums of a page where it has read no more, says so, and those of all with a direction', async () => {
    const minorOf = (text: string) => Number(text.replaceAll(/[^\d−]/g, '').replace('−', '-'));
    const sumsOf = async (path: string) => {
      const { page } = await client.get(path, { 'accept-language': 'en-US' });
      const rows = page('.entry > .money')
        .toArray()
        .map((row) => minorOf(page(row).text()));
      const printed = page('.sums dd')
        .toArray()
        .map((sum) => minorOf(page(sum).text()));
      const signed = (sign: number) =>
        rows.filter((row) => row * sign > 0).reduce((sum, row) => sum + row, 0);
      return { labels: page('.sums dt').text(), printed, ofRows: [signed(1), signed(-1)] };
    };
    for (const query of ['', '&page=7']) {
      const { labels, printed, ofRows } = await sumsOf(`/transactions?days=730${query}`);
      expect(labels).toBe('In on this pageOut on this page');
      expect(printed).toEqual(ofRows);
    }
    const raw = control.rawTransactions(control.items()[0]?.id ?? '') as RawRow[];
    const out = raw.filter(({ amount }) => amount > 0).reduce((sum, { amount }) => sum + amount, 0);
    const { labels, printed } = await sumsOf('/transactions?days=730&direction=out');
    expect(labels).toBe('InOut');
    expect(printed[1]).toBe(-Math.round(out * 100));
    const answer = await client.get('/transactions?days=730');
    expect(answer.page('.result .note').first().text()).toContain(
      'For the sums of all 1,500, choose a direction',
    );
  });

  it('shows only what a filter lets through, and says which filter it is', async () => {
    const [{ payee = '' } = {}] = (await listOf('/transactions?days=730')).rows;
    const { rows, chips } = await listOf(`/transactions?days=730&q=${encodeURIComponent(payee)}`);
    expect(new Set(rows.map((row) => row.payee))).toEqual(new Set([payee]));
    expect(chips).toEqual([expect.stringContaining(payee)]);
  });

  it('filters by direction and amount together', async () => {
    const { rows, chips } = await listOf('/transactions?days=730&direction=out&min=90');
    expect(chips).toHaveLength(2);
    expect(rows.length).toBeGreaterThan(0);
    for (const { amount } of rows) {
      expect(amount).toMatch(/^−\$/);
      expect(Number(amount.replaceAll(/[^\d.]/g, ''))).toBeGreaterThanOrEqual(90);
    }
  });

  it('keeps the filter from page to page', async () => {
    const first = await listOf('/transactions?days=730&direction=out');
    const second = await listOf(first.older ?? '');
    expect([second.chips, second.found]).toEqual([first.chips, first.found]);
    expect(new Set(second.rows.map(({ amount }) => amount[0]))).toEqual(new Set('−'));
  });

  it('says so when nothing matches, and offers to clear the filter', async () => {
    const answer = await client.get('/transactions?q=no+shop+has+such+a+name');
    expect(transactionsOf(answer).rows).toEqual([]);
    expect(answer.page('.empty').text()).toContain('No transactions match: “no shop has such a name”.');
    expect(answer.page('.empty .note').text()).toMatch(
      /^Looked at the names, the bank’s own text and the amounts of 1,500 transactions at .+ Bank, from .+ to .+, which is all that Plaid has\./,
    );
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
    const { rows, older } = await listOf('/transactions?days=730&page=9999');
    expect(rows.length).toBeGreaterThan(0);
    expect(older).toBeNull();
  });

  it.each([
    ...['page=0', 'page=-1', 'page=NaN', 'page=1e309', 'page=99999999999999999999', 'days=abc'],
    ...['days=30&days=90', 'days[]=30', 'days[constructor]=1', '__proto__=1&toString=2', 'from=2026-02-30'],
    ...['from=9999-12-31&to=0001-01-01', 'from=%F0%9F%92%B8', 'min=abc&max=-', 'min=1e400&max=0x10'],
    ...['min=999999999999999999999999', 'account=../../etc/passwd', 'category=%00', 'q=%E0%A4%A'],
    ...['direction=sideways&pending=perhaps', 'q=%00%0d%0aSet-Cookie:%20a=b', 'q=(((((a%2B%2B)%2B)%2B)%2B$'],
    ...[`q=${'%F0%9F%92%B8'.repeat(80)}`, '&&&==;?#'],
  ])('answers ?%s with a page', async (query) => {
    const answer = await client.get(`/transactions?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    transactionsOf(answer);
  });
});

describe('the page', () => {
  let client: Client;
  beforeEach(() => {
    control.reset();
    client = app.newClient();
  });

  it('begins with what is pending, marked so, and shows no purchase twice', async () => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    const { page } = await client.get('/transactions?days=90');
    const [pending, ...days] = page('.day').toArray();
    expect(page(pending).find('h3').text()).toMatch(/^Pending/);
    expect(page(pending).find('.entry:not(.pending)')).toHaveLength(0);
    expect(page(pending).find('.pill').first().text()).toBe('Pending');
    expect(page(days).find('.pending')).toHaveLength(0);
  });

  it('gives a day that is split over two pages its whole sum on both', async () => {
    giveBank(app, client, { transactions: 730 * 30 });
    const [first, second] = await Promise.all([
      client.get('/transactions'),
      client.get('/transactions?page=2'),
    ]);
    const last = first.page('.day h3').last().text();
    expect(second.page('.day h3').first().text()).toBe(last);
    expect(last).toMatch(/30\s+transactions · [+−]\$[\d,.]+$/);
    expect(first.page('.found p').text()).toContain('1 to 100 shown');
    expect(second.page('.found p').text()).toContain('101 to 200 shown');
    expect(first.text.length).toBeLessThan(300_000);
  });

  it('is small for a bank with more than 20,000 transactions, as is the spending page', async () => {
    await linkBank(client, { bank: BUSINESS });
    // The emulator makes its books at the first call, for which the app waits ten seconds: a busy machine takes longer.
    const { text } = await vi.waitFor(async () => {
      const answer = await client.get('/transactions?days=730');
      expect(Number(transactionsOf(answer).found.replaceAll(/\D/g, ''))).toBeGreaterThan(20_000);
      return answer;
    }, 50_000);
    expect(Buffer.byteLength(text)).toBeLessThan(300_000);
    expect(Buffer.byteLength((await client.get('/spending?months=24')).text)).toBeLessThan(300_000);
  });

  it('adds each currency on its own, as the bank’s own rows add up', async () => {
    giveBank(app, client, { institutionId: FOREIGN });
    const rows = control.rawTransactions(control.items()[0]?.id ?? '') as RawRow[];
    const expected = new Map<string, number>();
    for (const row of rows.filter(({ amount }) => amount > 0)) {
      expected.set(currencyOf(row), (expected.get(currencyOf(row)) ?? 0) + row.amount);
    }
    const all = '/transactions?days=730&direction=out';
    const { page } = await client.get(all, { 'accept-language': 'en-US' });
    const out = page('.sums div:last-child dd')
      .toArray()
      .map((sum) => page(sum).text());
    for (const [currency, sum] of expected) {
      const symbol = { EUR: '€', JPY: '¥' }[currency] ?? currency;
      const shown = out.filter((text) => text.includes(symbol)).map((text) => text.replaceAll(/[^\d.]/g, ''));
      expect(shown).toHaveLength(1);
      expect(Number(shown[0])).toBeCloseTo(sum, 6);
    }
    expect(out).toHaveLength(expected.size);
  });

  it('names a bank that does not answer beside what is there, and offers the files without it', async () => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    const down = giveBank(app, client, { institutionId: DOWN });
    const answer = await client.get('/transactions?q=coffee');
    expect(transactionsOf(answer)).toMatchObject({
      attention: [expect.stringContaining('Oldgrove Bank')],
      isPartial: true,
    });
    expect(answer.page('.export .incomplete').attr('href')).toBe('#attention');
    expect(answer.page('.exports a').first().attr('href')).toBe(`/transactions.csv?q=coffee&without=${down}`);
  });

  it('does not show a bank that still prepares its history as empty', async () => {
    giveBank(app, client, { institutionId: PREPARING });
    const { page } = await client.get('/transactions?days=90');
    expect(page('#attention').text()).toMatch(/Seedmoor Bank\s+is still preparing your history/);
    expect(page('.empty, .filter, .exports')).toHaveLength(0);
    expect(page('main').text()).not.toContain('no transactions');
  });

  it('names every filter when nothing matches, offers two years, and keeps the range when they are cleared', async () => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    const { page } = await client.get('/transactions?q=zebra&category=TRAVEL&min=5&days=90');
    expect(page('.empty p').first().text()).toContain('“zebra”, Travel, At least 5');
    const links = page('.empty a')
      .toArray()
      .map((link) => [page(link).text(), page(link).attr('href')]);
    expect(links).toEqual([
      ['Search the full two years', '/transactions?q=zebra&category=TRAVEL&min=5'],
      ['Clear the filters', '/transactions?days=90'],
    ]);
  });

  it('holds no digit of an amount while amounts are hidden, and offers no file', async () => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    await client.post('/preferences', { hidden: 'yes' });
    const { page } = await client.get('/transactions?days=90');
    const amounts = page('.money').toArray();
    expect(amounts.length).toBeGreaterThan(50);
    expect(new Set(amounts.map((amount) => page(amount).text()))).toEqual(new Set(['•••••']));
    expect(page('.exports')).toHaveLength(0);
    expect(page('.export').text()).toContain('hidden');
  });
});
