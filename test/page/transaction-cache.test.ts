/** Pages and API answers made of cached transactions, and what deletes a cache entry before its seven days are over. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { described } from '../support/api-document.ts';
import type { Answer, Client } from '../support/client.ts';
import { deleteByApi } from '../support/delete-me.ts';
import { disconnectLinkOf } from '../support/disconnect.ts';
import { giveBank } from '../support/give-bank.ts';
import { linkBank } from '../support/link.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { hasRedis } from '../support/redis.ts';
import { type RedisApp, startRedisApp, untilCopied } from '../support/redis-app.ts';

const HISTORY = '/transactions/get';
/** Asks Plaid for two years of transactions, more than any other page. */
const LONGEST = '/recurring';

describe.skipIf(!hasRedis)('with Redis', () => {
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

  describe('a page', () => {
    it('asks Plaid once for the longest history, and later pages ask for none', async () => {
      await client.get(LONGEST);
      expect(app.callsTo(HISTORY)).toBeGreaterThan(0);
      for (const page of ['/dashboard', '/transactions', '/spending', '/net-worth', '/ahead', LONGEST]) {
        expect((await client.get(page)).status).toBe(200);
      }
      expect(app.callsTo(HISTORY)).toBe(0);
    });

    it('shows the same from the cache as from Plaid', async () => {
      const [fresh, cached] = [await client.get('/dashboard'), await client.get('/dashboard')];
      const shown = (answer: Answer) => {
        const { netWorth, accounts, latest } = dashboardOf(answer);
        const tables = ['#month-so-far', '#cash-flow', '#spending'].map((id) => `${id} table`);
        return { netWorth, accounts, latest, texts: tables.map((table) => answer.page(table).text()) };
      };
      expect(shown(cached)).toEqual(shown(fresh));
      const lists = [await client.get('/transactions'), await client.get('/transactions')];
      const [first, second] = lists.map((answer) => transactionsOf(answer).rows);
      expect(second?.length).toBeGreaterThan(20);
      expect(second).toEqual(first);
    });

    it('says how old its cached transactions are, and asks Plaid when the reader presses the button', async () => {
      expect((await client.get('/transactions')).page('.copied')).toHaveLength(0);
      await app.pass(0.5);
      await client.get('/transactions');
      for (const path of ['/transactions', '/dashboard', '/spending', '/net-worth', LONGEST]) {
        await client.get(path);
        const { page } = await client.get(path);
        expect(page('.copied').text(), path).toContain('Transactions as of');
        expect(page('footer').text(), path).not.toContain('Nothing was kept');
      }
      app.callsTo(HISTORY);
      const pressed = await client.post('/from-bank', {}, { referer: `${app.url}/transactions?days=90` });
      expect(pressed.location).toBe('/transactions?days=90');
      const fresh = await client.get('/transactions?days=90');
      expect(app.callsTo(HISTORY)).toBe(1);
      expect(fresh.page('.copied')).toHaveLength(0);
      expect((await client.get('/transactions?days=90')).page('.copied')).toHaveLength(1);
      expect(app.callsTo(HISTORY)).toBe(0);
    });

    it('says that a search of copies looked at names and amounts alone, and searches the bank’s text when refreshed', async () => {
      const SEARCH = '/transactions?q=beaverton';
      const ONLY = 'only names and amounts were searched';
      const countOn = ({ page }: Answer) => page('.entries > li').length;
      await client.get(LONGEST);
      const cached = await client.get(SEARCH);
      expect(cached.page('.copied').text()).toContain(ONLY);
      await client.post('/from-bank', {}, { referer: app.url + SEARCH });
      const fresh = await client.get(SEARCH);
      expect(countOn(fresh)).toBeGreaterThan(countOn(cached) + 5);
      expect(fresh.text).not.toContain(ONLY);
      expect((await client.get('/transactions')).text).not.toContain(ONLY);
    });

    it('asks Plaid for days before the first cached one, and caches no range that ended before today', async () => {
      await client.get('/transactions?from=2026-04-01&to=2026-04-30');
      expect(await app.copyNames()).toEqual([]);
      await client.get('/transactions?days=30');
      app.callsTo(HISTORY);
      await client.get('/transactions?days=90');
      expect(app.callsTo(HISTORY)).toBe(1);
      await client.get('/transactions?from=2026-04-01&to=2026-04-30');
      expect(app.callsTo(HISTORY)).toBe(0);
    });
  });

  it.each(['/api/dashboard', '/api/transactions', '/api/spending', '/api/net-worth', '/api/ahead'])(
    '%s says how old its cached transactions are, and asks Plaid for source=banks',
    async (path) => {
      const asOf = async (query = '') =>
        described<{ transactionsAsOf: string | null }>(await client.get(path + query), path).transactionsAsOf;
      expect(await asOf()).toBeNull();
      const cachedAt = app.now().toISOString();
      await app.pass(0.5);
      app.callsTo(HISTORY);
      expect(await asOf()).toBe(cachedAt);
      expect(app.callsTo(HISTORY)).toBe(0);
      expect(await asOf('?source=banks')).toBeNull();
      expect(app.callsTo(HISTORY)).toBeGreaterThan(0);
      expect(await asOf()).toBe(app.now().toISOString());
    },
  );

  describe('a cache entry is deleted', () => {
    beforeEach(() => untilCopied(app.redis, 1, () => client.get('/dashboard')));

    const items = () => app.emulator.control.items();

    /** From now on Plaid sends no webhooks. */
    function stopWebhooks(): void {
      for (const item of items()) item.webhook = null;
    }

    it('when a webhook tells of new transactions', async () => {
      await app.pass(22);
      expect(await app.copyNames()).toEqual([]);
      expect(items()).toHaveLength(1);
    });

    it('when the user revokes their permission at Plaid', async () => {
      app.emulator.control.breakItem(items()[0]?.id ?? '', 'USER_PERMISSION_REVOKED');
      await app.pass(0.02);
      expect(await app.copyNames()).toEqual([]);
    });

    it('when its bank is disconnected, and at log-out', async () => {
      await linkBank(client, { bank: 'ins_900002' });
      await app.pass(0.2);
      await untilCopied(app.redis, 2, () => client.get('/dashboard'));
      await client.post(`/banks/${client.bankCookies[0]?.replace(/^.*bank-/, '')}/disconnect`);
      expect(await app.copyNames()).toHaveLength(1);
      await client.post('/logout');
      expect(await app.copyNames()).toEqual([]);
    });

    it('when the disconnect link is used in another browser', async () => {
      await app.newClient().post(await disconnectLinkOf(client));
      expect(await app.copyNames()).toEqual([]);
    });

    it('when its connection has expired, although nobody comes back', async () => {
      stopWebhooks();
      await app.pass(25);
      expect(await app.copyNames()).toHaveLength(1);
      await app.services.expirySchedule.sweep();
      await expect.poll(() => app.copyNames()).toEqual([]);
      expect(items()).toEqual([]);
    });

    it('when its connection has expired and the browser comes back, with a Plaid user or without', async () => {
      giveBank(app, client);
      await untilCopied(app.redis, 2, () => client.get('/dashboard'));
      stopWebhooks();
      await app.pass(25);
      expect(await app.copyNames()).toHaveLength(2);
      await client.get('/');
      expect([await app.copyNames(), client.bankCookies]).toEqual([[], []]);
    });

    it('with everything else, at the second try where Redis did not answer the first', async () => {
      app.redis.freeze();
      const first = await deleteByApi(client);
      expect(first.status).toBe(503);
      expect(first.receipt).toContainEqual(expect.objectContaining({ where: 'Redis', isDeleted: false }));
      expect(client.bankCookies).toHaveLength(1);
      app.redis.thaw();
      const heading = async () => (await client.post('/delete-me')).page('h1').text();
      await expect.poll(heading, { timeout: 10_000, interval: 300 }).toBe('Everything is deleted');
      expect(await app.copyNames()).toEqual([]);
      expect(items()).toEqual([]);
    });
  });
});
