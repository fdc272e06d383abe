/** A bank that is linked a second time, where only balances tell its accounts from others'. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';

const app = await startProxiedApp();
const { proxy } = app;
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => app.reset());

const NO_MASKS = 'ins_900006';
const itemIds = () => control.items().map(({ id }) => id);
const exchanges = () => control.calls().filter(({ path }) => path === '/item/public_token/exchange').length;

describe('accounts without masks, which only their balances tell apart', () => {
  it('are compared after the exchange, and a second Item with the same ones is removed', async () => {
    const client = app.newClient();
    await linkBank(client, { bank: NO_MASKS });
    const [first] = itemIds();
    await linkBank(client, { bank: NO_MASKS });
    expect(exchanges()).toBe(2);
    expect(itemIds()).toEqual([first]);
    expect(client.bankCookies).toHaveLength(1);
    expect(noticesOf(await client.get('/privacy')).at(-1)).toContain(
      'so the second connection was ended again',
    );
  });

  it('and a second Item that Plaid does not end at once is ended by the next request that reaches it', async () => {
    control.usersAllowed(false);
    const client = app.newClient();
    await linkBank(client, { bank: NO_MASKS });
    const [first] = itemIds();
    const answersAgain = control.inject(
      { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
      { path: '/item/remove' },
    );
    await linkBank(client, { bank: NO_MASKS });
    expect(noticesOf(await client.get('/privacy')).at(-1)).toContain(
      'so the second connection is ended as soon as Plaid confirms it',
    );
    expect(itemIds()).toHaveLength(2);
    answersAgain();
    await client.get('/privacy');
    expect(itemIds()).toEqual([first]);
    expect(client.bankCookies).toHaveLength(1);
  });

  it('are kept where Plaid does not tell the balances', async () => {
    const client = app.newClient();
    await linkBank(client, { bank: NO_MASKS });
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/accounts/get' });
    await linkBank(client, { bank: NO_MASKS });
    expect(client.bankCookies).toHaveLength(2);
  });

  it('are compared after the exchange, too, where Link’s result names no accounts at all', async () => {
    const client = app.newClient();
    await linkBank(client);
    proxy.change = (path, answer) =>
      path === '/link/token/get' ? answer.replace(/"accounts":\[[^\]]*\]/g, '"accounts":[]') : answer;
    await linkBank(client);
    expect([exchanges(), control.items().length]).toEqual([2, 1]);
  });
});
