/** A bank that tells a purchase twice, pending and posted: every page counts it once, made of a copy as of the bank. */

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { Answer, Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { type PlaidProxy, startPlaidProxy } from '../support/plaid-proxy.ts';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

interface Row {
  readonly transaction_id: string;
  readonly pending_transaction_id: string | null;
  readonly pending: boolean;
  readonly amount: number;
}

interface HistoryAnswer {
  readonly transactions?: readonly Row[];
  readonly total_transactions: number;
}

const now = () => new Date('2026-05-20T12:00:00Z');
const PAGES = ['/dashboard', '/transactions', '/spending', '/recurring'];
const API = ['/api/dashboard', '/api/transactions', '/api/spending'];

describe.skipIf(!hasRedis)('a purchase that the bank tells both pending and posted', () => {
  let redis: RunningRedis;
  let emulator: Emulator;
  let proxy: PlaidProxy;
  let app: TestApp;
  let person: Client;
  beforeAll(async () => {
    redis = await startRedis();
    emulator = await startEmulator({ clock: now });
    proxy = await startPlaidProxy(emulator.baseUrl);
    app = await startTestApp({ now, emulator, env: { REDIS_URL: redis.url, PLAID_BASE_URL: proxy.url } });
    person = app.newClient();
    giveBank(app, person);
  });
  afterAll(async () => {
    await app.close();
    await proxy.close();
    await emulator.close();
    await redis.close();
  });
  beforeEach(() => redis.send('FLUSHALL'));

  it.each(PAGES)('counts once on %s, made of a copy as of the bank', async (path) => {
    const [once, asked, copied] = await lookAt(path, ({ page }) => page);
    expect([asked?.('.copied').length, copied?.('.copied').length]).toEqual([0, 1]);
    const figures = [once, asked, copied].map((page) => (page ? figuresOf(page) : []));
    expect(figures[0]?.length).toBeGreaterThan(10);
    expect(figures[1]).toEqual(figures[0]);
    expect(figures[2]).toEqual(figures[0]);
  });

  it.each(API)('counts once in %s, made of a copy as of the bank', async (path) => {
    const [once, asked, copied] = await lookAt(path, ({ text }) => JSON.parse(text));
    expect([asked.transactionsAsOf, copied.transactionsAsOf]).toEqual([null, now().toISOString()]);
    expect(asked).toEqual(once);
    expect({ ...copied, transactionsAsOf: null }).toEqual(once);
  });

  /** What is there when the bank tells each purchase once, when it tells some twice, and of the copy of the latter. */
  async function lookAt<T>(path: string, read: (answer: Answer) => T): Promise<T[]> {
    proxy.change = (_path, answer) => changed(answer, (rows) => rows);
    const once = read(await person.get(path));
    await redis.send('FLUSHALL');
    let told = 0;
    proxy.change = (_path, answer) =>
      changed(answer, (rows) => {
        const twins = pendingTwins(rows);
        told += twins.length;
        return [...twins, ...rows];
      });
    const asked = read(await person.get(path));
    expect(told).toBeGreaterThan(5);
    // A Redis that answers late on a busy machine is left alone for two seconds.
    const copied = await vi.waitFor(async () => {
      const answer = await person.get(path);
      expect(answer.text).toMatch(/class="plain copied"|"transactionsAsOf":"/);
      return answer;
    }, 20_000);
    return [once, asked, read(copied)];
  }
});

/** An answer of transactions with other rows. A copy holds no merchant id and no text of the bank's, so neither is told. */
function changed(answer: string, change: (rows: readonly Row[]) => readonly Row[]): string {
  const { transactions, total_transactions: total, ...rest }: HistoryAnswer = JSON.parse(answer);
  if (!transactions) return answer;
  const nothing = { merchant_entity_id: null, original_description: null };
  const rows = change(transactions.map((row) => ({ ...row, ...nothing })));
  const total_transactions = total + rows.length - transactions.length;
  return JSON.stringify({ ...rest, transactions: rows, total_transactions });
}

/** The pending rows of the latest purchases, each of which had held back more than was paid in the end. */
function pendingTwins(rows: readonly Row[]): Row[] {
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
