import { afterAll, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

let client: Client;
const app = await startTestApp();
afterAll(() => app.close());

it('hides every amount on every page, and shows them again', async () => {
  client = app.newClient();
  giveBank(app, client);
  giveBank(app, client, { institutionId: 'ins_900002' });
  await client.press(await client.get('/dashboard'), 'Hide amounts');
  const dashboard = await client.get('/dashboard');
  const { accounts, netWorth, latest } = dashboardOf(dashboard);
  const list = await client.get('/transactions');
  const shown = [
    ...accounts.map(({ balance }) => balance),
    ...netWorth,
    ...latest.map(({ amount }) => amount),
    ...transactionsOf(list).rows.map(({ amount }) => amount),
  ];
  expect(new Set(shown)).toEqual(new Set(['•••••']));
  for (const { page } of [dashboard, list]) expect(page('main').text()).not.toMatch(/[$€¥]\s?\d|\d+\.\d\d/);

  await client.press(dashboard, 'Hide amounts');
  expect(dashboardOf(await client.get('/dashboard')).netWorth[0]).toMatch(/\$\d/);
});

it('leaves no width of a bar that tells a hidden amount', async () => {
  client = app.newClient();
  giveBank(app, client, { institutionId: 'ins_900002' });
  await client.post('/preferences', { hidden: 'yes' });
  const { page } = await client.get('/dashboard');
  const widths = page('.meter .used')
    .toArray()
    .map((bar) => page(bar).attr('width'));
  expect(new Set(widths).size).toBeLessThanOrEqual(1);
});

it('changes the theme and leaves hidden amounts as they are', async () => {
  client = app.newClient();
  await client.post('/preferences', { hidden: 'yes' });
  await client.press(await client.get('/'), 'Dark theme');
  const home = await client.get('/');
  expect(home.page('html').attr('data-theme')).toBe('dark');
  expect(home.page('[name=hidden]').attr('aria-pressed')).toBe('true');
});

it('offers both themes until one is chosen, since only the browser knows its system’s, and then the other one', async () => {
  client = app.newClient();
  const offered = async () => {
    const { page } = await client.get('/');
    return page('.tool[name=theme]')
      .toArray()
      .map((tool) => page(tool).text());
  };
  expect(await offered()).toEqual(['Dark theme', 'Light theme']);
  await client.press(await client.get('/'), 'Dark theme');
  expect(await offered()).toEqual(['Light theme']);
  await client.press(await client.get('/'), 'Light theme');
  expect(await offered()).toEqual(['Dark theme']);
});

it('goes back to the page the form stood on, and to nobody else’s', async () => {
  client = app.newClient();
  const from = async (referer: string) => (await client.post('/preferences', {}, { referer })).location;
  expect(await from(`${app.url}/transactions?q=tea&page=2`)).toBe('/transactions?q=tea&page=2');
  expect(await from('https://evil.example/transactions')).toBe('/');
  expect(await from('not an address')).toBe('/');
  expect(new URL((await from(`${app.url}//evil.example/`)) ?? '', app.url).origin).toBe(app.url);
});

it.each(['dark.hidden.', 'nonsense', '%', '', 'dark.light.hidden.shown', 'x'.repeat(3000)])(
  'is not confused by the cookie "%s"',
  async (value) => {
    client = app.newClient();
    client.jar.set('preferences', value);
    expect((await client.get('/')).status).toBe(200);
  },
);
