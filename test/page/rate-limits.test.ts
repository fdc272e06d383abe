import { afterAll, expect, it } from 'vitest';
import { asked } from '../support/asked.ts';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

// A clock that stands still: everything happens within one minute.
const noon = new Date('2026-05-20T12:00:00Z');
const app = await startTestApp({ now: () => noon });
afterAll(() => app.close());

it('has a sentence and a time on each of fifty views in a minute, and asks no more than once for each', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  app.emulator.control.limits('production');
  for (let view = 1; view <= 50; view++) {
    const callsBefore = asked(app.emulator).length;
    const answer = await client.get('/dashboard');
    expect(answer.status).toBe(200);
    expect(asked(app.emulator).length - callsBefore).toBe(3);
    expect(answer.text).not.toMatch(/\b429\b|_LIMIT|RATE/);
    const { attention, netWorth } = dashboardOf(answer);
    expect(attention).toHaveLength(view <= 5 ? 0 : 1);
    if (view > 5) expect(attention[0]).toMatch(/^Fernhollow Bank was asked too often; wait a minute before/);
    // Plaid's copies hold out until the thirtieth look at the transactions.
    expect(netWorth).toHaveLength(view <= 30 ? 1 : 0);
    if (view > 30) {
      expect(answer.page('.net-worth .failed').text()).toContain('could not be read just now');
    }
  }
});

it('says so on the page of transactions as well', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  app.emulator.control.limits('production');
  for (let view = 1; view <= 31; view++) {
    const { page } = await client.get('/transactions?days=30');
    expect(page('#attention').text().includes('wait a minute')).toBe(view > 30);
  }
});
