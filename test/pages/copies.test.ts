import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { linkBank } from '../support/link.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { hasRedis } from '../support/redis.ts';
import { openRedisHouse, type RedisHouse } from '../support/redis-house.ts';

const HISTORY = '/transactions/get';
const YEARS = '/recurring';

describe.skipIf(!hasRedis)('with Redis', () => {
  let house: RedisHouse;
  let person: Browser;
  beforeAll(async () => {
    house = await openRedisHouse();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    person = house.visitor();
    await linkBank(person);
    // Now Plaid has told all it knows, and what it had to tell has been heard.
    await house.pass(1);
    await forgetMarks();
    house.callsTo(HISTORY);
  });

  afterEach(async () => {
    house.emulator.control.reset();
    await house.redis.send('FLUSHALL');
  });

  const copyNames = async () =>
    (await house.redis.keys()).filter((name) => /^ledgerless:copy:[\w-]+$/.test(name));

  /** The seconds after a removal, in which nothing is kept. */
  async function forgetMarks(): Promise<void> {
    for (const name of await house.redis.keys()) {
      if (name.endsWith(':removed')) await house.redis.send('DEL', name);
    }
  }

  it('asks the bank once for the longest look, and for none of the pages after it', async () => {
    await person.get(YEARS);
    expect(house.callsTo(HISTORY)).toBeGreaterThan(0);
    for (const page of ['/dashboard', '/transactions', '/spending', YEARS]) {
      expect((await person.get(page)).status).toBe(200);
    }
    expect(house.callsTo(HISTORY)).toBe(0);
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
    await house.pass(0.5);
    await forgetMarks();
    await person.get('/transactions');
    for (const path of ['/transactions', '/dashboard', '/spending', YEARS]) {
      await person.get(path);
      const answer = await person.get(path);
      expect(answer.page('.copied').text(), path).toContain('Transactions as of');
      expect(answer.page('footer').text(), path).not.toContain('Nothing was kept');
    }
    house.callsTo(HISTORY);
    const asked = await person.post('/from-bank', {}, { referer: `${house.url}/transactions?days=90` });
    expect(asked.location).toBe('/transactions?days=90');
    const fresh = await person.get('/transactions?days=90');
    expect(house.callsTo(HISTORY)).toBe(1);
    expect(fresh.page('.copied')).toHaveLength(0);
    expect((await person.get('/transactions?days=90')).page('.copied')).toHaveLength(1);
    expect(house.callsTo(HISTORY)).toBe(0);
  });

  it('asks the bank when a look goes further back than the copy, or ended before today', async () => {
    await person.get('/transactions?from=2026-04-01&to=2026-04-30');
    expect(await copyNames()).toEqual([]);
    await person.get('/transactions?days=30');
    house.callsTo(HISTORY);
    await person.get('/transactions?days=90');
    expect(house.callsTo(HISTORY)).toBe(1);
    await person.get('/transactions?from=2026-04-01&to=2026-04-30');
    expect(house.callsTo(HISTORY)).toBe(0);
  });

  it('deletes the copy when Plaid tells of new transactions', async () => {
    await person.get('/dashboard');
    expect(await copyNames()).toHaveLength(1);
    await house.pass(24);
    expect(await copyNames()).toEqual([]);
  });

  it('deletes it when the bank is disconnected, and at log-out', async () => {
    await linkBank(person, { bank: 'ins_900002' });
    await house.pass(0.2);
    await forgetMarks();
    await person.get('/dashboard');
    expect(await copyNames()).toHaveLength(2);
    const [slot = ''] = person.bankCookies.map((name) => name.replace(/^.*bank-/, ''));
    await person.post(`/banks/${slot}/disconnect`);
    expect(await copyNames()).toHaveLength(1);
    await person.post('/logout');
    expect(await copyNames()).toEqual([]);
  });

  it('deletes it with everything else, and again when Redis was away the first time', async () => {
    await person.get('/dashboard');
    house.redis.freeze();
    const first = await person.send('/api/delete-me', {
      method: 'DELETE',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(first.status).toBe(503);
    expect(JSON.parse(first.text).receipt).toContainEqual(
      expect.objectContaining({ where: 'Redis', isDeleted: false }),
    );
    expect(person.bankCookies).toHaveLength(1);
    house.redis.thaw();
    await expect
      .poll(async () => (await person.post('/delete-me')).page('h1').text(), {
        timeout: 10_000,
        interval: 300,
      })
      .toBe('Everything is deleted');
    expect(await copyNames()).toEqual([]);
    expect(house.emulator.control.items()).toEqual([]);
  });

  it('hands over what it holds in the reader’s own export, and nothing more', async () => {
    expect(await exported()).toEqual([]);
    const { rows } = transactionsOf(await person.get('/transactions?days=90'));
    const [copy] = await exported();
    expect(copy.institutionName).toBe('Fernhollow Bank');
    expect(copy.transactions.length).toBeGreaterThan(rows.length / 2);
    for (const row of copy.transactions) {
      expect(Object.keys(row).toSorted()).toEqual([
        'accountReference',
        'amountMinor',
        'category',
        'currency',
        'date',
        'id',
        'isPending',
        'merchant',
      ]);
    }
  });

  async function exported() {
    return JSON.parse((await person.get('/privacy.json')).text).onThisServer.copies;
  }

  it('tells on the privacy page of every kind of key there is', async () => {
    await person.get('/dashboard');
    const told = (await person.get('/privacy')).page('.storage').text();
    const kinds = (await house.redis.keys()).map((name) => /^ledgerless:[a-z]+:?/.exec(name)?.[0] ?? name);
    for (const kind of new Set(kinds)) expect(told).toContain(kind);
    for (const path of ['/', '/privacy']) {
      expect((await person.get(path)).page('footer').text()).toContain('encrypted copies of transactions');
    }
  });
});
