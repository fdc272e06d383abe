/** One walk in each configuration, by pages and by API; when it is over, stores hold what the privacy page says. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { described } from './support/api-document.ts';
import type { Browser } from './support/browser.ts';
import { linkBank } from './support/link.ts';
import { dashboardOf, transactionsOf } from './support/pages.ts';
import { hasPostgres } from './support/postgres.ts';
import { hasRedis } from './support/redis.ts';
import { signIn } from './support/sign-in.ts';
import {
  expectNothingLeft,
  expectOnlyToldKeys,
  openStoresHouse,
  type Stores,
  type StoresHouse,
} from './support/stores-house.ts';

interface Walk {
  /** Reads everything, and returns the names of banks that it found. */
  read(visitor: Browser): Promise<Set<string>>;
  /** What the receipt says was deleted. */
  deleteAll(visitor: Browser): Promise<string[]>;
}

interface ToldTransactions {
  readonly page: { readonly count: number };
}
interface ToldDashboard {
  readonly accounts: readonly { readonly bank: string }[];
}
interface ToldSpending {
  readonly categories: readonly object[];
}

const byPages: Walk = {
  async read(visitor) {
    const { accounts } = dashboardOf(await visitor.get('/dashboard'));
    expect(transactionsOf(await visitor.get('/transactions')).rows.length).toBeGreaterThan(5);
    const spending = await visitor.get('/spending');
    expect(spending.page('main table tbody tr').length).toBeGreaterThan(5);
    return new Set(accounts.map(({ about }) => about.split(' · ')[0] ?? ''));
  },
  async deleteAll(visitor) {
    const { page } = await visitor.press(await visitor.get('/privacy'), 'Delete everything');
    expect(page('h1').text()).toBe('Everything is deleted');
    const rows = page('.receipt tbody th').toArray();
    return rows.map((row) => page(row).text());
  },
};

const byApi: Walk = {
  async read(visitor) {
    const tell = async <T>(path: string) => described<T>(await visitor.get(path), path);
    const { accounts } = await tell<ToldDashboard>('/api/dashboard');
    expect((await tell<ToldTransactions>('/api/transactions')).page.count).toBeGreaterThan(5);
    expect((await tell<ToldSpending>('/api/spending')).categories.length).toBeGreaterThan(0);
    return new Set(accounts.map(({ bank }) => bank));
  },
  async deleteAll(visitor) {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const { text } = await visitor.send('/api/delete-me', { method: 'DELETE', headers });
    const { isComplete, receipt } = JSON.parse(text);
    expect(isComplete).toBe(true);
    return receipt.map(({ what }: { what: string }) => what);
  },
};

const OFF: Stores = { redis: false, accounts: false };
const CACHE: Stores = { redis: true, accounts: false };
const HYBRID: Stores = { redis: true, accounts: true };

describe.each([
  { name: 'session only', on: OFF, walk: byPages },
  { name: 'session only, by the API', on: OFF, walk: byApi },
  { name: 'with Redis', on: CACHE, walk: byPages },
  { name: 'with Redis, by the API', on: CACHE, walk: byApi },
  { name: 'with Redis, PostgreSQL and e-mail', on: HYBRID, walk: byPages },
  { name: 'with Redis, PostgreSQL and e-mail, by the API', on: HYBRID, walk: byApi },
])('$name', ({ on, walk }) => {
  const cannotRun = (on.redis && !hasRedis) || (on.accounts && !hasPostgres);
  let stores: StoresHouse;
  beforeAll(async () => {
    if (!cannotRun) stores = await openStoresHouse(on);
  }, 60_000);
  afterAll(() => stores?.close());

  it.skipIf(cannotRun)(
    'two banks are linked, read, disconnected and deleted, and nothing is left',
    async () => {
      const { house, mail, postgres } = stores;
      const { control } = house.emulator;
      const visitor = house.visitor();
      const email = 'walker@example.org';
      if (mail) await signIn(visitor, mail, email);
      await linkBank(visitor, { lifetime: '30' });
      await linkBank(visitor, { bank: 'ins_900002', lifetime: '30' });
      const secrets = control.items().flatMap(({ id, accessToken }) => [id, accessToken]);
      expect(secrets).toHaveLength(4);

      expect(await walk.read(visitor)).toEqual(new Set(['Fernhollow Bank', 'Quillfeather Cards']));
      await expectOnlyToldKeys(stores, 2);
      if (postgres) expect(await postgres.query('SELECT email FROM users')).toEqual([{ email }]);
      for (const secret of secrets) expect(postgres?.dump() ?? '').not.toContain(secret);

      await visitor.press(await visitor.get('/privacy'), 'Disconnect Fernhollow Bank');
      expect(control.items()).toHaveLength(1);
      expect(await walk.read(visitor)).toEqual(new Set(['Quillfeather Cards']));
      await expectOnlyToldKeys(stores, 1);

      expect(await walk.deleteAll(visitor)).toEqual([
        'Quillfeather Cards',
        ...(on.redis ? ['Copies of transactions'] : []),
        ...(on.accounts ? ['Your e-mail address and subscription'] : []),
        'Cookies',
      ]);
      expect([control.items(), [...visitor.jar.keys()]]).toEqual([[], []]);
      await expectNothingLeft(stores, [...secrets, email, '127.0.0.1']);
      const logged = house.logLines.join('');
      expect([...secrets, email].filter((word) => logged.includes(word))).toEqual([]);
    },
  );
});
