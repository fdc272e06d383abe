/** What stands around the sections of the page of net worth. */

import { expect, it, onTestFinished } from 'vitest';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp } from '../../support/test-app.ts';

it('has its name, its place in the navigation, every choice of months, and its days on paper', async () => {
  const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
  onTestFinished(() => app.close());
  const client = app.newClient();
  giveBank(app, client);
  const { page } = await client.get('/net-worth?months=6');
  expect(page('head > title').text()).toBe('Net worth · Ledgerless');
  expect(page('nav [aria-current=page]').attr('href')).toBe('/net-worth');
  const choices = page('.ranges a').toArray();
  expect(choices.map((one) => [page(one).attr('href'), page(one).attr('aria-current')])).toEqual([
    ['/net-worth?months=3', undefined],
    ['/net-worth?months=6', 'true'],
    ['/net-worth?months=12', undefined],
    ['/net-worth?months=24', undefined],
  ]);
  expect(page('.on-paper').text()).toContain('Transactions from Dec 1, 2025 to May 20, 2026');
});
