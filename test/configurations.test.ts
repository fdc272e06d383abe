/** The walk in each configuration, by pages and by API. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { described } from './support/api-document.ts';
import type { Browser } from './support/browser.ts';
import { deleteByApi } from './support/delete-me.ts';
import { linkBank } from './support/link.ts';
import { dashboardOf, transactionsOf } from './support/pages.ts';
import { signIn } from './support/sign-in.ts';
import { CONFIGURATIONS, openStoresHouse, type StoresHouse } from './support/stores-house.ts';
import { goThrough, type Walker } from './support/walk.ts';

interface ToldTransactions {
  readonly page: { readonly count: number };
}
interface ToldDashboard {
  readonly accounts: readonly { readonly bank: string }[];
}
interface ToldSpending {
  readonly categories: readonly object[];
}

function byPages(visitor: Browser): Walker {
  return {
    signIn: (mail, email) => signIn(visitor, mail, email),
    link: ({ id }) => linkBank(visitor, { bank: id, lifetime: '30' }),
    async read() {
      const { accounts } = dashboardOf(await visitor.get('/dashboard'));
      expect(transactionsOf(await visitor.get('/transactions')).rows.length).toBeGreaterThan(5);
      const spending = await visitor.get('/spending');
      expect(spending.page('main table tbody tr').length).toBeGreaterThan(5);
      return new Set(accounts.map(({ about }) => about.split(' · ')[0] ?? ''));
    },
    disconnect: async (name) => visitor.press(await visitor.get('/privacy'), `Disconnect ${name}`),
    async deleteAll() {
      const { page } = await visitor.press(await visitor.get('/privacy'), 'Delete everything');
      expect(page('h1').text()).toBe('Everything is deleted');
      const rows = page('.receipt tbody th').toArray();
      return rows.map((row) => page(row).text());
    },
    cookies: async () => [...visitor.jar.keys()],
  };
}

function byApi(visitor: Browser): Walker {
  const tell = async <T>(path: string) => described<T>(await visitor.get(path), path);
  return {
    ...byPages(visitor),
    async read() {
      const { accounts } = await tell<ToldDashboard>('/api/dashboard');
      expect((await tell<ToldTransactions>('/api/transactions')).page.count).toBeGreaterThan(5);
      expect((await tell<ToldSpending>('/api/spending')).categories.length).toBeGreaterThan(0);
      return new Set(accounts.map(({ bank }) => bank));
    },
    async deleteAll() {
      const { isComplete, receipt } = await deleteByApi(visitor);
      expect(isComplete).toBe(true);
      return receipt.map(({ what }) => what);
    },
  };
}

describe.each(CONFIGURATIONS)('$name', ({ on, canRun }) => {
  let stores: StoresHouse;
  beforeAll(async () => {
    if (canRun) stores = await openStoresHouse(on);
  }, 60_000);
  afterAll(() => stores?.close());

  it.skipIf(!canRun).each([
    ['pages', byPages],
    ['the API', byApi],
  ])('two banks are linked, read, disconnected and deleted by %s, and nothing is left', (_, walkerOf) =>
    goThrough(stores, on, walkerOf(stores.house.visitor())),
  );
});
