/** Linking, reading, disconnecting and deleting in each configuration, by pages and by API. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { described } from './support/api-document.ts';
import type { Client } from './support/client.ts';
import { deleteByApi } from './support/delete-me.ts';
import { disconnectBank } from './support/disconnect.ts';
import { linkBank } from './support/link.ts';
import { dashboardOf, transactionsOf } from './support/pages.ts';
import { signIn } from './support/sign-in.ts';
import { CONFIGURATIONS, type StoresApp, startStoresApp } from './support/stores-app.ts';
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

function byPages(client: Client): Walker {
  return {
    signIn: (mail, email) => signIn(client, mail, email),
    link: ({ id }) => linkBank(client, { bank: id, lifetime: '30' }),
    async read() {
      const { accounts } = dashboardOf(await client.get('/dashboard'));
      expect(transactionsOf(await client.get('/transactions')).rows.length).toBeGreaterThan(5);
      const spending = await client.get('/spending');
      expect(spending.page('main table tbody tr').length).toBeGreaterThan(5);
      return new Set(accounts.map(({ about }) => about.split(' · ')[0] ?? ''));
    },
    disconnect: (name) => disconnectBank(client, name),
    async deleteAll() {
      const { page } = await client.press(await client.get('/privacy'), 'Delete everything');
      expect(page('h1').text()).toBe('Everything is deleted');
      const rows = page('.receipt tbody th').toArray();
      return rows.map((row) => page(row).text());
    },
    cookies: async () => [...client.jar.keys()],
  };
}

function byApi(client: Client): Walker {
  const tell = async <T>(path: string) => described<T>(await client.get(path), path);
  return {
    ...byPages(client),
    async read() {
      const { accounts } = await tell<ToldDashboard>('/api/dashboard');
      expect((await tell<ToldTransactions>('/api/transactions')).page.count).toBeGreaterThan(5);
      expect((await tell<ToldSpending>('/api/spending')).categories.length).toBeGreaterThan(0);
      return new Set(accounts.map(({ bank }) => bank));
    },
    async deleteAll() {
      const { isComplete, receipt } = await deleteByApi(client);
      expect(isComplete).toBe(true);
      return receipt.map(({ what }) => what);
    },
  };
}

describe.each(CONFIGURATIONS)('$name', ({ on, canRun }) => {
  let stores: StoresApp;
  beforeAll(async () => {
    if (canRun) stores = await startStoresApp(on);
  });
  afterAll(() => stores?.close());

  it.skipIf(!canRun).each([
    ['pages', byPages],
    ['the API', byApi],
  ])('two banks are linked, read, disconnected and deleted by %s, and nothing is left', (_, walkerOf) =>
    goThrough(stores, on, walkerOf(stores.app.newClient())),
  );
});
