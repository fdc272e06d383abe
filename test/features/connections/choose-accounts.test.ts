/** Choosing anew which accounts of a bank are shared: update mode with a choice of accounts. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveUpAtPlaid, hostedUrlOf, linkBank, shareAtPlaid } from '../../support/link.ts';
import { dashboardOf, noticesOf, transactionsOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';
import { hasRedis } from '../../support/redis.ts';
import { startRedisApp, untilCopied } from '../../support/redis-app.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const app = await startTestApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

const slotOf = (client: Client) => client.bankCookies[0]?.replace(/^.*bank-/, '') ?? '';
const accountsOf = async (client: Client) =>
  dashboardOf(await client.get('/dashboard')).accounts.map(({ name }) => name);
const paths = () => asked(app.emulator).map(({ path }) => path);

/** By the button in the bank's own row; the hosted page. */
async function beginChoice(client: Client, name = 'Fernhollow Bank'): Promise<string> {
  return hostedUrlOf(await client.press(await client.get('/banks'), `Choose accounts of ${name}`));
}

/** All steps; the notice on the page to which they lead. */
async function choose(client: Client, accounts: readonly number[]): Promise<string | undefined> {
  const back = await client.get(await shareAtPlaid(await beginChoice(client), accounts));
  expect(back).toMatchObject({ status: 303, location: '/banks' });
  return noticesOf(await client.get('/banks')).at(-1);
}

it('shows new accounts and hides given-up ones, of one Item with one access token', async () => {
  const client = app.newClient();
  await linkBank(client, { accounts: [0] });
  expect(await accountsOf(client)).toHaveLength(1);
  const [before] = control.items().map(({ id, accessToken }) => ({ id, accessToken }));

  expect(await choose(client, [0, 1, 2])).toBe(
    'Fernhollow Bank shares 3 accounts here now. The transactions of new ones can take a minute to arrive.',
  );
  const all = await accountsOf(client);
  expect(all).toHaveLength(3);
  expect(await choose(client, [1])).toBe('Fernhollow Bank shares one account here now.');
  const [kept, ...others] = await accountsOf(client);
  expect(others).toEqual([]);
  expect(all).toContain(kept);

  expect(control.items().map(({ id, accessToken }) => ({ id, accessToken }))).toEqual([before]);
  expect(client.bankCookies).toHaveLength(1);
  expect(paths().filter((path) => path === '/item/public_token/exchange')).toHaveLength(1);
});

it('costs one call on the way there and one on the way back, none of which is billed', async () => {
  const client = app.newClient();
  await linkBank(client);
  const banks = await client.get('/banks');
  const before = paths().length;
  const begun = await client.press(banks, 'Choose accounts of Fernhollow Bank');
  await client.get(await shareAtPlaid(hostedUrlOf(begun), [0, 1]));
  expect(paths().slice(before)).toEqual(['/link/token/create', '/accounts/get']);
});

it('leaves a bank as it was where the person gives the visit up', async () => {
  const client = app.newClient();
  await linkBank(client);
  await client.get(await giveUpAtPlaid(await beginChoice(client)));
  expect(noticesOf(await client.get('/banks')).at(-1)).toBe('Fernhollow Bank shares 3 accounts here now.');
});

it('is remembered where the bank is linked anew after it stopped telling its accounts', async () => {
  const client = app.newClient();
  await linkBank(client, { accounts: [0] });
  await choose(client, [1]);
  control.breakItem(control.items()[0]?.id ?? '', 'ITEM_LOGIN_REQUIRED');
  await linkBank(client, { accounts: [1] });
  expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
});

it('says so when Plaid does not open the visit, or does not tell what came of it', async () => {
  const client = app.newClient();
  await linkBank(client);
  const address = `/banks/${slotOf(client)}/accounts`;
  const open = control.inject({ kind: 'html' }, { path: '/link/token/create' });
  expect((await client.post(address)).location).toBe('/banks');
  open();
  expect(noticesOf(await client.get('/banks')).at(-1)).toContain(
    'the choice of accounts for Fernhollow Bank could not be opened',
  );
  const cookie = client.jar.get(client.bankCookies[0] ?? '');
  const tell = control.inject({ kind: 'html' }, { path: '/accounts/get' });
  expect((await client.get(address)).location).toBe('/banks');
  tell();
  expect(noticesOf(await client.get('/banks')).at(-1)).toContain('it is not known which accounts');
  expect(client.jar.get(client.bankCookies[0] ?? '')).toBe(cookie);
});

it.each(['post', 'get'] as const)('is for banks of this browser only: %s', async (method) => {
  await linkBank(app.newClient());
  const before = paths().length;
  expect((await app.newClient()[method]('/banks/zzzzzz/accounts')).status).toBe(404);
  expect(paths()).toHaveLength(before);
});

