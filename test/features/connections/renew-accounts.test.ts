/** What a bank's cookie recognises its accounts by after a visit to Plaid, whatever other tabs did meanwhile. */

import type { Request } from 'express';
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { learnAccounts } from '../../../src/features/connections/renew-accounts.ts';
import type { AccountMarks } from '../../../src/plaid/account-overlap.ts';
import type { LinkedBank } from '../../../src/reading/reading.ts';
import type { Client } from '../../support/client.ts';
import { hostedUrlOf, linkBank, shareAtPlaid } from '../../support/link.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

const slotOf = (client: Client) => client.bankCookies[0]?.replace(/^.*bank-/, '') ?? '';
const beginChoice = async (client: Client) =>
  hostedUrlOf(await client.post(`/banks/${slotOf(client)}/accounts`));

describe('a way back on which Plaid’s answer is slow, while another tab', () => {
  const WAYS = ['accounts', 'repaired'];
  const DAY_MS = 24 * 3_600_000;

  /** Somebody who has chosen another account; Plaid has answered what the bank shares now before `otherTab` is done. */
  async function comeBackSlowly(way: string, otherTab: (client: Client, slot: string) => Promise<unknown>) {
    const tapped = await startProxiedApp({ emulator: app.emulator });
    onTestFinished(() => tapped.close());
    const client = tapped.newClient();
    await linkBank(client, { accounts: [0], lifetime: '1' });
    const slot = slotOf(client);
    await shareAtPlaid(await beginChoice(client), [1]);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const answered = new Promise<void>((resolve) => {
      tapped.proxy.change = async (path, answer) => {
        if (path !== '/accounts/get') return answer;
        resolve();
        await released;
        return answer;
      };
    });
    const back = client.get(`/banks/${slot}/${way}`);
    await answered;
    await otherTab(client, slot);
    release();
    await back;
    tapped.proxy.reset();
    return client;
  }

  it.each(WAYS)('keeps the bank connected longer, leaves it so: %s', async (way) => {
    const client = await comeBackSlowly(way, (browser, slot) =>
      browser.post(`/banks/${slot}/extend`, { lifetime: '90' }),
    );
    for (let requests = 0; requests < 2; requests++) {
      const { banks } = JSON.parse((await client.get('/privacy.json')).text).inYourBrowser;
      expect(Date.parse(banks[0].expiresAt) - Date.now()).toBeGreaterThan(89 * DAY_MS);
    }
    // What was learned meanwhile is kept as well.
    control.breakItem(control.items()[0]?.id ?? '', 'ITEM_LOGIN_REQUIRED');
    await linkBank(client, { accounts: [1] });
    expect(control.items()).toHaveLength(1);
  });

  it.each(WAYS)('disconnects the bank, does not bring its cookie back: %s', async (way) => {
    const client = await comeBackSlowly(way, (browser, slot) => browser.post(`/banks/${slot}/disconnect`));
    await client.get('/privacy');
    expect([client.bankCookies, control.items()]).toEqual([[], []]);
  });
});

it('does not bring a bank’s cookie back by a page that waited while another tab disconnected it', async () => {
  const client = app.newClient();
  await linkBank(client, { accounts: [0], lifetime: '1' });
  await client.get(await shareAtPlaid(await beginChoice(client), [1]));
  const asked = () => control.calls().filter(({ path }) => path === '/accounts/get').length;
  const before = asked();
  const release = control.hold({ path: '/accounts/get', times: 1 });
  const slow = client.get('/banks');
  await vi.waitFor(() => expect(asked()).toBe(before + 1), 10_000);
  await client.post(`/banks/${slotOf(client)}/disconnect`);
  release();
  await slow;
  expect(client.bankCookies).toEqual([]);
});

it('remembers no more accounts than before in a browser that is full, until there is room', async () => {
  const client = app.newClient();
  await linkBank(client, { accounts: [0] });
  await client.get('/privacy');
  const [name = ''] = client.bankCookies;
  const { length } = client.jar.get(name) ?? '';
  await client.get(await shareAtPlaid(await beginChoice(client), [0, 1, 2]));
  const LONGEST_HEADER = 8000;
  client.jar.set('o', 'x'.repeat(LONGEST_HEADER - client.cookies.length - '; o='.length));
  await client.get('/privacy');
  const kept = client.jar.get(name);
  expect(kept).toHaveLength(length);
  await client.get('/privacy');
  expect(client.jar.get(name)).toBe(kept);
  client.jar.delete('o');
  await client.get('/privacy');
  expect(client.jar.get(name)?.length).toBeGreaterThan(length);
  expect(dashboardOf(await client.get('/dashboard')).accounts).toHaveLength(3);
});

it('keeps nothing of an earlier choice that waits for room', () => {
  const bank = { id: 'abcdef', connection: { accountDigests: ['a'] } } as unknown as LinkedBank;
  const marksOf = (digest: string) => ({ digest, hasMask: true }) as AccountMarks;
  const req = { session: {} } as Request;
  learnAccounts(req, bank, ['a', 'b'].map(marksOf));
  expect(req.session.learnedAccounts).toEqual({ abcdef: ['a', 'b'] });
  learnAccounts(req, bank, ['a'].map(marksOf));
  expect(req.session.learnedAccounts).toEqual({ abcdef: ['a'] });
});
