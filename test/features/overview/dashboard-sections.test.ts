import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

async function dashboardOf(banks: string[], path = '/dashboard'): Promise<Answer> {
  const client = app.newClient();
  for (const bank of banks) await linkBank(client, { bank });
  return client.get(path);
}

/** Sections made from transactions. */
const FROM_TRANSACTIONS = ['month-so-far', 'cash-flow', 'spending', 'upcoming', 'latest'];
const ALL = ['net-worth', 'month-so-far', 'accounts', 'cash-flow', 'spending', 'upcoming', 'latest'];

it('has a place for every section, in reading order, and each section arrives with its own heading', async () => {
  const { page, text } = await dashboardOf(['ins_900001']);
  const places = [...text.matchAll(/<slot name="([a-z-]+)"/g)].map(([, name]) => name);
  expect(places.filter((name) => !name?.endsWith('-early'))).toEqual(['attention', ...ALL]);
  for (const id of ALL) expect(page(`section[slot=${id}] h2`).text(), id).not.toBe('');
});

it('offers every period and keeps to the one chosen', async () => {
  const { page } = await dashboardOf(['ins_900001'], '/dashboard?days=365');
  expect(page('.spending .ranges a[aria-current]').text()).toBe('365 days');
  expect(page('.spending .as-of').text()).toBe('Last 365 days');
  expect(page('.cash-flow .data tbody tr')).toHaveLength(12);
  const links = page('.spending tbody th a').toArray();
  expect(links.length).toBeGreaterThan(3);
  for (const link of links)
    expect(page(link).attr('href')).toMatch(/^\/transactions\?days=365(&category=\w+)?$/);
});

it('tells every chart’s figures as a table too', async () => {
  const { page } = await dashboardOf(['ins_900001']);
  const chart = page('.cash-flow .chart');
  expect(page(`#${chart.attr('aria-labelledby')}`).text()).toBe('Income and spending by month, US Dollar');
  expect(page(`#${chart.attr('aria-describedby')}`).text()).toMatch(/^In an average month \$/);
  expect(chart.find('.bar-out')).toHaveLength(6);
  expect(page('.cash-flow .data tbody tr')).toHaveLength(6);
});

it('has one block per currency in each section', async () => {
  const { page } = await dashboardOf(['ins_900005']);
  const currencies = page('.net-worth .currency').length;
  expect(currencies).toBeGreaterThan(2);
  for (const id of ['month-so-far', 'cash-flow', 'spending']) {
    expect(page(`.${id} > .data > summary`).length, id).toBeGreaterThan(1);
  }
});

describe('when no bank can be read', () => {
  it('says in each place what is missing, with one button', async () => {
    const { page } = await dashboardOf(['ins_900008']);
    for (const id of ALL) {
      expect(page(`.${id} .failed p`).text(), id).toMatch(/of Oldgrove Bank could not be read just now\.$/);
      expect(page(`.${id} a.button, .${id} button`), id).toHaveLength(1);
    }
  });

  it('waits for a history that is being prepared, and never says that nothing was spent', async () => {
    const { page } = await dashboardOf(['ins_900011']);
    for (const id of FROM_TRANSACTIONS) {
      expect(page(`.${id} .empty p`).text(), id).toMatch(/^Seedmoor Bank is still preparing its history/);
      expect(page(`.${id} a.button`).text(), id).toBe('Look again');
    }
    expect(page('main').text()).not.toMatch(/nothing was spent/i);
  });
});

it('names the missing bank wherever figures are without it', async () => {
  const { page } = await dashboardOf(['ins_900001', 'ins_900008', 'ins_900011']);
  for (const id of ALL) expect(page(`.${id} .partial`).text(), id).toContain('Without Oldgrove Bank');
  for (const id of FROM_TRANSACTIONS) {
    expect(page(`.${id} .partial`).text(), id).toContain(
      'Seedmoor Bank, which is still preparing its history',
    );
  }
});

it('has no amount in it when amounts are hidden, and no scale', async () => {
  const client = app.newClient();
  await linkBank(client);
  const shown = await client.get('/dashboard?days=365');
  const amounts = [...shown.text.matchAll(/[\d,]+\.\d\d(?=[ <])/g)].map(([amount]) => amount);
  expect(amounts.length).toBeGreaterThan(50);
  await client.press(shown, 'Hide amounts');
  const { text, page } = await client.get('/dashboard?days=365');
  const words = page('main').text();
  expect(amounts.filter((amount) => words.includes(amount))).toEqual([]);
  expect(text).not.toMatch(/[$€¥]/);
  expect(page('.axis-y')).toHaveLength(0);
  expect(page('.cash-flow .bar-out').length).toBeGreaterThan(6);
});
