/** Plaid can answer with what it had before and name the Item's fault beside it: each page says so, and shows the rows. */

import { afterAll, afterEach, expect, it } from 'vitest';
import { linkBank } from '../support/link.ts';
import { startProxiedApp } from '../support/proxied-app.ts';

const app = await startProxiedApp();
afterAll(() => app.close());
afterEach(() => app.reset());

const ERROR = {
  ...{ error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' },
  ...{ error_message: 'the login details of this item have changed', display_message: null },
};

function withError(path: string, answer: string): string {
  if (path !== '/transactions/get' && path !== '/item/get') return answer;
  const told = JSON.parse(answer);
  return JSON.stringify({ ...told, item: { ...told.item, error: ERROR } });
}

it.each([
  '/dashboard',
  '/transactions',
  '/transactions?days=730&q=a',
  '/spending',
  '/net-worth',
  '/ahead',
  '/recurring',
])('%s says what to do about it once, and lacks nothing', async (path) => {
  const client = app.newClient();
  await linkBank(client);
  app.proxy.change = withError;
  const { page } = await client.get(path);
  expect(page('#attention li:not(.due)').text()).toContain('asks you to sign in again');
  expect(page('#attention button').text()).toBe('Sign in again');
  expect(page('.incomplete')).toHaveLength(0);
  expect(page('main .money').length).toBeGreaterThan(3);
});
