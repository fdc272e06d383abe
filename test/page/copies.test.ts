import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { described } from '../support/api-document.ts';
import type { Client } from '../support/client.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { hasRedis } from '../support/redis.ts';
import { type RedisApp, startRedisApp } from '../support/redis-app.ts';

const HISTORY = '/transactions/get';
const YEARS = '/recurring';

describe.skipIf(!hasRedis)('a page made of copies', () => {
  let app: RedisApp;
  let person: Client;
  beforeAll(async () => {
    app = await startRedisApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    person = await app.reader();
  });
  afterEach(() => app.forget());

  it('asks the bank once for the longest look, and for none of the pages after it', async () => {
    await person.get(YEARS);
    expect(app.callsTo(HISTORY)).toBeGreaterThan(0);
    for (const page of ['/dashboard', '/transactions', '/spending', YEARS]) {
      expect((await person.get(page)).status).toBe(200);
    }
    expect(app.callsTo(HISTORY)).toBe(0);
  });

  it('shows the same of a copy as of the bank', async () => {
    const [asked, copied] = [await person.get('/dashboard'), await person.get('/dashboard')];
    const { foot: _, ...first } = dashboardOf(asked);
    const { foot: __, ...second } = dashboardOf(copied);
    expect(second.netWorth).toEqual(first.netWorth);
    expect(second.accounts).toEqual(first.accounts);
    expect(second.latest).toEqual(first.latest);
    const figures = (answer: typeof asked) =>
      ['#month-so-far', '#cash-flow', '#spending'].map((id) => answer.page(`${id} table`).text());
    expect(figures(copied)).toEqual(figures(asked));
    const list = [await person.get('/transactions'), await person.get('/transactions')].map(transactionsOf);
    expect(list[1]?.rows.length).toBeGreaterThan(20);
    expect(list[1]?.rows).toEqual(list[0]?.rows);
  });

  it('says how old a copy is, and asks the bank when it is told to', async () => {
    const first = await person.get('/transactions');
    expect(first.page('.copied')).toHaveLength(0);
    await app.pass(0.5);
    await person.get('/transactions');
    for (const path of ['/transactions', '/dashboard', '/spending', YEARS]) {
      await person.get(path);
      const answer = await person.get(path);
      expect(answer.page('.copied').text(), path).toContain('Transactions as of');
      expect(answer.page('footer').text(), path).not.toContain('Nothing was kept');
    }
    app.callsTo(HISTORY);
    const asked = await person.post('/from-bank', {}, { referer: `${app.url}/transactions?days=90` });
    expect(asked.location).toBe('/transactions?days=90');
    const fresh = await person.get('/transactions?days=90');
    expect(app.callsTo(HISTORY)).toBe(1);
    expect(fresh.page('.copied')).toHaveLength(0);
    expect((await person.get('/transactions?days=90')).page('.copied')).toHaveLength(1);
    expect(app.callsTo(HISTORY)).toBe(0);
  });

  it.each(['/api/dashboard', '/api/transactions', '/api/spending'])(
    'says so in %s too, and asks the bank there',
    async (path) => {
      const tell = async (query = '') =>
        described<{ transactionsAsOf: string | null }>(await person.get(path + query), path);
      expect((await tell()).transactionsAsOf).toBeNull();
      const madeAt = app.now().toISOString();
      await app.pass(0.5);
      app.callsTo(HISTORY);
      expect((await tell()).transactionsAsOf).toBe(madeAt);
      expect(app.callsTo(HISTORY)).toBe(0);
      expect((await tell('?source=banks')).transactionsAsOf).toBeNull();
      expect(app.callsTo(HISTORY)).toBeGreaterThan(0);
      expect((await tell()).transactionsAsOf).toBe(app.now().toISOString());
    },
  );

  it('asks the bank when a look goes further back than the copy, or ended before today', async () => {
    await person.get('/transactions?from=2026-04-01&to=2026-04-30');
    expect(await app.copyNames()).toEqual([]);
    await person.get('/transactions?days=30');
    app.callsTo(HISTORY);
    await person.get('/transactions?days=90');
    expect(app.callsTo(HISTORY)).toBe(1);
    await person.get('/transactions?from=2026-04-01&to=2026-04-30');
    expect(app.callsTo(HISTORY)).toBe(0);
  });
});
