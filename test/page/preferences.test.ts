import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';

let house: House;
let visitor: Browser;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('hides every amount on every page, and shows them again', async () => {
  visitor = house.visitor();
  giveBank(house, visitor);
  giveBank(house, visitor, { institutionId: 'ins_900002' });
  await visitor.press(await visitor.get('/dashboard'), 'Hide amounts');
  const dashboard = await visitor.get('/dashboard');
  const { accounts, netWorth, latest } = dashboardOf(dashboard);
  const list = await visitor.get('/transactions');
  const shown = [
    ...accounts.map(({ balance }) => balance),
    ...netWorth,
    ...latest.map(({ amount }) => amount),
    ...transactionsOf(list).rows.map(({ amount }) => amount),
  ];
  expect(new Set(shown)).toEqual(new Set(['•••••']));
  for (const { page } of [dashboard, list]) expect(page('main').text()).not.toMatch(/[$€¥]\s?\d|\d+\.\d\d/);

  await visitor.press(dashboard, 'Hide amounts');
  expect(dashboardOf(await visitor.get('/dashboard')).netWorth[0]).toMatch(/\$\d/);
});

it('leaves no width of a bar that tells a hidden amount', async () => {
  visitor = house.visitor();
  giveBank(house, visitor, { institutionId: 'ins_900002' });
  await visitor.post('/preferences', { hidden: 'yes' });
  const { page } = await visitor.get('/dashboard');
  const widths = page('.meter .used')
    .toArray()
    .map((bar) => page(bar).attr('width'));
  expect(new Set(widths).size).toBeLessThanOrEqual(1);
});

it('changes the theme and leaves hidden amounts as they are', async () => {
  visitor = house.visitor();
  await visitor.post('/preferences', { hidden: 'yes' });
  await visitor.press(await visitor.get('/'), 'Dark theme');
  const home = await visitor.get('/');
  expect(home.page('html').attr('data-theme')).toBe('dark');
  expect(home.page('[name=hidden]').attr('aria-pressed')).toBe('true');
});

it('offers both themes until one is chosen, since only the browser knows its system’s, and then the other one', async () => {
  visitor = house.visitor();
  const offered = async () => {
    const { page } = await visitor.get('/');
    return page('.tool[name=theme]')
      .toArray()
      .map((tool) => page(tool).text());
  };
  expect(await offered()).toEqual(['Dark theme', 'Light theme']);
  await visitor.press(await visitor.get('/'), 'Dark theme');
  expect(await offered()).toEqual(['Light theme']);
  await visitor.press(await visitor.get('/'), 'Light theme');
  expect(await offered()).toEqual(['Dark theme']);
});

it('goes back to the page the form stood on, and to nobody else’s', async () => {
  visitor = house.visitor();
  const from = async (referer: string) => (await visitor.post('/preferences', {}, { referer })).location;
  expect(await from(`${house.url}/transactions?q=tea&page=2`)).toBe('/transactions?q=tea&page=2');
  expect(await from('https://evil.example/transactions')).toBe('/');
  expect(await from('not an address')).toBe('/');
  expect(new URL((await from(`${house.url}//evil.example/`)) ?? '', house.url).origin).toBe(house.url);
});

it.each(['dark.hidden.', 'nonsense', '%', '', 'dark.light.hidden.shown', 'x'.repeat(3000)])(
  'is not confused by the cookie "%s"',
  async (value) => {
    visitor = house.visitor();
    visitor.jar.set('preferences', value);
    expect((await visitor.get('/')).status).toBe(200);
  },
);
