/** The cached transactions of a person as the privacy page and the download show them. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { transactionsOf } from '../../support/pages.ts';
import { hasRedis } from '../../support/redis.ts';
import { type RedisApp, startRedisApp } from '../../support/redis-app.ts';

describe.skipIf(!hasRedis)('the cached transactions of a person', () => {
  let app: RedisApp;
  let client: Client;
  beforeAll(async () => {
    app = await startRedisApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    client = await app.reader();
  });
  afterEach(() => app.forget());

  async function exported() {
    const { status, text } = await client.get('/privacy.json');
    const { onThisServer, problems } = JSON.parse(text);
    return { status, copies: onThisServer.copies, problems };
  }

  it('are in the download, with these fields and no others', async () => {
    expect(await exported()).toEqual({ status: 200, copies: [], problems: [] });
    const { rows } = transactionsOf(await client.get('/transactions?days=90'));
    const [entry] = (await exported()).copies;
    expect(entry.institutionName).toBe('Fernhollow Bank');
    expect(entry.transactions.length).toBeGreaterThan(rows.length / 2);
    for (const row of entry.transactions) {
      expect(Object.keys(row).toSorted()).toEqual([
        ...['accountReference', 'amountMinor', 'category', 'currency', 'date', 'id', 'isPending', 'merchant'],
        'merchantReferences',
      ]);
    }
  });

  it('are on the privacy page: of which bank, how many, since which day, as of when', async () => {
    expect((await client.get('/privacy')).page('.held-copies').text()).toContain('there is none');
    await client.get('/transactions?days=90');
    const { page } = await client.get('/privacy', { 'accept-language': 'en-US' });
    const row = page('.held-copies tbody tr').find('th, td').toArray();
    const [entry] = (await exported()).copies;
    expect(row.map((cell) => page(cell).text())).toEqual([
      'Fernhollow Bank',
      String(entry.transactions.length),
      'Feb 19, 2026',
      expect.stringMatching(/^\d+:00 PM UTC$/),
    ]);
  });

  it('are said to be unknown, not none, while Redis does not answer', async () => {
    await client.get('/dashboard');
    await app.redis.kill();
    expect(await exported()).toEqual({
      status: 503,
      copies: null,
      problems: ['Redis does not answer: `copies` is not known.'],
    });
    const { status, page } = await client.get('/privacy');
    expect([status, page('.held-copies table').length]).toEqual([200, 0]);
    expect(page('.held-copies .partial').text()).toContain('Redis does not answer just now');
    const stranger = await app.newClient().get('/privacy.json');
    expect([stranger.status, JSON.parse(stranger.text).onThisServer.copies]).toEqual([200, []]);
    await app.redis.start();
  });

  it('have each kind of their keys named on the privacy page', async () => {
    const kinds = async () =>
      (await app.redis.keys()).map((name) => /^ledgerless:[a-z]+:?/.exec(name)?.[0] ?? name);
    // The Redis that was killed in the test before is left alone for two seconds.
    await expect
      .poll(async () => (await client.get('/dashboard')) && kinds(), { timeout: 20_000 })
      .toContain('ledgerless:copy:');
    const told = (await client.get('/privacy')).page('.storage').text();
    for (const kind of new Set(await kinds())) expect(told).toContain(kind);
    expect((await app.newClient().get('/')).page('h1').text()).not.toContain('None of it on our server');
    for (const path of ['/', '/privacy']) {
      expect((await client.get(path)).page('footer').text()).toContain('encrypted copies of transactions');
    }
  });
});
