import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Answer, Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const TODAY = new Date('2026-03-10T12:00:00Z');
let today = TODAY;
const now = () => today;

let client: Client;
const app = await startTestApp({ now });
const { emulator } = app;
afterAll(() => app.close());
beforeEach(() => {
  today = TODAY;
  emulator.control.reset();
  client = app.newClient();
});

function payeesOf({ page }: Answer, group: string): string[] {
  return page(`section.${group} .payee bdi`)
    .toArray()
    .map((payee) => page(payee).text());
}

it('lists the income, bills and subscriptions of a person', async () => {
  await linkBank(client);
  const answer = await client.get('/recurring');
  expect(answer.status).toBe(200);
  expect(payeesOf(answer, 'subscriptions')).toEqual(expect.arrayContaining(['Streamlet', 'Nimbusdrive']));
  expect(payeesOf(answer, 'bills')).toEqual(expect.arrayContaining(['Fiberleaf', 'Cascadia Power']));
  expect(payeesOf(answer, 'income')).toEqual(expect.arrayContaining(['Tidewater Robotics']));
  expect(answer.page('.lead').text()).toContain('It can be wrong');
});

it('lists exactly what has ended in the emulator’s books', async () => {
  await linkBank(client);
  const answer = await client.get('/recurring');
  const labels = emulator.control
    .labels('couple')
    .filter(({ institutionId, occurrences }) => institutionId === 'ins_900001' && occurrences >= 3);
  const ended = labels.filter(({ isActive }) => !isActive).map(({ merchant }) => merchant);
  expect(payeesOf(answer, 'ended')).toEqual(ended);
});

it('marks what became dearer for 90 days, and what is not certain', async () => {
  const rises = emulator.control
    .labels('couple')
    .filter(({ institutionId, amountsMinor }) => institutionId === 'ins_900001' && amountsMinor.length > 1);
  expect(rises.length).toBeGreaterThan(2);
  const pillsOn = async (day: string) => {
    today = new Date(`${day}T12:00:00Z`);
    const other = app.newClient();
    await linkBank(other);
    const { page } = await other.get('/recurring');
    return page('.pill')
      .toArray()
      .map((pill) => `${page(pill).closest('.payee').find('bdi').text()}: ${page(pill).text()}`);
  };
  // The cleaning has cost $105 instead of $95 since 6 November 2025.
  expect(await pillsOn('2026-01-30')).toEqual([
    'Sparrow Cleaning: Up $10.00',
    'Parcelwood Plus: Not certain',
  ]);
  expect(await pillsOn('2026-02-10')).toEqual(['Parcelwood Plus: Not certain']);
});

it('names the account of each row, and leads to exactly its payments', async () => {
  await linkBank(client);
  const { page } = await client.get('/recurring');
  const rows = page('.entries > li').toArray();
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const payee = page(row).find('.payee bdi').text();
    expect(page(row).find('.about span').last().text(), payee).toMatch(/ ••\d{4}$/);
    const link = page(row).find('a[href^="/transactions?"]');
    const list = await client.get(link.attr('href') ?? '');
    const [, count] = /^All (\d+) of these payments/.exec(link.text()) ?? [];
    expect(list.page('.found strong').first().text(), payee).toBe(`${count} transactions`);
  }
}, 120_000);

it('has the sums of a month and a year over each group, to which its rows add up', async () => {
  await linkBank(client, { person: 'retiree' });
  const { page } = await client.get('/recurring');
  const cents = (text: string) => Number(text.replaceAll(/\D/g, ''));
  const A_YEAR: Record<string, number> = { weekly: 52, 'every two weeks': 26, monthly: 12, yearly: 1 };
  for (const [group, least] of [
    ['income', 3],
    ['bills', 5],
    ['subscriptions', 2],
  ] as const) {
    const yearly = page(`section.${group} summary.entry`)
      .toArray()
      .map((row) => {
        const times = A_YEAR[page(row).find('.money-about').text()] ?? Number.NaN;
        return cents(page(row).children('.money').text()) * times;
      });
    expect(yearly.length).toBeGreaterThanOrEqual(least);
    const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);
    expect(cents(page(`section.${group} .as-of .year`).text())).toBe(sum(yearly));
    expect(cents(page(`section.${group} .as-of .month`).text())).toBe(
      sum(yearly.map((one) => Math.round(one / 12))),
    );
  }
});

it('asks Plaid for two years of transactions and for nothing else', async () => {
  const proxy = await startPlaidProxy(emulator.baseUrl);
  const tapped = await startTestApp({ now, emulator, env: { PLAID_BASE_URL: proxy.url } });
  client = tapped.newClient();
  await linkBank(client);
  proxy.heard.length = 0;
  await client.get('/recurring');
  expect(new Set(proxy.heard.map((call) => call.path))).toEqual(new Set(['/transactions/get']));
  expect(proxy.heard[0]?.body).toMatchObject({ start_date: '2024-03-10', end_date: '2026-03-10' });
  await tapped.close();
  await proxy.close();
});

it('hides every amount', async () => {
  await linkBank(client);
  await client.post('/preferences', { hidden: 'yes' });
  const { text } = await client.get('/recurring');
  expect(text).toContain('•••••');
  expect(text).not.toMatch(/\$|\d[.,]\d\d\b/);
});

it('leads from its partial sums to the bank that is missing, and has none where no bank can be read', async () => {
  await linkBank(client, { bank: 'ins_900011' });
  const preparing = await client.get('/recurring');
  expect(preparing.page('#attention').text()).toContain('Seedmoor Bank');
  expect(preparing.page('#recurring .head')).toHaveLength(0);
  await linkBank(client);
  const partial = await client.get('/recurring');
  expect(partial.page('#recurring .head a').attr('href')).toBe('#attention');
  expect(partial.page('#attention').text()).toContain('Seedmoor Bank');
  expect(payeesOf(partial, 'bills').length).toBeGreaterThan(2);
});

it('sends its frame before any bank has answered', async () => {
  await linkBank(client);
  const release = emulator.control.hold({ path: '/transactions/get' });
  const reader = await PageReader.open(`${app.url}/recurring`, client);
  await reader.until('skeleton recurring');
  expect(reader.text).not.toContain('id="recurring"');
  release();
  expect(await reader.toEnd()).toContain('id="bills"');
});

it('redirects whoever has linked no bank to the home page', async () => {
  expect((await client.get('/recurring')).location).toBe('/');
});
