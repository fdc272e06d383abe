/** One login that was chosen twice in one visit to Plaid, and one visit that comes back in two tabs. */

import { afterAll, afterEach, expect, it } from 'vitest';
import { beginLink, comeBack, finishAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

const [ORDINARY, CHASE, NO_MASKS] = ['ins_900001', 'ins_56', 'ins_900006'];
const exchanges = () => control.calls().filter(({ path }) => path === '/item/public_token/exchange').length;

const ONCE = 'was chosen twice in this visit, and counts once.';
const TWICE = 'now stand here twice';

interface Row {
  readonly bank?: string;
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly exchanges: 1 | 2;
  /** Accounts that the overview shows. */
  readonly shown: number;
  readonly says: string;
}

const ROWS: Readonly<Record<string, Row>> = {
  'with the same accounts': { first: [0, 1], second: [0, 1], exchanges: 1, shown: 2, says: ONCE },
  'first with fewer accounts': { first: [0], second: [0, 1], exchanges: 1, shown: 2, says: ONCE },
  'first with more accounts': { first: [0, 1], second: [0], exchanges: 1, shown: 2, says: ONCE },
  'first with more accounts, where the second login ends the first': {
    ...{ bank: CHASE, first: [0, 1], second: [0], exchanges: 2, shown: 3, says: TWICE },
  },
  'with some of the accounts': { first: [0, 1], second: [1, 2], exchanges: 2, shown: 4, says: TWICE },
};

it.each(Object.entries(ROWS))(
  'a login that is chosen twice, %s, is exchanged as often as needed',
  async (_, row) => {
    const client = app.newClient();
    const { bank = ORDINARY } = row;
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank, accounts: row.first });
    await comeBack(client, await finishAtPlaid(hostedUrl, { bank, accounts: row.second }));
    expect(exchanges()).toBe(row.exchanges);
    expect([client.bankCookies.length, control.users().length]).toEqual([row.exchanges, 1]);
    const { accounts, notices } = dashboardOf(await client.get('/dashboard'));
    expect(accounts).toHaveLength(row.shown);
    // One for what is connected, and one for the other choice.
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(
      row.exchanges === 1
        ? /^[^.]+ is connected \(24 hours\)\.$/
        : /^(.+) and \1 are connected \(24 hours\)\.$/,
    );
    expect(notices.filter((notice) => notice.includes(row.says))).toHaveLength(1);
    expect(notices.join()).not.toContain('connected already');
  },
);

it('a login that is chosen twice and was here before is told as both', async () => {
  const client = app.newClient();
  await linkBank(client);
  await client.get('/privacy');
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl);
  await comeBack(client, await finishAtPlaid(hostedUrl));
  expect(exchanges()).toBe(1);
  expect(noticesOf(await client.get('/privacy'))).toEqual([
    `Fernhollow Bank ${ONCE}`,
    expect.stringMatching(
      /^Fernhollow Bank was connected already with these accounts, so nothing was added\./,
    ),
  ]);
});

it('a login without masks that is chosen twice is told apart by its balances, and the second connection is ended', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl, { bank: NO_MASKS });
  await comeBack(client, await finishAtPlaid(hostedUrl, { bank: NO_MASKS }));
  expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
  expect(noticesOf(await client.get('/privacy'))).toEqual([
    expect.stringMatching(/^Junipergate Credit Union is connected \(/),
    'Junipergate Credit Union was chosen twice in this visit, so the second connection was ended again.',
  ]);
});

it('another tab of the same visit says nothing and ends nothing of what the first has brought', async () => {
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
