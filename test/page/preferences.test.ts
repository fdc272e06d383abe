import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());

it('hides every amount on every page, and shows them again', async () => {
  const client = app.newClient();
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

  await client.press(dashboard, 'Show amounts');
  expect(dashboardOf(await client.get('/dashboard')).netWorth[0]).toMatch(/\$\d/);
});

it('gives no bar a width that would show a hidden amount', async () => {
  const client = app.newClient();
  giveBank(app, client, { institutionId: 'ins_900002' });
  await client.post('/preferences', { hidden: 'yes' });
  const { page } = await client.get('/dashboard');
  const widths = page('.meter .used')
    .toArray()
    .map((bar) => page(bar).attr('width'));
  expect(new Set(widths).size).toBeLessThanOrEqual(1);
});

it('changes the theme and leaves hidden amounts as they are', async () => {
  const client = app.newClient();
  await client.post('/preferences', { hidden: 'yes' });
  await client.press(await client.get('/'), 'Dark theme');
  const home = await client.get('/');
  expect(home.page('html').attr('data-theme')).toBe('dark');
  expect(home.page('[name=hidden]').text()).toBe('Show amounts');
});

it('offers both themes until one is chosen, and the other one then', async () => {
  // Which theme the system has, only the browser knows.
  const client = app.newClient();
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

it('goes back to the page the form stood on, and to no other site', async () => {
  const client = app.newClient();
  const from = async (referer: string) => (await client.post('/preferences', {}, { referer })).location;
  expect(await from(`${app.url}/transactions?q=tea&page=2`)).toBe('/transactions?q=tea&page=2');
  expect(await from('https://evil.example/transactions')).toBe('/');
  expect(await from('not an address')).toBe('/');
  expect(new URL((await from(`${app.url}//evil.example/`)) ?? '', app.url).origin).toBe(app.url);
});

it.each(['dark.hidden.', 'nonsense', '%', '', 'dark.light.hidden.shown', 'x'.repeat(3000)])(
  'gives a page for the cookie "%s"',
  async (value) => {
    const client = app.newClient();
    client.jar.set('preferences', value);
    expect((await client.get('/')).status).toBe(200);
  },
);

it('takes a form from an older browser, which sends no more than its Origin', async () => {
  const headers = { origin: app.url };
  expect((await app.newClient().send('/preferences', { method: 'POST', headers })).status).toBe(303);
});
