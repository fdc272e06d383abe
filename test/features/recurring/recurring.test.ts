import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Answer, Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const now = () => new Date('2026-03-10T12:00:00Z');

let client: Client;
const app = await startTestApp({ now });
const { emulator } = app;
afterAll(() => app.close());
beforeEach(() => {
  emulator.control.reset();
  client = app.newClient();
});

function payeesOf({ page }: Answer, group: string): string[] {
  return page(`section.${group} .payee bdi`)
    .toArray()
    .map((payee) => page(payee).text());
}

it('lists the subscriptions, bills and pay of a person', async () => {
  await linkBank(client);
  const answer = await client.get('/recurring');
  expect(answer.status).toBe(200);
  expect(payeesOf(answer, 'subscriptions')).toEqual(expect.arrayContaining(['Streamlet', 'Nimbusdrive']));
  expect(payeesOf(answer, 'bills')).toEqual(expect.arrayContaining(['Fiberleaf', 'Cascadia Power']));
  expect(payeesOf(answer, 'pay')).toEqual(expect.arrayContaining(['Tidewater Robotics']));
  expect(answer.page('.lead').text()).toContain('It can be wrong');
});

it('lists exactly what has ended in the emulator’s books, and marks what became dearer', async () => {
  await linkBank(client);
  const answer = await client.get('/recurring');
  const labels = emulator.control
    .labels('couple')
    .filter(({ institutionId, occurrences }) => institutionId === 'ins_900001' && occurrences >= 3);
  const ended = labels.filter(({ isActive }) => !isActive).map(({ merchant }) => merchant);
  expect(payeesOf(answer, 'ended')).toEqual(ended);
  const streamlet = answer.page('.entry').filter((_, entry) => /Streamlet/.test(answer.page(entry).text()));
  expect(streamlet.find('.pill.alert').text()).toMatch(/^Up \$\d+\.\d\d in \w+ 20\d\d$/);
});

it('has a sum over each group to which its rows add up', async () => {
  await linkBank(client, { person: 'retiree' });
  const { page } = await client.get('/recurring');
  const minor = (text: string) => Number(text.replaceAll(/[^\d−]/g, '').replace('−', '-'));
  const rows = page('section.bills .entry')
    .toArray()
    .map((entry) => {
      const monthly = /\$[\d,.]+(?= a month)/.exec(page(entry).find('.about').text());
      return Math.abs(minor(monthly?.[0] ?? page(entry).find('.money').text()));
    });
  expect(rows.length).toBeGreaterThan(2);
  expect(minor(page('section.bills .as-of').text())).toBe(rows.reduce((sum, value) => sum + value, 0));
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

it('names banks that are missing, and says so where no bank can be read', async () => {
  await linkBank(client, { bank: 'ins_900011' });
  const preparing = await client.get('/recurring');
  expect(preparing.page('#recurring').text()).toContain('Seedmoor Bank is still preparing its history');
  expect(preparing.text).not.toContain('Nothing was found');
  await linkBank(client);
  const partial = await client.get('/recurring');
  expect(partial.page('#recurring .partial').text()).toContain('Seedmoor Bank');
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

it('redirects whoever has linked no bank to the front page', async () => {
  expect((await client.get('/recurring')).location).toBe('/');
});
