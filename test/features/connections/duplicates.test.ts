/** A bank that is linked a second time: what is exchanged, what is kept, what is ended, and what is said of it. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, type Choice, comeBack, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const { emulator, close } = await startTestApp();
const { control } = emulator;
const proxy = await startPlaidProxy(emulator.baseUrl);
const app = await startTestApp({ emulator, env: { PLAID_BASE_URL: proxy.url } });
afterAll(async () => {
  await app.close();
  await proxy.close();
  await close();
});
afterEach(() => {
  control.reset();
  proxy.heard.length = 0;
  proxy.change = (_path, answer) => answer;
});

const EXCHANGE = '/item/public_token/exchange';
const ORDINARY = 'ins_900001';
const [CHASE, PNC, NAVY_FEDERAL, SCHWAB] = ['ins_56', 'ins_13', 'ins_15', 'ins_11'];
const NO_MASKS = 'ins_900006';
const paths = () => asked(emulator).map(({ path }) => path);
const pathsSince = (before: number) => paths().slice(before);
const count = (list: readonly string[], path: string) => list.filter((one) => one === path).length;
const lastNotices = async (client: Client) => noticesOf(await client.get('/privacy'));
const itemIds = () => control.items().map(({ id }) => id);

interface Row {
  readonly bank: string;
  /** Places of the accounts that the first Item shares; all when left out. */
  readonly first?: Choice;
  /** The error that it has by then. */
  readonly trouble?: string;
  /** By the time the person is back, Plaid has not noticed yet that the bank has ended the first. */
  readonly isUnnoticed?: true;
  readonly second?: Choice;
  readonly exchanges: 0 | 1;
  readonly alive: 'first' | 'second' | 'both';
  readonly says: RegExp;
}

const DUPLICATE = {
  exchanges: 0,
  alive: 'first',
  says: /was connected already with these accounts, so nothing/,
} as const;
const REPLACED = { exchanges: 1, alive: 'second', says: /^The earlier connection to .+ was ended/ } as const;
const KEPT = { exchanges: 1, alive: 'both', says: /is connected \([^)]*\)\.$/ } as const;
const TWICE = { exchanges: 1, alive: 'both', says: /Some of its accounts now stand here twice/ } as const;
const LOGIN = 'ITEM_LOGIN_REQUIRED';

const ROWS: Readonly<Record<string, Row>> = {
  'all of its accounts again': { bank: ORDINARY, ...DUPLICATE },
  'one of its accounts again': { bank: ORDINARY, second: { accounts: [1] }, ...DUPLICATE },
  'all of its accounts again while the bank is down': {
    bank: ORDINARY,
    trouble: 'INSTITUTION_DOWN',
    ...DUPLICATE,
  },
  'one account more': { bank: ORDINARY, first: { accounts: [0] }, ...TWICE },
  'only another account': { bank: ORDINARY, first: { accounts: [0] }, second: { accounts: [1] }, ...KEPT },
  'another person’s login': { bank: ORDINARY, second: { person: 'retiree' }, ...KEPT },
  'a bank that wants its owner to sign in': { bank: ORDINARY, trouble: LOGIN, ...REPLACED },
  'a bank that wants its owner to sign in, with fewer accounts': {
    ...{ bank: ORDINARY, trouble: LOGIN, second: { accounts: [2] }, ...REPLACED },
  },
  'a bank that wants its owner to sign in, with more accounts': {
    ...{ bank: ORDINARY, trouble: LOGIN, first: { accounts: [2] }, ...REPLACED },
  },
  'a bank whose permission was revoked': { bank: ORDINARY, trouble: 'USER_PERMISSION_REVOKED', ...REPLACED },
  'another person’s login beside one that wants its owner to sign in': {
    ...{ bank: ORDINARY, trouble: LOGIN, second: { person: 'retiree' }, ...KEPT },
  },
  'Chase, where both go on with the very same accounts': { bank: CHASE, ...DUPLICATE },
  'Chase, which ends the first for fewer accounts': { bank: CHASE, second: { accounts: [0] }, ...REPLACED },
  'Chase, which ends the first for more accounts': { bank: CHASE, first: { accounts: [0] }, ...REPLACED },
  'Chase, broken': { bank: CHASE, trouble: LOGIN, ...REPLACED },
  'Chase, with another person’s login': { bank: CHASE, second: { person: 'student' }, ...KEPT },
  'Chase, which ends the first for fewer accounts, before Plaid has noticed': {
    ...{ bank: CHASE, isUnnoticed: true, second: { accounts: [0] }, ...REPLACED },
  },
  'PNC, which ends the first in any case': { bank: PNC, ...REPLACED },
  'PNC, before Plaid has noticed': { bank: PNC, isUnnoticed: true, ...REPLACED },
  'Navy Federal, which ends the first in any case': { bank: NAVY_FEDERAL, ...REPLACED },
  'Navy Federal, before Plaid has noticed': { bank: NAVY_FEDERAL, isUnnoticed: true, ...REPLACED },
  'Schwab, which ends the first in any case': { bank: SCHWAB, ...REPLACED },
  'Schwab, before Plaid has noticed': { bank: SCHWAB, isUnnoticed: true, ...REPLACED },
  'Schwab, with another person’s login': { bank: SCHWAB, second: { person: 'student' }, ...KEPT },
};

