import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { sectionsOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const now = () => new Date('2026-03-10T12:00:00Z');
const SECTIONS = ['by-category', 'cash-flow', 'merchants', 'month-total'];

let client: Client;
const app = await startTestApp({ now });
const { emulator } = app;
afterAll(() => app.close());
beforeEach(() => {
  emulator.control.reset();
  client = app.newClient();
});

describe('the spending page', () => {
  beforeEach(() => linkBank(client));

  it('has each section once, in its slot, and marks where the reader is', async () => {
    const answer = await client.get('/spending');
    expect(answer.status).toBe(200);
    expect(sectionsOf(answer)).toEqual(SECTIONS);
    expect(answer.page('nav.pages [aria-current]').text()).toBe('Spending');
    expect(answer.page('.ranges [aria-current]').text()).toBe('12 months');
  });

  it.each([
    ['?months=3', 3],
    ['?months=6', 6],
    ['?months=24', 24],
    ['?months=-1', 12],
    ['?months=999999&months=3', 12],
    ['?months[]=%F0%9F%92%B8', 12],
  ])('shows for %s this number of months: %d', async (query, months) => {
    const { page } = await client.get(`/spending${query}`);
    expect(page('#cash-flow table.figures tbody tr')).toHaveLength(months);
    expect(page('#cash-flow .axis-x')).toHaveLength(months);
    expect(page('#by-category .scroll tbody tr')).toHaveLength(months);
    expect(page('#by-category .spark').first().find('rect')).toHaveLength(months);
  });

  it('links a category to its transactions', async () => {
    const { page } = await client.get('/spending?months=6');
    const link = page('#by-category tbody a').first();
    expect(link.attr('href')).toMatch(/^\/transactions\?category=[A-Z_]+&counts=spending&from=2025-10-01$/);
    const list = await client.get(link.attr('href') ?? '');
    expect(list.page('.chip:not(.plain)').first().text().trim()).toBe(link.text());
  });

  it('has the sum of this month so far at its head, the same as under the categories', async () => {
    const { page } = await client.get('/spending');
    expect(page('#month-total .headline').text()).toBe(page('#by-category tfoot .total').text());
    expect(page('#month-total .compared')).toHaveLength(2);
    expect(page('#month-total .compared').first().text()).toMatch(/in the same days of February 2026/);
  });

  it('leads to counting the payments of a card that is not connected', async () => {
    const { page } = await client.get('/spending');
    const link = page('#month-total .note a');
    expect(link.text()).toBe('count its payments as spending');
    const form = await client.get(link.attr('href') ?? '');
    expect(form.page('h1').text()).toBe('Count as…');
    expect(form.page('[name=as][checked]').attr('value')).toBe('spending');
  });

  it('names the month and the amount of every bar, and the years beneath 24 months', async () => {
    const { page } = await client.get('/spending?months=24');
    const titles = page('rect:not(.legend rect)')
      .toArray()
      .map((bar) => page(bar).find('title').text());
    expect(titles.length).toBeGreaterThan(48);
    for (const title of titles)
      expect(title).toMatch(/^[A-Z][a-z]+ 202[456](, income|, spending)?: −?\$[\d,]+\.\d\d$/);
    expect(page('#cash-flow .axis-year').text()).toBe('202420252026');
    expect((await client.get('/spending?months=3')).page('#cash-flow .axis-year')).toHaveLength(0);
  });

  it('has the sums of its columns in its last row', async () => {
    const { page } = await client.get('/spending');
    const minor = (text: string) => Number(text.replaceAll(/[^\d−]/g, '').replace('−', '-'));
    const column = (selector: string) =>
      page(selector)
        .toArray()
        .map((cell) => minor(page(cell).text()));
    const rows = column('#by-category > table tbody td:nth-child(3)');
    expect(rows.length).toBeGreaterThan(5);
    const [total] = column('#by-category > table tfoot td:nth-child(3)');
    expect(rows.reduce((sum, value) => sum + value, 0)).toBe(total);
    const months = column('#by-category .scroll td:last-child');
    expect(months).toEqual(column('#cash-flow td:nth-child(3)'));
  });

  it('hides every digit of an amount, and keeps the shape of the charts', async () => {
    const before = await client.get('/spending');
    await client.post('/preferences', { hidden: 'yes' });
    const { page, text } = await client.get('/spending');
    expect(page('.chart .axis-y')).toHaveLength(0);
    expect(page('.chart rect')).toHaveLength(before.page('.chart rect').length);
    expect(text).not.toMatch(/[$€]\s?\d|\d[.,]\d\d\b(?!%)/);
    const amounts = '.headline, #cash-flow td, #by-category td:not(.picture), #merchants td:last-child';
    expect(before.page(amounts).text()).toMatch(/\d/);
    expect(page(amounts)).toHaveLength(before.page(amounts).length);
    expect(page(amounts).text()).not.toMatch(/\d/);
  });

  it('sends its frame before any bank has answered', async () => {
    const release = emulator.control.hold({ path: '/transactions/get' });
    const reader = await PageReader.open(`${app.url}/spending`, client);
    await reader.until('skeleton merchants');
    expect(reader.text).not.toContain('id="merchants"');
    release();
    expect(await reader.toEnd()).toContain('id="merchants"');
  });

  it('names a bank that is missing and one that is not ready, and shows the others', async () => {
    await linkBank(client, { bank: 'ins_900008' });
    await linkBank(client, { bank: 'ins_900011' });
    const { page } = await client.get('/spending');
    expect(page('#by-category .incomplete').text()).toBe('partial');
    for (const name of ['Oldgrove Bank', 'Seedmoor Bank']) {
      expect(page('main').text().match(new RegExp(name, 'g')), name).toHaveLength(1);
      expect(page('#attention').text()).toContain(name);
    }
    expect(page('#by-category tbody tr').length).toBeGreaterThan(5);
  });
});

it('never adds two currencies', async () => {
  await linkBank(client, { bank: 'ins_900005' });
  const { page } = await client.get('/spending?months=3');
  const names = page('#by-category h3')
    .toArray()
    .map((heading) => page(heading).text());
  expect(names).toEqual(expect.arrayContaining(['Euro', 'Japanese Yen', 'Kuwaiti Dinar']));
  expect(page('#by-category > table')).toHaveLength(names.length);
});

it('gives way to what its reader can do where no bank can be read', async () => {
  await linkBank(client, { bank: 'ins_900008' });
  const answer = await client.get('/spending');
  expect(answer.status).toBe(200);
  expect(sectionsOf(answer)).toEqual(['attention']);
  expect(answer.page('#attention').text()).toContain('Oldgrove Bank is not answering');
  expect(answer.text).not.toContain('Nothing was spent');
});

it('redirects whoever has linked no bank to the home page', async () => {
  expect((await client.get('/spending')).location).toBe('/');
});

it('asks Plaid for transactions of its months, and for nothing else', async () => {
  const proxy = await startPlaidProxy(emulator.baseUrl);
  const tapped = await startTestApp({ now, emulator, env: { PLAID_BASE_URL: proxy.url } });
  client = tapped.newClient();
  await linkBank(client);
  proxy.heard.length = 0;
  const { page } = await client.get('/spending?months=3');
  expect(new Set(proxy.heard.map((call) => call.path))).toEqual(new Set(['/transactions/get']));
  expect(proxy.heard[0]?.body).toMatchObject({ start_date: '2026-01-01', end_date: '2026-03-10' });
  expect(page('footer p').first().text()).toMatch(new RegExp(`^${proxy.heard.length} live calls? to Plaid`));
  await tapped.close();
  await proxy.close();
});

it('stays small for the busiest bank', async () => {
  await linkBank(client, { bank: 'ins_900007' });
  // The emulator makes its books at the first call, for which the app waits ten seconds: a busy machine takes longer.
  const { text } = await vi.waitFor(async () => {
    const answer = await client.get('/spending?months=24');
    expect(answer.page('#merchants tbody tr').length).toBeGreaterThan(3);
    return answer;
  }, 50_000);
  expect(text.length).toBeLessThan(300_000);
});
