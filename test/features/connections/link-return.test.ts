/** The way back from Plaid: waiting for the result, giving up, coming twice, several tabs, several banks. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const START = Date.parse('2026-05-20T12:00:00Z');
let hour = 0;

const app = await startTestApp({ now: () => new Date(START + hour * 3_600_000) });
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => {
  control.reset();
  hour = 0;
});

const callsTo = (path: string) => control.calls().filter((call) => call.path === path).length;

/** A client that has been led to the hosted page. */
async function begin() {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  return { client, hostedUrl, returnUrl: control.returnUrl(hostedUrl) };
}

/** A client that has linked a bank at Plaid and is about to come back. */
async function finish() {
  const { client, hostedUrl } = await begin();
  return { client, hostedUrl, returnUrl: await finishAtPlaid(hostedUrl) };
}

/** Opens the hosted page in a tab, and does nothing there. */
const openAtPlaid = (hostedUrl: string) => new Client(hostedUrl).get(hostedUrl);

async function expectOneBank(client: Client, returnUrl: string): Promise<void> {
  expect((await client.get(returnUrl)).location).toBe('/dashboard');
  expect(client.bankCookies).toHaveLength(1);
}

describe('the way back', () => {
  it('leads to the home page, and says why, when the person gave up', async () => {
    const { client, hostedUrl } = await begin();
    const back = await client.get(await giveUpAtPlaid(hostedUrl));
    expect(back).toMatchObject({ status: 303, location: '/' });
    expect(noticesOf(await client.get('/'))).toEqual(['You left Plaid, so no bank was connected.']);
    expect(client.bankCookies).toEqual([]);
  });

  it.each([
    ['mortgage', 'ins_900004', 'Stonewick Home Loans'],
    ['brokerage', 'ins_900003', 'Harrowmere Investments'],
  ])('says why a login with only a %s account could not be linked', async (_, bank, name) => {
    const { client, hostedUrl } = await begin();
    // Plaid's page refuses it, and stays where it is.
    await expect(finishAtPlaid(hostedUrl, { bank, accounts: [0] })).rejects.toThrow('led nowhere');
    expect((await client.get(await giveUpAtPlaid(hostedUrl))).location).toBe('/');
    expect(noticesOf(await client.get('/'))).toEqual([
      expect.stringMatching(
        `^${name} was not connected: Plaid found no account there whose transactions it can read`,
      ),
    ]);
    expect(callsTo('/item/public_token/exchange')).toBe(0);
    expect([client.bankCookies, control.items()]).toEqual([[], []]);
  });

  it('links a login of which one account can be read, with all that were chosen', async () => {
    const { client, hostedUrl } = await begin();
    await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900004' }));
    expect(client.bankCookies).toHaveLength(1);
  });

  it('waits for a result that comes a moment later than the person', async () => {
    const { client, hostedUrl, returnUrl } = await begin();
    const back = expectOneBank(client, returnUrl);
    await pause(600);
    await finishAtPlaid(hostedUrl);
    await back;
  });

  it('offers to look again when the result takes long, and finds it then', async () => {
    const { client, hostedUrl, returnUrl } = await begin();
    const waiting = await client.get(returnUrl);
    expect(waiting.status).toBe(200);
    expect(waiting.headers.get('refresh')).toBe('5');
    expect(waiting.page('h1').text()).toBe('Waiting for Plaid');
    // An empty address is this very page, and so this very visit.
    expect(waiting.page('main a').first().attr('href')).toBe('');

    await finishAtPlaid(hostedUrl);
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
  });

  it('waits too while Plaid does not answer, instead of giving the bank up', async () => {
    const { client, returnUrl } = await finish();
    control.inject({ kind: 'html' }, { path: '/link/token/get', times: 3 });
    expect((await client.get(returnUrl)).headers.get('refresh')).toBe('5');
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
  });

  it('does nothing the second time', async () => {
    const { client, returnUrl } = await finish();
    await expectOneBank(client, returnUrl);
    const again = await client.get(returnUrl);
    expect(again).toMatchObject({ status: 303, location: '/dashboard' });
    expect(callsTo('/item/public_token/exchange')).toBe(1);
    expect(client.bankCookies).toHaveLength(1);
  });

  it('looks again where Plaid has handed over the key already, since another tab may have it', async () => {
    const { client, returnUrl } = await finish();
    const otherTab = client.copy();
    await client.get(returnUrl);
    const waiting = await otherTab.get(returnUrl);
    expect(waiting.headers.get('refresh')).toBe('5');
    // By then the browser has the cookie that the first tab was answered with.
    for (const [name, value] of client.jar) if (name.startsWith('bank-')) otherTab.jar.set(name, value);
    expect((await otherTab.get(returnUrl)).location).toBe('/dashboard');
    expect(noticesOf(await otherTab.get('/dashboard'))).toEqual([]);
    expect(control.items()).toHaveLength(1);
  });

  it('ends a bank whose key was handed over and is not in this browser the second time either', async () => {
    const { client, returnUrl } = await finish();
    const copy = client.copy();
    await client.get(returnUrl);
    await copy.get(returnUrl);
    await copy.get(returnUrl);
    expect(copy.bankCookies).toEqual([]);
    expect([control.items(), control.users()]).toEqual([[], []]);
    expect(noticesOf(await copy.get('/'))[0]).toMatch(/could not be connected/);
  });

  it('ends what a visit brought that comes back after four hours, when nothing here knows of it any more', async () => {
    const { client, returnUrl } = await finish();
    hour = 4;
    expect((await client.get(returnUrl)).page('h1').text()).toBe('This was started in another browser');
    expect(callsTo('/item/public_token/exchange')).toBe(0);
    expect(control.items()).toEqual([]);
  });

  it('says that a visit has expired when Plaid no longer knows it', async () => {
    const { client, returnUrl } = await finish();
    control.inject({ kind: 'error', code: 'INVALID_LINK_TOKEN' }, { path: '/link/token/get' });
    expect((await client.get(returnUrl)).location).toBe('/');
    expect(noticesOf(await client.get('/'))[0]).toMatch(/expired, so no bank was connected/);
  });

  it.each(['link_token', 'public_token', 'token', 'oauth_state_id'])(
    'takes no %s from the address, so that nobody can finish a visit of another browser',
    async (name) => {
      const { client: owner, hostedUrl, returnUrl } = await finish();
      const linkToken = new URL(hostedUrl).pathname.split('/').at(-1) ?? '';
      const stranger = app.newClient();
      expect((await stranger.get(`/link/return?${name}=${linkToken}`)).status).toBe(303);
      expect(stranger.bankCookies).toEqual([]);
      expect([callsTo('/link/token/get'), callsTo('/item/public_token/exchange')]).toEqual([0, 0]);

      await owner.get(returnUrl);
      expect(owner.bankCookies).toHaveLength(1);
    },
  );
});

