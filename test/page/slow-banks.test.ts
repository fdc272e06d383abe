/** Banks that are as slow as Plaid says some are: their answers are shown, and until then what there is. */

import { setTimeout as pause } from 'node:timers/promises';
import { load } from 'cheerio';
import { afterAll, expect, it, vi } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { PageReader } from '../support/page-reader.ts';
import { startTestApp } from '../support/test-app.ts';

const SLOW_MS = 20_000;
const CARDS = 'ins_900002';

const app = await startTestApp({ env: { LIVE_BALANCES: 'view' } });
const { control } = app.emulator;
afterAll(() => app.close());

it.concurrent('a balance that comes after 20 seconds is shown, and until then the cached one, with what is waited for', async () => {
  const client = app.newClient();
  giveBank(app, client);
  const end = control.inject({ kind: 'delay', ms: SLOW_MS }, { path: '/accounts/balance/get' });
  const startedAt = performance.now();
  const reader = await PageReader.open(`${app.url}/dashboard`, client);
  await reader.until('<section slot="net-worth-early"');
  await reader.until('<section slot="accounts-early"');
  expect(performance.now() - startedAt).toBeLessThan(SLOW_MS / 2);
  const meanwhile = load(reader.text);
  for (const slot of ['net-worth-early', 'accounts-early']) {
    const section = meanwhile(`section[slot=${slot}]`);
    expect(section.find('.as-of').text()).toMatch(/^As of /);
  }
  expect(meanwhile('section[slot=net-worth-early] .note').text()).toContain(
    'Fernhollow Bank is being asked for current balances. Most banks answer within 11 seconds, and a few take more than 30.',
  );

  const page = load(await reader.toEnd());
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(SLOW_MS);
  expect(page('section[slot=net-worth] .as-of').text()).toBe('Live balances');
  expect(page('section[slot=net-worth]').text()).not.toContain('is being asked');
  expect(page('section[slot=accounts] .as-of').text()).toBe('Live balances');
  expect(page('#attention li:not(.due)')).toHaveLength(0);
  end();
});

it.concurrent('cards that come after 20 seconds are shown, and their place says how long the first answer may take', async () => {
  const client = app.newClient();
  giveBank(app, client, { institutionId: CARDS });
  const end = control.inject({ kind: 'delay', ms: SLOW_MS }, { path: '/liabilities/get' });
  const { page } = await client.get('/credit');
  expect(load(page('template').html() ?? '')('[part=skeleton-late]').text()).toContain(
    'can take half a minute',
  );
  expect(page('#cards tbody tr').length).toBeGreaterThan(0);
  end();
});

it('a reader who leaves ends the wait for a balance, and no failure is logged', async () => {
  const client = app.newClient();
  giveBank(app, client);
  const release = control.hold({ path: '/accounts/balance/get' });
  const leaving = new AbortController();
  const reader = await PageReader.open(`${app.url}/dashboard`, client, leaving.signal);
  await reader.until('<section slot="net-worth-early"');
  const before = app.logLines.length;
  leaving.abort();
  await vi.waitFor(() => expect(app.logLines.at(-1)).toContain('"isAborted":true'), 5_000);
  await pause(500);
  expect(app.logLines.slice(before)).toHaveLength(1);
  release();
});
