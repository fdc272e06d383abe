import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from '../../support/browser.ts';
import { giveBank } from '../../support/give-bank.ts';
import { type House, openHouse } from '../../support/house.ts';
import { dashboardOf } from '../../support/pages.ts';

let house: House;
afterEach(() => house.close());

async function personWhere(env: Record<string, string>): Promise<Browser> {
  house = await openHouse({ env });
  const visitor = house.visitor();
  giveBank(house, visitor);
  return visitor;
}

const liveCalls = () =>
  house.emulator.control.calls().filter(({ path }) => path === '/accounts/balance/get').length;

describe('live balances on request', () => {
  it('are not asked for by looking, and what is shown says how old it is', async () => {
    const visitor = await personWhere({ LIVE_BALANCES: 'request' });
    const answer = await visitor.get('/dashboard');
    expect(liveCalls()).toBe(0);
    expect(answer.page('.net-worth .as-of').text()).toMatch(/^As of .+ UTC$/);
    const { accounts } = dashboardOf(answer);
    expect(accounts.length).toBeGreaterThan(2);
    for (const { about } of accounts) expect(about).toMatch(/ · as of .+ UTC$/);
    expect(dashboardOf(answer).slots).not.toContain('accounts-early');
    expect(answer.page('.check-now').text()).toMatch(/takes some seconds and is paid for/);
  });

  it('are asked for once by one press', async () => {
    const visitor = await personWhere({ LIVE_BALANCES: 'request' });
    const pressed = await visitor.press(await visitor.get('/dashboard'), 'Check now');
    expect(pressed.location).toBe('/dashboard');
    const answer = await visitor.get('/dashboard');
    expect(answer.page('.net-worth .as-of').text()).toBe('Asked live for this view');
    expect(answer.page('.check-now')).toHaveLength(0);
    expect(liveCalls()).toBe(1);

    const after = await visitor.get('/dashboard');
    expect(after.page('.check-now')).toHaveLength(1);
    expect(liveCalls()).toBe(1);
  });

  it('cannot be pressed for by a page of somebody else, or by an address', async () => {
    const visitor = await personWhere({ LIVE_BALANCES: 'request' });
    const forged = await visitor.post('/live-balances', {}, { 'sec-fetch-site': 'cross-site' });
    expect(forged.status).toBe(403);
    expect((await visitor.get('/live-balances')).status).toBe(404);
    await visitor.get('/dashboard');
    expect(liveCalls()).toBe(0);
  });

  it('say in their place what is missing when there is no copy either', async () => {
    const visitor = await personWhere({ LIVE_BALANCES: 'request' });
    house.emulator.control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { path: '/transactions/get' });
    const { page } = await visitor.get('/dashboard');
    expect(page('.net-worth .failed').text()).toContain('The balances of Fernhollow Bank could not be read');
  });
});

describe('live balances at each view', () => {
  it('are asked for by looking, and there is nothing to press', async () => {
    const visitor = await personWhere({});
    const answer = await visitor.get('/dashboard');
    expect(liveCalls()).toBe(1);
    expect(answer.page('.net-worth .as-of').text()).toBe('Asked live for this view');
    expect(answer.page('.check-now')).toHaveLength(0);
  });
});
