/** Purchases that a bank tells twice, as pending and as posted: every page, file and API answer counts them once. */

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { described } from '../support/api-document.ts';
import type { Answer, Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { type PlaidProxy, startPlaidProxy } from '../support/plaid-proxy.ts';
import { booksOf, type RawRow } from '../support/raw-books.ts';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

interface Fact {
  readonly id: string;
  readonly isPending: boolean;
  readonly countsAs: string;
  readonly probablySameAs: { readonly id: string; readonly date: string } | null;
}

/** A bank whose posted rows never name the pending row that they replace. */
const WITHOUT_PENDING_IDS = 'ins_900021';
const now = () => new Date('2026-05-20T12:00:00Z');

const app = await startTestApp({ now });
const client = app.newClient();
giveBank(app, client, { institutionId: WITHOUT_PENDING_IDS });
const books = await booksOf(app.emulator);
afterAll(() => app.close());

const idsOf = (rows: readonly RawRow[]) => rows.map(({ transaction_id }) => transaction_id).sort();
const within30Days = ({ date }: RawRow) => date >= '2026-04-20';

describe('where the bank does not say which pending row was posted', () => {
  it('no row names its pending one, and some pending amounts are not those posted', () => {
    const { control } = app.emulator;
    const rows = control.rawTransactions(control.items()[0]?.id ?? '') as RawRow[];
    expect(rows.every((row) => row.pending_transaction_id === null)).toBe(true);
    expect(new Set(rows.map((row) => row.transaction_id)).size).toBe(rows.length);
    expect(books.uncounted.length).toBeGreaterThan(5);
    const amounts = new Set(books.rows.map(({ amount }) => amount));
    expect(books.uncounted.some(({ amount }) => !amounts.has(amount))).toBe(true);
  });

  it.each(['/transactions?pending=only', '/dashboard'])(
    'a label on %s gives the amount and the day of the posted row',
    async (path) => {
      const { page } = await client.get(path);
      const labels = page('.entry')
        .toArray()
        .map((entry) => /Probably the same as (\S+) on (\w+ \d+, \d+)/.exec(page(entry).text()))
        .filter((label) => label !== null);
      expect(labels.length).toBeGreaterThan(path === '/dashboard' ? 0 : books.uncounted.length - 1);
      const posted = books.rows.filter((row) => !row.pending);
      for (const [, amount, day] of labels) {
        const named = posted.find(
          (row) =>
            amount === `−$${row.amount.toFixed(2)}` && Date.parse(`${day} UTC`) === Date.parse(row.date),
        );
        expect(named, `${amount} on ${day}`).toBeDefined();
      }
    },
  );

  it('hidden amounts stay hidden in the label', async () => {
    const other = app.newClient();
    giveBank(app, other, { institutionId: WITHOUT_PENDING_IDS });
    await other.post('/preferences', { hidden: 'yes' });
    const { page } = await other.get('/transactions?pending=only');
    expect(page('.entry .about').text()).toContain('Probably the same as');
    expect(page('.entry .about').text()).not.toMatch(/\$\d/);
  });

  it.each(['/api/transactions', '/api/dashboard'])(
    '%s names the posted row of each such pending row, and counts the pending one as nothing',
    async (path) => {
      const { transactions } = described<{ transactions: Fact[] }>(await client.get(path), path);
      const marked = transactions.filter(({ countsAs }) => countsAs === 'nothing');
      expect(marked.map(({ id }) => id).sort()).toEqual(idsOf(books.uncounted.filter(within30Days)));
      for (const { isPending, probablySameAs } of marked) {
        expect(isPending).toBe(true);
        const posted = books.rows.find((row) => row.transaction_id === probablySameAs?.id);
        expect(posted).toMatchObject({ pending: false, date: probablySameAs?.date });
      }
      expect(transactions.filter(({ probablySameAs }) => probablySameAs)).toEqual(marked);
    },
  );

  it('the files hold each purchase once, so that they add up to what the pages count', async () => {
    const counted = books.rows.filter(within30Days);
    const posted = counted.filter(({ pending }) => !pending);
    const { page } = await client.get('/transactions');
    expect(page('.export .note').text()).toContain('pending rows marked “Probably the same as” are left out');
    expect(page('.export .note').text()).not.toMatch(/\d/);
    const json = JSON.parse((await client.get('/transactions.json')).text);
    expect(json.transactions.map(({ id }: Fact) => id).sort()).toEqual(idsOf(counted));
    const csv = await client.get('/transactions.csv');
    const ids = csv.text.split('\r\n').flatMap((line) => /,"(?:yes|no)","(\w+)"$/.exec(line)?.[1] ?? []);
    expect(ids.sort()).toEqual(idsOf(counted));
    const ofx = await client.get('/transactions.ofx');
    const fitIds = [...ofx.text.matchAll(/<FITID>(\w+)/g)].map(([, id]) => id);
    expect(fitIds.sort()).toEqual(idsOf(posted));
    const qif = await client.get('/transactions.qif');
    expect(qif.text.match(/^T-?[\d.]+$/gm)).toHaveLength(posted.length);
  });
});

describe.skipIf(!hasRedis)('with Redis', () => {
  let redis: RunningRedis;
  let proxy: PlaidProxy;
  let cachingApp: TestApp;
  let client: Client;
  beforeAll(async () => {
    const { emulator } = app;
    redis = await startRedis();
    proxy = await startPlaidProxy(emulator.baseUrl);
    const env = { REDIS_URL: redis.url, PLAID_BASE_URL: proxy.url };
    cachingApp = await startTestApp({ now, emulator, env });
  });
  afterAll(async () => {
    await cachingApp.close();
    await proxy.close();
    await redis.close();
  });
  beforeEach(async () => {
    await redis.send('FLUSHALL');
    proxy.change = (_path, answer) => answer;
    client = cachingApp.newClient();
  });

  /** The answer from Plaid, and the one from the cache; a Redis that answers late is left alone for two seconds. */
  async function freshAndCached<T>(path: string, read: (answer: Answer) => T): Promise<[T, T]> {
    const fresh = read(await client.get(path));
    const cached = await vi.waitFor(async () => {
      const answer = await client.get(path);
      expect(answer.text).toMatch(/class="plain copied"|"transactionsAsOf":"/);
      return answer;
    }, 20_000);
    return [fresh, read(cached)];
  }

  it('the cache gives the same labels and sums where the bank does not say which row was posted', async () => {
    giveBank(cachingApp, client, { institutionId: WITHOUT_PENDING_IDS });
    for (const path of ['/api/transactions?days=365', '/api/dashboard', '/api/spending']) {
      await redis.send('FLUSHALL');
      const [fresh, cached] = await freshAndCached(path, ({ text }) => JSON.parse(text));
      expect([fresh.transactionsAsOf, cached.transactionsAsOf]).toEqual([null, now().toISOString()]);
      const { transactions: first = [], ...told } = fresh;
      const { transactions: second = [], ...again } = cached;
      expect({ ...again, transactionsAsOf: null }).toEqual(told);
      // The cache holds no text of the bank's.
      const known = (rows: object[]) => rows.map((row) => ({ ...row, originalName: '' }));
      expect(known(second)).toEqual(known(first));
    }
  });

  /** What a path answers when the bank tells each purchase once, when it tells some twice, and the cache of the latter. */
  async function askedThrice<T>(path: string, read: (answer: Answer) => T): Promise<T[]> {
    giveBank(cachingApp, client);
    proxy.change = (_path, answer) => withRows(answer, (rows) => rows);
    const once = read(await client.get(path));
    await redis.send('FLUSHALL');
    let told = 0;
    proxy.change = (_path, answer) =>
      withRows(answer, (rows) => {
        const twins = pendingTwins(rows);
        told += twins.length;
        return [...twins, ...rows];
      });
    const both = await freshAndCached(path, read);
    expect(told).toBeGreaterThan(5);
    return [once, ...both];
  }

  it.each(['/dashboard', '/transactions', '/spending', '/recurring'])(
    '%s counts a purchase once that the bank tells twice, fresh and cached',
    async (path) => {
      const [once, fresh, cached] = await askedThrice(path, ({ page }) => ({
        cachedNotes: page('.copied').length,
        figures: figuresOf(page),
      }));
      expect([fresh?.cachedNotes, cached?.cachedNotes]).toEqual([0, 1]);
      expect(once?.figures.length).toBeGreaterThan(10);
      expect(fresh?.figures).toEqual(once?.figures);
      expect(cached?.figures).toEqual(once?.figures);
    },
  );

  it.each(['/api/dashboard', '/api/transactions', '/api/spending'])(
    '%s counts a purchase once that the bank tells twice, fresh and cached',
    async (path) => {
      const [once, fresh, cached] = await askedThrice(path, ({ text }) => JSON.parse(text));
      expect([fresh.transactionsAsOf, cached.transactionsAsOf]).toEqual([null, now().toISOString()]);
      expect(fresh).toEqual(once);
      expect({ ...cached, transactionsAsOf: null }).toEqual(once);
    },
  );
});

/** Plaid's answer with other rows, none with a text of the bank's, which the cache does not hold. */
function withRows(answer: string, change: (rows: readonly RawRow[]) => readonly RawRow[]): string {
  const { transactions, total_transactions: total, ...rest } = JSON.parse(answer);
  if (!transactions) return answer;
  const rows = change(transactions.map((row: RawRow) => ({ ...row, original_description: null })));
  const total_transactions = total + rows.length - transactions.length;
  return JSON.stringify({ ...rest, transactions: rows, total_transactions });
}

/** The pending rows of the latest posted ones, each of more than was paid in the end. */
function pendingTwins(rows: readonly RawRow[]): RawRow[] {
  const posted = rows.filter((row) => row.pending_transaction_id !== null).slice(0, 10);
  return posted.map((row) => ({
    ...row,
    transaction_id: String(row.pending_transaction_id),
    pending_transaction_id: null,
    pending: true,
    amount: row.amount + 50,
  }));
}

/** Every amount and count of a page, in its section. */
function figuresOf(page: Answer['page']): string[] {
  return page('main > section')
    .toArray()
    .flatMap((section) =>
      page(section)
        .find('.money, .headline, dd, .found strong, .as-of')
        .toArray()
        .map((figure) => `${page(section).attr('id')} ${page(figure).text().trim()}`),
    )
    .sort();
}
