import { afterEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

/** Someone with a bank, where the operator has set this. */
async function clientOf(env: Record<string, string>): Promise<Client> {
  app = await startTestApp({ env });
  const client = app.newClient();
  giveBank(app, client);
  return client;
}

const liveCalls = () =>
  app.emulator.control.calls().filter(({ path }) => path === '/accounts/balance/get').length;

describe('live balances on request', () => {
  it('are not asked for by a view, and the balances shown say how old they are', async () => {
    const client = await clientOf({ LIVE_BALANCES: 'request' });
    const answer = await client.get('/dashboard');
    expect(liveCalls()).toBe(0);
    expect(answer.page('.net-worth .as-of').text()).toMatch(/^As of .+ UTC$/);
    const { accounts } = dashboardOf(answer);
    expect(accounts.length).toBeGreaterThan(2);
    for (const { about } of accounts) expect(about).toMatch(/ · as of .+ UTC$/);
    expect(dashboardOf(answer).slots).not.toContain('accounts-early');
    expect(answer.page('.check-now').text()).toMatch(
      /takes some seconds, and whoever runs this server pays for it/,
    );
  });

  it('are asked for once when the button is pressed', async () => {
    const client = await clientOf({ LIVE_BALANCES: 'request' });
    const pressed = await client.press(await client.get('/dashboard'), 'Refresh balances');
    expect(pressed.location).toBe('/dashboard');
    const answer = await client.get('/dashboard');
    expect(answer.page('.net-worth .as-of').text()).toBe('Asked live for this view');
    expect(answer.page('.check-now')).toHaveLength(0);
    expect(liveCalls()).toBe(1);

    const after = await client.get('/dashboard');
    expect(after.page('.check-now')).toHaveLength(1);
    expect(liveCalls()).toBe(1);
  });

  it('are not asked for when another site sends the form, or by an address alone', async () => {
    const client = await clientOf({ LIVE_BALANCES: 'request' });
    const forged = await client.post('/live-balances', {}, { 'sec-fetch-site': 'cross-site' });
    expect(forged.status).toBe(403);
    expect((await client.get('/live-balances')).status).toBe(404);
    await client.get('/dashboard');
    expect(liveCalls()).toBe(0);
  });

  it('give way to a sentence when Plaid has no cached ones either', async () => {
    const client = await clientOf({ LIVE_BALANCES: 'request' });
    app.emulator.control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { path: '/transactions/get' });
    const { page } = await client.get('/dashboard');
    expect(page('.net-worth .failed').text()).toContain('The balances of Fernhollow Bank could not be read');
  });
});

describe('live balances at each view', () => {
  it('are asked for by every view, and there is no button', async () => {
    const client = await clientOf({});
    const answer = await client.get('/dashboard');
    expect(liveCalls()).toBe(1);
    expect(answer.page('.net-worth .as-of').text()).toBe('Asked live for this view');
    expect(answer.page('.check-now')).toHaveLength(0);
  });
});
