/** In which order the parts of the dashboard are sent, and what stands there until the live balances come. */

import { load } from 'cheerio';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { dashboardOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp({ env: { LIVE_BALANCES: 'view' } });
const client = app.newClient();
await linkBank(client);
await client.get('/dashboard');
afterAll(() => app.close());
let release = () => {};
afterEach(() => release());

const openDashboard = (signal?: AbortSignal) => PageReader.open(`${app.url}/dashboard`, client, signal);
const parse = (text: string) => dashboardOf({ page: load(text) });

it('sends the frame before any bank has answered, and each section as soon as it can be made', async () => {
  release = app.emulator.control.hold();
  const reader = await openDashboard();
  await reader.next();
  expect(reader.text).toContain('<main id="main" class="dashboard">');
  expect(reader.text).toContain('<slot name="accounts">');
  expect(reader.text).not.toContain('<section');
  expect(reader.text.length).toBeGreaterThan(512);
  release();
  const { slots, accounts, latest } = parse(await reader.toEnd());
  expect(slots).toEqual(expect.arrayContaining(['net-worth', 'accounts', 'latest']));
  expect(accounts.length).toBeGreaterThan(0);
  expect(latest).toHaveLength(5);
});

it('sends sections made of transactions while the balance of the same bank is still awaited', async () => {
  release = app.emulator.control.hold({ path: '/accounts/balance/get' });
  const reader = await openDashboard();
  await reader.until('slot="latest"');
  expect(reader.text).not.toContain('<section slot="accounts"');
  release();
  expect(await reader.toEnd()).toContain('<section slot="accounts"');
});

it('shows Plaid’s cached balance, with its date, and then the live one in its place', async () => {
  release = app.emulator.control.hold({ path: '/accounts/balance/get' });
  const reader = await openDashboard();
  await reader.until('<section slot="accounts-early"');
  await reader.until('<section slot="net-worth-early"');
  await reader.until('slot="latest"');
  const meanwhile = parse(reader.text);
  expect(meanwhile.slots).not.toContain('accounts');
  expect(load(reader.text)('.accounts .as-of').text()).toMatch(/^As of .+ UTC$/);
  release();

  const page = load(await reader.toEnd());
  expect(page('section[slot=accounts] .as-of').text()).toBe('Live balances');
  expect(page('section[slot=net-worth] .as-of').text()).toBe('Live balances');
  // A browser shows the fallback inside a slot only while nothing has come for the slot itself.
  const shadow = load(page('template').html() ?? '');
  expect(shadow('slot[name=accounts] > slot[name=accounts-early]')).toHaveLength(1);
});

it('sends no cached balance when the live one comes first', async () => {
  release = app.emulator.control.hold({ path: '/transactions/get' });
  const reader = await openDashboard();
  await reader.until('<section slot="accounts"');
  expect(reader.text).not.toContain('slot="latest" id');
  release();
  expect(parse(await reader.toEnd()).slots).not.toContain('accounts-early');
});

it('keeps the cached balance, with its date, when the live one fails', async () => {
  const end = app.emulator.control.inject({ kind: 'html' }, { path: '/accounts/balance/get' });
  const { page } = await client.get('/dashboard');
  end();
  expect(page('section[slot=accounts] .as-of').text()).toMatch(/^As of .+ UTC$/);
  expect(dashboardOf({ page }).accounts[0]?.about).toBe('Fernhollow Bank');
  expect(dashboardOf({ page }).attention).toEqual([
    expect.stringContaining('so the last known ones are shown'),
  ]);
});

it('shows the balances of all banks while one has not sent its transactions yet', async () => {
  const other = client.copy();
  await linkBank(other, { bank: 'ins_900002' });
  const [first] = app.emulator.control.items();
  release = app.emulator.control.hold({ itemId: first?.id ?? '', path: '/transactions/get' });
  const reader = await PageReader.open(`${app.url}/dashboard`, other);
  await reader.until('<section slot="accounts"');
  expect(reader.text).toContain('Quillfeather Cards');
  release();
  expect(parse(await reader.toEnd()).latest).toHaveLength(5);
});

it('says that it shared the answers of a view at the same moment, where it made no call itself', async () => {
  release = app.emulator.control.hold();
  const first = await openDashboard();
  await first.next();
  const second = await openDashboard();
  await second.next();
  release();
  const feet = (await Promise.all([first.toEnd(), second.toEnd()])).map((text) => parse(text).foot);
  expect(feet[0]).toMatch(/^\d live calls to Plaid took [\d.]+ seconds?\. Nothing was kept\.$/);
  expect(feet[1]).toBe(
    'This page shared the answers of another view that was opened at the same moment. Nothing was kept.',
  );
});

it('ends its calls when the reader leaves, and logs no failure', async () => {
  release = app.emulator.control.hold();
  const leaving = new AbortController();
  const reader = await openDashboard(leaving.signal);
  await reader.next();
  const before = app.logLines.length;
  leaving.abort();
  await vi.waitFor(() => expect(app.logLines.at(-1)).toContain('"isAborted":true'), 10_000);
  release();
  expect(app.logLines.slice(before)).toHaveLength(1);
});