it.each(Object.entries(ROWS))('linking anew %s', async (_, row) => {
  const client = app.newClient();
  await linkBank(client, { bank: row.bank, ...row.first });
  await client.get('/privacy');
  const [first = ''] = itemIds();
  if (row.trouble) control.breakItem(first, row.trouble);
  const before = paths().length;
  const returnUrl = await finishAtPlaid(await beginLink(client), { bank: row.bank, ...row.second });
  if (row.isUnnoticed) control.mendItem(first);
  expect((await comeBack(client, returnUrl)).location).toBe('/dashboard');

  expect(count(pathsSince(before), EXCHANGE)).toBe(row.exchanges);
  const alive = itemIds();
  expect(alive).toHaveLength(row.alive === 'both' ? 2 : 1);
  expect(alive.includes(first)).toBe(row.alive !== 'second');
  // Every Item has a cookie, and every cookie an Item.
  expect(client.bankCookies).toHaveLength(alive.length);
  expect(control.users()).toHaveLength(alive.length);
  expect((await lastNotices(client)).at(-1)).toMatch(row.says);
});

describe('an ordinary duplicate', () => {
  it('costs no exchange and nothing that is billed, and its Plaid user is gone with it', async () => {
    const client = app.newClient();
    await linkBank(client);
    const before = paths().length;
    await linkBank(client);
    expect(pathsSince(before)).toEqual([
      ...['/user/create', '/link/token/create', '/link/token/get', '/accounts/get'],
      ...['/user/items/get', '/user/remove'],
    ]);
    expect(control.users()).toHaveLength(1);
  });

  it('is not looked for where the banks are different ones', async () => {
    const client = app.newClient();
    await linkBank(client);
    const before = paths().length;
    await linkBank(client, { bank: 'ins_900002' });
    expect(count(pathsSince(before), '/accounts/get')).toBe(0);
  });

  it('of a visit that brought another bank too leaves that bank alone where Plaid does not list it yet', async () => {
    const client = app.newClient();
    await linkBank(client);
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
    const returnUrl = await finishAtPlaid(hostedUrl);
    proxy.change = (path, answer) =>
      path === '/user/items/get' ? JSON.stringify({ ...JSON.parse(answer), items: [] }) : answer;
    await comeBack(client, returnUrl);
    expect([client.bankCookies.length, control.items().length, control.users().length]).toEqual([2, 2, 2]);
  });

  it('of a visit that brought another bank too leaves that bank alone, and ends itself by its id', async () => {
    const client = app.newClient();
    await linkBank(client);
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
    const returnUrl = await finishAtPlaid(hostedUrl);
    // As a Plaid would that counts what nobody has exchanged among the user's Items.
    const unexchanged = { item_id: 'unexchanged', webhook: null };
    proxy.change = (path, answer) =>
      path === '/user/items/get'
        ? answer.replace('"items":[', `"items":[${JSON.stringify(unexchanged)},`)
        : answer;
    await comeBack(client, returnUrl);
    expect(client.bankCookies).toHaveLength(2);
    expect(
      control
        .items()
        .map(({ institution }) => institution.id)
        .toSorted(),
    ).toEqual([...[ORDINARY, 'ins_900002']]);
    const removals = proxy.heard.filter(({ path }) => path === '/user/items/remove');
    expect(removals.map(({ body }) => body.item_ids)).toEqual([['unexchanged']]);
    expect(
      count(
        proxy.heard.map(({ path }) => path),
        '/user/remove',
      ),
    ).toBe(0);
  });

  it.each<[string, string, [number[], number[]], { exchanges: number; kept: number }]>([
    [
      'with the same accounts',
      ORDINARY,
      [
        [0, 1],
        [0, 1],
      ],
      { exchanges: 1, kept: 2 },
    ],
    ['first with fewer accounts', ORDINARY, [[0], [0, 1]], { exchanges: 1, kept: 2 }],
    ['first with more accounts', ORDINARY, [[0, 1], [0]], { exchanges: 1, kept: 2 }],
    [
      'first with more accounts, where the second login ends the first',
      CHASE,
      [[0, 1], [0]],
      { exchanges: 2, kept: 3 },
    ],
    [
      'with some of the accounts',
      ORDINARY,
      [
        [0, 1],
        [1, 2],
      ],
      { exchanges: 2, kept: 4 },
    ],
  ])('of the same visit, %s, is exchanged as often as needed', async (_, bank, choices, expected) => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    let returnUrl = '';
    for (const accounts of choices) returnUrl = await finishAtPlaid(hostedUrl, { bank, accounts });
    await comeBack(client, returnUrl);
    expect(count(paths(), EXCHANGE)).toBe(expected.exchanges);
    expect([client.bankCookies.length, control.users().length]).toEqual([expected.exchanges, 1]);
    const { accounts, notices } = dashboardOf(await client.get('/dashboard'));
    expect(accounts).toHaveLength(expected.kept);
    expect(notices.some((notice) => notice.includes('now stand here twice'))).toBe(expected.exchanges === 2);
  });

  it('is not what another tab of the same visit has brought: that tab says nothing and ends nothing', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    const returnUrl = await finishAtPlaid(hostedUrl);
    const otherTab = client.copy();
    await client.get(returnUrl);
    for (const [name, value] of client.jar) if (name.startsWith('bank-')) otherTab.jar.set(name, value);
    expect((await otherTab.get(returnUrl)).location).toBe('/dashboard');
    expect(noticesOf(await otherTab.get('/dashboard'))).toEqual([]);
    expect(control.items()).toHaveLength(1);
    expect(control.users()).toHaveLength(1);
  });

  it('is recognised where Plaid has no users, too', async () => {
    control.usersAllowed(false);
    const client = app.newClient();
    await linkBank(client);
    await linkBank(client);
    expect(count(paths(), EXCHANGE)).toBe(1);
    expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
  });
});

