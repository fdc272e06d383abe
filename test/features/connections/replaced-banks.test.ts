/** A new Item that takes the place of an old one: when the old one is ended, and when it stays. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, comeBack, finishAtPlaid, giveUpAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';

const app = await startProxiedApp();
const { proxy } = app;
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => app.reset());

const [CHASE, PNC] = ['ins_56', 'ins_13'];
const LOGIN = 'ITEM_LOGIN_REQUIRED';
const EXCHANGE = '/item/public_token/exchange';
const itemIds = () => control.items().map(({ id }) => id);
const lastNotices = async (client: Client) => noticesOf(await client.get('/privacy'));

describe('a new Item that takes the place of an old one', () => {
  /** Somebody whose bank wants a new sign-in, linked anew and about to come back. */
  async function relinked(bank = CHASE) {
    const client = app.newClient();
    await linkBank(client, { bank });
    await client.get('/privacy');
    control.breakItem(itemIds()[0] ?? '', LOGIN);
    return { client, returnUrl: await finishAtPlaid(await beginLink(client), { bank }) };
  }

  it('is in the browser before the old one is ended', async () => {
    const { client, returnUrl } = await relinked();
    const first = await client.get(returnUrl);
    expect([client.bankCookies.length, control.items().length]).toEqual([2, 2]);
    expect(first.location).toBe(new URL(returnUrl).pathname + new URL(returnUrl).search);
    expect(await client.get(first.location ?? '')).toMatchObject({ status: 303, location: '/dashboard' });
    expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
    expect(await lastNotices(client)).toEqual([
      expect.stringMatching(/^Chase is connected \(/),
      'The earlier connection to Chase was ended: the new one takes its place.',
    ]);
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
    expect(control.items()).toHaveLength(1);
  });

  it('ends the old one also where the cookies have room for the new key alone', async () => {
    const client = app.newClient();
    await linkBank(client, { bank: CHASE });
    // Each leaves its number in the session, which so takes the room of a visit.
    for (let visit = 0; visit < 19; visit++) await client.get(await giveUpAtPlaid(await beginLink(client)));
    control.breakItem(itemIds()[0] ?? '', LOGIN);
    const returnUrl = await finishAtPlaid(await beginLink(client), { bank: CHASE });
    const ofVisit = [...client.jar].find(([name]) => name.startsWith('link-'))?.join('=') ?? '';
    const ofBank = [...client.jar].find(([name]) => name.startsWith('bank-'))?.join('=') ?? '';
    const [ofPreferences, spare] = [34, 60];
    const room = ofBank.length - ofVisit.length + ofPreferences + spare;
    client.jar.set('o', 'x'.repeat(8000 - client.cookies.length - room));
    await client.get(returnUrl);
    expect([client.bankCookies.length, control.items().length]).toEqual([2, 2]);
    expect([...client.jar.keys()].filter((name) => name.startsWith('link-'))).toEqual([]);
    await client.get(returnUrl);
    expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
    expect((await lastNotices(client)).at(-1)).toBe(
      'The earlier connection to Chase was ended: the new one takes its place.',
    );
  });

  it('leaves both to the browser where Plaid does not confirm the end of the old one, which is said', async () => {
    const { client, returnUrl } = await relinked();
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/remove' });
    await comeBack(client, returnUrl);
    expect([client.bankCookies.length, control.items().length]).toEqual([2, 2]);
    expect((await lastNotices(client)).at(-1)).toMatch(
      /^The earlier connection to Chase could not be ended just now/,
    );
  });

  it('leaves both where Plaid does not tell whether the old one is still needed', async () => {
    const client = app.newClient();
    await linkBank(client, { bank: PNC });
    await client.get('/privacy');
    const returnUrl = await finishAtPlaid(await beginLink(client), { bank: PNC });
    control.mendItem(itemIds()[0] ?? '');
    const stored = await client.get(returnUrl);
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/accounts/get' });
    await client.get(stored.location ?? '');
    expect([client.bankCookies.length, control.items().length]).toEqual([2, 2]);
    expect((await lastNotices(client)).at(-1)).toMatch(
      /^The earlier connection to PNC could not be ended just now/,
    );
  });

  it.each([
    ['is broken', false, ['/accounts/get', '/item/remove', '/user/remove']],
    ['goes on', true, ['/accounts/get', '/accounts/get', '/item/remove', '/user/remove']],
  ])(
    'costs a free call to see whether the old one is needed, where that one %s',
    async (_, isWell, calls) => {
      const { client, returnUrl } = await relinked(PNC);
      if (isWell) control.mendItem(itemIds()[0] ?? '');
      const stored = await client.get(returnUrl);
      const before = asked(app.emulator).length;
      await client.get(stored.location ?? '');
      const paths = asked(app.emulator).map(({ path }) => path);
      expect(paths.slice(before)).toEqual(calls);
      expect(itemIds()).toHaveLength(1);
    },
  );

  it('is found again by the tab that comes second, where the first one’s answer is lost but for the key', async () => {
    const { client, returnUrl } = await relinked();
    const [old] = itemIds();
    const otherTab = client.copy();
    await client.get(returnUrl);
    expect((await otherTab.get(returnUrl)).status).toBe(200);
    for (const [name, value] of client.jar) if (name.startsWith('bank-')) otherTab.jar.set(name, value);
    expect((await comeBack(otherTab, returnUrl)).location).toBe('/dashboard');
    expect(itemIds()).toHaveLength(1);
    expect(itemIds()).not.toContain(old);
    expect(otherTab.bankCookies).toHaveLength(1);
  });

  it('is not kept where its key was lost: then the old one stays', async () => {
    const { client, returnUrl } = await relinked();
    const [old] = itemIds();
    let left = 1;
    proxy.change = (path, answer) => (path === EXCHANGE && left-- > 0 ? answer.slice(0, 20) : answer);
    await comeBack(client, returnUrl);
    expect(itemIds()).toEqual([old]);
    expect(client.bankCookies).toHaveLength(1);
  });

  it('cannot be recognised where a cookie of an earlier version knows no accounts: both stay', async () => {
    const client = app.newClient();
    giveBank(app, client, { institutionId: CHASE });
    control.breakItem(itemIds()[0] ?? '', LOGIN);
    await linkBank(client, { bank: CHASE });
    expect([client.bankCookies.length, control.items().length]).toEqual([2, 2]);
  });
});
