import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { sectionsOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const SECTIONS = ['cash-flow', 'by-category', 'merchants'];

let app: TestApp;
let client: Client;

beforeEach(async () => {
  app = await startTestApp({ now: () => NOW });
  client = app.newClient();
});

afterEach(() => app.close());

describe('the spending page', () => {
  beforeEach(() => linkBank(client));

  it('has each section once, in its slot, and marks where the reader is', async () => {
    const answer = await client.get('/spending');
    expect(answer.status).toBe(200);
    expect(sectionsOf(answer)).toEqual([...SECTIONS].sort());
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
  ])('shows as many months as %s asks for: %d', async (query, months) => {
    const { page } = await client.get(`/spending${query}`);
    expect(page('#cash-flow table.figures tbody tr')).toHaveLength(months);
    expect(page('#cash-flow .axis-x')).toHaveLength(months);
    expect(page('#by-category .scroll tbody tr')).toHaveLength(months);
    expect(page('#by-category .spark').first().find('rect')).toHaveLength(months);
  });

  it('leads from a category to its transactions', async () => {
    const { page } = await client.get('/spending?months=6');
    const link = page('#by-category tbody a').first();
    expect(link.attr('href')).toMatch(/^\/transactions\?category=[A-Z_]+&from=2025-10-01$/);
    const list = await client.get(link.attr('href') ?? '');
    expect(list.page('.chip:not(.plain)').first().text().trim()).toBe(link.text());
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
    expect(rows.reduce((sum, value) => sum + value, 0)).toBe(
      column('#by-category > table tfoot td:nth-child(3)')[0],
    );
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
    const amounts = '#cash-flow td, #by-category td, #merchants td:last-child';
    expect(before.page(amounts).text()).toMatch(/\d/);
    expect(page(amounts)).toHaveLength(before.page(amounts).length);
    expect(page(amounts).text()).not.toMatch(/\d/);
  });
});

it('sends its frame before any bank has spoken', async () => {
  await linkBank(client);
  const release = app.emulator.control.hold({ path: '/transactions/get' });
  const reader = await PageReader.open(`${app.url}/spending`, client);
  await reader.until('skeleton merchants');
  expect(reader.text).not.toContain('id="merchants"');
  release();
  expect(await reader.toEnd()).toContain('id="merchants"');
});

it('leads home whoever has linked no bank', async () => {
  expect((await client.get('/spending')).location).toBe('/');
});

it('asks Plaid for its months of transactions, and for nothing else', async () => {
  const proxy = await startPlaidProxy(app.emulator.baseUrl);
  const tapped = await startTestApp({
    now: () => NOW,
    emulator: app.emulator,
    env: { PLAID_BASE_URL: proxy.url },
  });
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
  const { text, page } = await client.get('/spending?months=24');
  expect(page('#merchants tbody tr').length).toBeGreaterThan(3);
  expect(text.length).toBeLessThan(300_000);
});