describe('accounts without masks, which only their balances tell apart', () => {
  it('are compared after the exchange, and a second Item with the same ones is removed', async () => {
    const client = app.newClient();
    await linkBank(client, { bank: NO_MASKS });
    const [first] = itemIds();
    await linkBank(client, { bank: NO_MASKS });
    expect(count(paths(), EXCHANGE)).toBe(2);
    expect(itemIds()).toEqual([first]);
    expect(client.bankCookies).toHaveLength(1);
    expect((await lastNotices(client)).at(-1)).toContain('so the second connection was ended again');
  });

  it('are compared within one visit as well', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: NO_MASKS });
    await comeBack(client, await finishAtPlaid(hostedUrl, { bank: NO_MASKS }));
    expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
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
    expect([count(paths(), EXCHANGE), control.items().length]).toEqual([2, 1]);
  });
});

describe('a new Item that takes the place of an old one', () => {
  /** Somebody whose bank wants a new sign-in, linked anew and about to come back. */
  async function relinked() {
    const client = app.newClient();
    await linkBank(client, { bank: CHASE });
    await client.get('/privacy');
    control.breakItem(itemIds()[0] ?? '', LOGIN);
    return { client, returnUrl: await finishAtPlaid(await beginLink(client), { bank: CHASE }) };
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

  it('leaves both to the browser where Plaid does not confirm the end of the old one, which is said', async () => {
    const { client, returnUrl } = await relinked();
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/remove' });
    await comeBack(client, returnUrl);
    expect([client.bankCookies.length, control.items().length]).toEqual([2, 2]);
    expect((await lastNotices(client)).at(-1)).toMatch(
      /^The earlier connection to Chase could not be ended just now/,
    );
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