it('asks Plaid as its samples do: by the access token, a user’s name that says nothing, and no product', async () => {
  const tapped = await startProxiedApp({ emulator: app.emulator });
  try {
    const client = tapped.newClient();
    await linkBank(client);
    await client.post(`/banks/${slotOf(client)}/accounts`);
    const body = tapped.proxy.heard.findLast(({ path }) => path === '/link/token/create')?.body;
    expect(body).toMatchObject({
      access_token: control.items()[0]?.accessToken,
      user: { client_user_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      update: { account_selection_enabled: true },
    });
    for (const field of ['user_id', 'products', 'webhook']) expect(body).not.toHaveProperty(field);
  } finally {
    await tapped.close();
  }
});

describe('where Plaid has no such choice', () => {
  const BRITISH = { bank: 'ins_117650' };
  const [US, GB] = ['ins_900001', BRITISH.bank];

  async function inCountries(codes: string, work: (there: TestApp, client: Client) => Promise<void>) {
    const there = await startTestApp({ emulator: app.emulator, env: { PLAID_COUNTRY_CODES: codes } });
    try {
      await work(there, there.newClient());
    } finally {
      await there.close();
    }
  }

  it('a row has no button, and says why', async () => {
    await inCountries('GB,IE', async (_, client) => {
      await linkBank(client, BRITISH);
      const { page } = await client.get('/banks');
      expect(page('form[action$="/accounts"]')).toHaveLength(0);
      expect(page('.banks').text()).toContain(
        'At banks in the UK and the EU, Plaid does not let you choose accounts again.',
      );
    });
  });

  it('a bank of another country of the operator’s tells it when the button is pressed', async () => {
    await inCountries('US,GB', async (_, client) => {
      await linkBank(client, BRITISH);
      const banks = await client.get('/banks');
      const before = paths().length;
      const answer = await client.press(banks, 'Choose accounts of Royal Bank of Plaid');
      expect(answer).toMatchObject({ status: 303, location: '/banks' });
      expect(paths().slice(before)).toEqual(['/institutions/get_by_id']);
      expect(noticesOf(await client.get('/banks')).at(-1)).toMatch(
        /such as Royal Bank of Plaid, Plaid does not let you choose accounts again\. To share others/,
      );
    });
  });

  it.each([
    ['US', true],
    ['US,CA', true],
    ['GB,IE', false],
    ['US,GB', false],
  ])('no sentence after linking offers it, unless every country has it: %s', async (codes, isOffered) => {
    await inCountries(codes, async (_, client) => {
      const bank = codes.startsWith('US') ? US : GB;
      const told: string[] = [];
      for (const accounts of [[0], [0, 1], [0, 1]]) {
        await linkBank(client, { bank, accounts });
        told.push(noticesOf(await client.get('/privacy')).join());
      }
      expect(told[1]).toContain('now stand here twice: disconnect one of the two');
      expect(told[2]).toContain('connected already');
      expect(told.slice(1).map((text) => /choose (its|other) accounts/.test(text))).toEqual([
        isOffered,
        isOffered,
      ]);
    });
  });

  it('a bank that has it is asked about, and leads to the choice', async () => {
    await inCountries('US,GB', async (_, client) => {
      for (const bank of [US, GB]) await linkBank(client, { bank });
      const page = await client.get('/banks');
      expect(page.page('form[action$="/accounts"]')).toHaveLength(2);
      hostedUrlOf(await client.press(page, 'Choose accounts of Fernhollow Bank'));
    });
  });
});

describe.skipIf(!hasRedis)('with copies of transactions in Redis', () => {
  it('rows of given-up accounts are shown no more, and those of new accounts are read', async () => {
    const redisApp = await startRedisApp();
    try {
      const client = await redisApp.reader();
      const list = async () => transactionsOf(await client.get('/transactions?days=90'));
      await untilCopied(redisApp.redis, 1, () => client.get('/transactions?days=90'));
      const whole = (await list()).found;

      // Whoever closes the page at Plaid never comes back by its redirect.
      await shareAtPlaid(await beginChoice(client), [1]);
      const fewer = (await list()).found;
      expect(fewer).not.toBe(whole);
      await shareAtPlaid(await beginChoice(client), [0, 1, 2]);
      expect((await list()).found).toBe(whole);

      await untilCopied(redisApp.redis, 1, () => client.get('/transactions?days=90'));
      await client.get(await shareAtPlaid(await beginChoice(client), [1]));
      expect(await redisApp.copyNames()).toEqual([]);
      expect((await list()).found).toBe(fewer);
    } finally {
      await redisApp.close();
    }
  });
});
