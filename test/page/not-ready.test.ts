import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';

const NOT_READY_BANK = 'ins_900011';
const REFRESH = 'meta[http-equiv=refresh]';

let time: number;
let house: House;
let visitor: Browser;

beforeEach(async () => {
  time = Date.parse('2026-05-20T12:00:00Z');
  house = await openHouse({ now: () => new Date(time) });
  visitor = house.visitor();
  giveBank(house, visitor, { institutionId: NOT_READY_BANK });
});
afterEach(() => house.close());

function pass(seconds: number): void {
  time += seconds * 1000;
}

it('says on every page that the history is being prepared, and looks again by itself', async () => {
  for (const path of ['/dashboard', '/transactions', '/spending', '/recurring']) {
    const { status, page } = await visitor.get(path);
    expect(status).toBe(200);
    expect(page('#attention li').text()).toContain('is still preparing your history');
    expect(page(REFRESH).attr('content')).toBe('20');
    expect(page('.empty').first().text()).toContain('preparing its history');
    expect(page('main').text()).not.toMatch(
      /Nothing was spent|Nothing has come in|There are no transactions/,
    );
  }
});

it('then says that only the last days are there, and then no more of it', async () => {
  pass(25);
  const recent = await visitor.get('/transactions?days=365');
  expect(recent.page(REFRESH)).toHaveLength(0);
  expect(transactionsOf(recent).missing).toMatch(/^Of Seedmoor Bank only the last 30 days are there yet/);
  const dashboard = await visitor.get('/dashboard');
  expect(dashboard.page('.cash-flow .partial').text()).toContain('only the last 30 days');
  expect(dashboardOf(dashboard).attention).toEqual([]);
  const month = await visitor.get('/transactions?days=30');
  expect(transactionsOf(month).rows.length).toBeGreaterThan(5);
  expect(month.text).not.toContain('only the last 30 days');

  pass(20);
  const whole = await visitor.get('/transactions?days=365');
  expect(transactionsOf(whole).missing).toBe('');
});

it('does not ask for ever by itself, whoever leaves the page open', async () => {
  const [item] = house.emulator.control.items();
  pass(700);
  house.emulator.control.inject({ kind: 'error', code: 'PRODUCT_NOT_READY' }, { itemId: item?.id ?? '' });
  const { page } = await visitor.get('/dashboard');
  expect(page('#attention li a').text()).toBe('Look again');
  expect(page(REFRESH)).toHaveLength(0);
});

it('looks again for the new bank only as long as that one needs it', async () => {
  giveBank(house, visitor);
  expect((await visitor.get('/dashboard')).page(REFRESH)).toHaveLength(1);
  pass(60);
  expect((await visitor.get('/dashboard')).page(REFRESH)).toHaveLength(0);
});