describe('a hosted page that was opened in two tabs', () => {
  it.each([
    ['given up in one and finished in the other', [giveUpAtPlaid, finishAtPlaid]],
    ['finished in one and given up in the other', [finishAtPlaid, giveUpAtPlaid]],
  ])('and was %s links its bank', async (_, steps) => {
    const { client, hostedUrl } = await begin();
    let returnUrl = '';
    for (const step of steps) returnUrl = await step(hostedUrl);
    await expectOneBank(client, returnUrl);
  });

  it('and given up in one is waited for in the other', async () => {
    const { client, hostedUrl } = await begin();
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    const back = expectOneBank(client, returnUrl);
    await pause(600);
    await finishAtPlaid(hostedUrl);
    await back;
  });

  it('and left open in one is not waited for when the other has brought a bank', async () => {
    const { client, hostedUrl, returnUrl } = await finish();
    await openAtPlaid(hostedUrl);
    await expectOneBank(client, returnUrl);
    expect(callsTo('/link/token/get')).toBe(1);
  });

  it('and given up in one but not finished in the other offers to look again', async () => {
    const { client, hostedUrl } = await begin();
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    expect((await client.get(returnUrl)).headers.get('refresh')).toBe('5');
    expect((await client.get(await giveUpAtPlaid(hostedUrl))).location).toBe('/');
    expect(client.bankCookies).toEqual([]);
  });
});

describe('two banks in one visit', () => {
  /** Links a first bank, and goes on to choose a second. */
  async function linkOneOfTwo(hostedUrl: string): Promise<void> {
    const atPlaid = new Client(hostedUrl);
    const choice = { bank: 'ins_900002', person: 'couple' };
    const accounts = await atPlaid.press(await atPlaid.get(hostedUrl), 'Continue', choice);
    await atPlaid.press(accounts, 'Share and connect another bank');
  }

  it('are both waited for, though the first one is there already', async () => {
    const { client, hostedUrl, returnUrl } = await begin();
    await linkOneOfTwo(hostedUrl);
    const back = client.get(returnUrl);
    await pause(600);
    await finishAtPlaid(hostedUrl);
    expect((await back).location).toBe('/dashboard');
    expect(client.bankCookies).toHaveLength(2);
  });

  it('are not both lost when the second never comes', async () => {
    const { client, hostedUrl, returnUrl } = await begin();
    await linkOneOfTwo(hostedUrl);
    await expectOneBank(client, returnUrl);
    const exchanges = control.calls().filter(({ path }) => path.endsWith('/exchange'));
    expect(exchanges.map(({ status }) => status)).toEqual([200]);
  });
});
