/** Every error of Plaid's at every endpoint a page asks: what the reader is told, and what stays whole. */

import { afterAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/emulator/error-codes.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';
import { ADVICE_BY_CODE, HIDDEN_CODES } from './error-advice.ts';

/** In two years; few, since every page is asked for every code. */
const ROWS = 150;

/** One person for each endpoint, so that all can be asked at once. */
const people: Record<string, { client: Client; itemId: string }> = {};
const ENDPOINTS = ['/transactions/get', '/accounts/balance/get', '/item/get'];

const app = await startTestApp();
for (const path of ENDPOINTS) {
  const client = app.newClient();
  giveBank(app, client, { transactions: ROWS });
  const itemId = app.emulator.control.items().at(-1)?.id ?? '';
  giveBank(app, client, { institutionId: 'ins_900002', transactions: ROWS });
  people[path] = { client, itemId };
}
afterAll(() => app.close());

it('knows every code that Plaid documents', () => {
  const known = [...ADVICE_BY_CODE.keys(), ...HIDDEN_CODES];
  expect(known.toSorted()).toEqual([...ERROR_CODES.keys()].toSorted());
});

/** What pages show while calls to one endpoint fail for one of two banks. */
async function pagesWithFailing(path: string, code: string, pages: readonly string[]) {
  const { client, itemId } = people[path] ?? { client: app.newClient(), itemId: '' };
  const end = app.emulator.control.inject({ kind: 'error', code }, { path, itemId });
  const answers = await Promise.all(pages.map((page) => client.get(page)));
  end();
  for (const { status, text } of answers) {
    expect(status).toBe(200);
    expect(text).toMatch(/<\/html>\s*$/);
    expect(text).not.toContain(code);
  }
  return answers;
}

const ALL_PAGES = ['/dashboard', '/transactions', '/spending'];

describe.each([...ADVICE_BY_CODE, ...HIDDEN_CODES.map((code): [string, null] => [code, null])])(
  '%s',
  (code, advice) => {
    it('has its sentence and its one way on, on every page, and takes nothing from the other bank', async () => {
      const [forTransactions, [withoutLive], [withoutStatus]] = await Promise.all([
        pagesWithFailing('/transactions/get', code, ALL_PAGES),
        pagesWithFailing('/accounts/balance/get', code, ['/dashboard']),
        pagesWithFailing('/item/get', code, ['/dashboard']),
      ]);
      if (!withoutLive || !withoutStatus) throw new Error('three pages were asked for');

      for (const { page } of [...forTransactions, withoutLive]) {
        const lines = page('#attention li');
        expect(lines).toHaveLength(advice ? 1 : 0);
        if (!advice) continue;
        expect(lines.text()).toMatch(/^\s*Fernhollow Bank /);
        expect(lines.text()).toMatch(advice.sentence);
        expect(lines.text()).toMatch(/request \w{15}/);
        expect(lines.find('a, button')).toHaveLength(1);
        expect(lines.find(advice.control)).toHaveLength(1);
      }
      const [dashboard, transactions, spending] = forTransactions;
      if (!dashboard || !transactions || !spending) throw new Error('three more pages were asked for');
      expect(dashboardOf(dashboard).latest).toHaveLength(10);
      expect(dashboardOf(dashboard).accounts.map(({ about }) => about)).toContain(
        'Quillfeather Cards · asked live',
      );
      expect(dashboard.page('.failed, .empty')).toHaveLength(0);
      expect(transactionsOf(transactions).rows.length).toBeGreaterThan(0);
      expect(transactionsOf(transactions).missing).toContain('Fernhollow Bank');
      expect(spending.page('#by-category .partial').text()).toContain('Fernhollow Bank');

      const balances = dashboardOf(withoutLive).accounts.map(({ about }) => about);
      expect(
        balances.filter((about) => /^Fernhollow Bank · as of .+ UTC$/.test(about)).length,
      ).toBeGreaterThan(0);
      expect(balances).toContain('Quillfeather Cards · asked live');
      // How a connection is says nothing new while it tells its balances and its transactions.
      expect(dashboardOf(withoutStatus).attention).toEqual([]);
      expect(withoutStatus.page('.partial, .failed')).toHaveLength(0);
    });
  },
);
