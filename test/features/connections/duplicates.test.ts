/** A bank that is linked a second time: what is exchanged, what is kept, what is ended, and what is said of it. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { beginLink, type Choice, comeBack, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';

const app = await startProxiedApp();
const { proxy } = app;
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => app.reset());

const EXCHANGE = '/item/public_token/exchange';
const ORDINARY = 'ins_900001';
const [CHASE, PNC, NAVY_FEDERAL, SCHWAB] = ['ins_56', 'ins_13', 'ins_15', 'ins_11'];
const paths = () => asked(app.emulator).map(({ path }) => path);
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
const NEEDED = {
  exchanges: 1,
  alive: 'both',
  says: /^The earlier connection to .+ stays as well: it has accounts that the new one lacks/,
} as const;
const TWICE = { exchanges: 1, alive: 'both', says: /Some accounts of .+ now stand here twice/ } as const;
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
  'PNC, which ends the first in any case': { bank: PNC, ...REPLACED },
  'Navy Federal, which ends the first in any case': { bank: NAVY_FEDERAL, ...REPLACED },
  'Schwab, which ends the first in any case': { bank: SCHWAB, ...REPLACED },
  'Schwab, with another person’s login': { bank: SCHWAB, second: { person: 'student' }, ...KEPT },
  'Chase, which ends the first for more accounts, before Plaid has noticed': {
    ...{ bank: CHASE, isUnnoticed: true, first: { accounts: [0] }, ...REPLACED },
  },
  'PNC, before Plaid has noticed': { bank: PNC, isUnnoticed: true, ...REPLACED },
  'Navy Federal, before Plaid has noticed': { bank: NAVY_FEDERAL, isUnnoticed: true, ...REPLACED },
  'Schwab, before Plaid has noticed': { bank: SCHWAB, isUnnoticed: true, ...REPLACED },
  ...Object.fromEntries(
    Object.entries({ Chase: CHASE, PNC, 'Navy Federal': NAVY_FEDERAL, Schwab: SCHWAB }).flatMap(
      ([name, bank]) => [
        [`${name}, where one goes on that has accounts of its own, as a partner’s`, partners(bank, [1, 2])],
        [`${name}, where one goes on that has an account more`, partners(bank, [1])],
      ],
    ),
  ),
};

/** Another login's goes on, so that nothing tells it from one whose end Plaid has not noticed. */
function partners(bank: string, accounts: number[]): Row {
  return { bank, isUnnoticed: true, first: { accounts: [0, 1] }, second: { accounts }, ...NEEDED };
}

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

  it('is recognised where Plaid has no users, too', async () => {
    control.usersAllowed(false);
    const client = app.newClient();
    await linkBank(client);
    await linkBank(client);
    expect(count(paths(), EXCHANGE)).toBe(1);
    expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
  });
});
