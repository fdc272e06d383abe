/** When banks are asked for live balances, for each of which Plaid charges. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import { giveBank } from '../../support/give-bank.ts';
import { linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';

const MINUTE = 1 / 60;
const ASKED_JUST_NOW =
  /^Your banks were asked for their balances less than two minutes ago\. They can be asked again after .+ UTC\.$/;

const READ_WHEN_CONNECTED =
  /^Plaid read your balances when you connected, less than two minutes ago\. Your banks can be asked for newer ones after .+ UTC\.$/;

interface Told {
  readonly isLive: boolean;
  readonly asOf: string | null;
}

let app: ClockedApp;
afterEach(() => app.close());

/** Someone whose bank was linked an hour ago. */
async function clientOf(env: Record<string, string> = {}): Promise<Client> {
  app = await startClockedApp({ env });
  const client = app.newClient();
  giveBank(app, client);
  await app.pass(1);
  return client;
}

async function refresh(client: Client) {
  await client.press(await client.get('/dashboard'), 'Refresh balances');
  return client.get('/dashboard');
}

const liveCalls = () =>
  app.emulator.control.calls().filter(({ path }) => path === '/accounts/balance/get').length;

describe('live balances on request, which is the default', () => {
  it('are not asked for by a view, and the balances shown say how old they are', async () => {
    const client = await clientOf();
    const answer = await client.get('/dashboard');
    for (const page of ['/dashboard', '/dashboard?days=90', '/api/dashboard']) await client.get(page);
    expect(liveCalls()).toBe(0);
    expect(answer.page('.net-worth .as-of').text()).toMatch(/^As of .+ UTC$/);
    const { accounts } = dashboardOf(answer);
    expect(accounts.length).toBeGreaterThan(2);
    expect(dashboardOf(answer).asOf).toMatch(/^As of .+ UTC$/);
    for (const { about } of accounts) expect(about).toBe('Fernhollow Bank');
    expect(dashboardOf(answer).slots).not.toContain('accounts-early');
    expect(answer.page('.check-now').text()).toContain('Plaid charges whoever runs this server for it.');
  });

  it('are asked for once when the button is pressed', async () => {
    const client = await clientOf();
    const pressed = await client.press(await client.get('/dashboard'), 'Refresh balances');
    expect(pressed.location).toBe('/dashboard');
    const answer = await client.get('/dashboard');
    expect(answer.page('.net-worth .as-of').text()).toBe('Live balances');
    expect(answer.page('.check-now')).toHaveLength(0);
    expect(liveCalls()).toBe(1);

    const after = await client.get('/dashboard');
    expect(after.page('.check-now')).toHaveLength(1);
    expect(liveCalls()).toBe(1);
  });

  it('are asked for once by two presses within two minutes, of which the second says when to press again', async () => {
    const client = await clientOf();
    await refresh(client);
    await app.pass(1.9 * MINUTE);
    const again = await refresh(client);
    expect(noticesOf(again)).toEqual([expect.stringMatching(ASKED_JUST_NOW)]);
    expect(noticesOf(again)[0]).toContain('1:02');
    expect(liveCalls()).toBe(1);
    await app.pass(0.2 * MINUTE);
    expect(noticesOf(await refresh(client))).toEqual([]);
    expect(liveCalls()).toBe(2);
  });

  it('are asked for once by two presses before the first was answered', async () => {
    const client = await clientOf();
    const page = await client.get('/dashboard');
    for (let press = 0; press < 2; press++) await client.press(page, 'Refresh balances');
    await client.get('/dashboard');
    await client.press(page, 'Refresh balances');
    await client.get('/dashboard');
    expect(liveCalls()).toBe(1);
  });

  it('are not asked for within two minutes of linking, when Plaid has just read them', async () => {
    app = await startClockedApp();
    const client = app.newClient();
    await linkBank(client);
    expect(noticesOf(await refresh(client)).at(-1)).toMatch(READ_WHEN_CONNECTED);
    expect(liveCalls()).toBe(0);
    await app.pass(2.1 * MINUTE);
    expect(dashboardOf(await refresh(client)).asOf).toBe('Live balances');
    expect(liveCalls()).toBe(1);
  });

  it('are asked for again where the clock was set back since', async () => {
    const client = await clientOf();
    await refresh(client);
    await app.pass(-0.5);
    await refresh(client);
    expect(liveCalls()).toBe(2);
  });

  it('are asked of the other banks where one was just linked', async () => {
    const client = await clientOf();
    giveBank(app, client, { institutionId: 'ins_900002' });
    expect(dashboardOf(await refresh(client)).asOf).toMatch(/^Partly as of .+ UTC$/);
    expect(liveCalls()).toBe(1);
  });

  it('are asked for by the answer for programs that comes after the button', async () => {
    const client = await clientOf();
    await client.post('/live-balances');
    const told = async () => JSON.parse((await client.get('/api/dashboard')).text).accounts as Told[];
    expect((await told()).every(({ isLive }) => isLive)).toBe(true);
    const later = await told();
    expect(later.some(({ isLive }) => isLive)).toBe(false);
    expect(later[0]?.asOf).toMatch(/^2026-05-\d\dT/);
    expect(liveCalls()).toBe(1);
  });

  it('are not asked for when another site sends the form, or by an address alone', async () => {
    const client = await clientOf();
    const forged = await client.post('/live-balances', {}, { 'sec-fetch-site': 'cross-site' });
    expect(forged.status).toBe(403);
    expect((await client.get('/live-balances')).status).toBe(404);
    await client.get('/dashboard');
    expect(liveCalls()).toBe(0);
  });

  it('give way to a sentence when Plaid has no cached ones either', async () => {
    const client = await clientOf();
    app.emulator.control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { path: '/transactions/get' });
    const { page } = await client.get('/dashboard');
    expect(page('#net-worth, #accounts')).toHaveLength(0);
    expect(page('#attention').text()).toContain('Fernhollow Bank is not answering');
  });

  it('leave the time of asking in the file of everything that is stored', async () => {
    const client = await clientOf();
    const stored = async () =>
      JSON.parse((await client.get('/privacy.json')).text).inYourBrowser.session.balancesAskedAt;
    expect(await stored()).toBeNull();
    await refresh(client);
    expect(await stored()).toBe('2026-05-20T13:00:00.000Z');
  });
});

describe('live balances at each view', () => {
  it('are asked for by every view, and there is no button', async () => {
    const client = await clientOf({ LIVE_BALANCES: 'view' });
    const answer = await client.get('/dashboard');
    expect(liveCalls()).toBe(1);
    expect(answer.page('.net-worth .as-of').text()).toBe('Live balances');
    expect(answer.page('.check-now')).toHaveLength(0);
    await client.get('/dashboard');
    expect(liveCalls()).toBe(2);
  });
});
