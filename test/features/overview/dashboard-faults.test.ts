import { afterAll, afterEach, expect, it } from 'vitest';
import type { Fault } from '../../../src/emulator/faults.ts';
import { linkBank } from '../../support/link.ts';
import { dashboardOf, transactionsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

const FAULTS: Record<string, Fault> = {
  'an error of Plaid’s': { kind: 'error', code: 'INSTITUTION_DOWN' },
  'an error that Plaid made up yesterday': { kind: 'error', code: 'NEVER_HEARD_OF' },
  'too many requests': { kind: 'error', code: 'RATE_LIMIT' },
  'a page of HTML': { kind: 'html' },
  'half an answer': { kind: 'truncated' },
  'a reset connection': { kind: 'reset' },
  'twelve megabytes': { kind: 'huge', bytes: 12 * 1024 * 1024 },
};

async function withTwoBanks() {
  const client = app.newClient();
  await linkBank(client, { bank: 'ins_900001' });
  await linkBank(client, { bank: 'ins_900002' });
  const [first, second] = app.emulator.control.items();
  if (!first || !second) throw new Error('two banks were to be linked');
  return { client, first, second };
}

it.each(Object.entries(FAULTS))('shows the other bank when one answers with %s', async (_, fault) => {
  const { client, first } = await withTwoBanks();
  app.emulator.control.inject(fault, { itemId: first.id });
  const answer = await client.get('/dashboard');
  expect(answer.status).toBe(200);
  const dashboard = dashboardOf(answer);
  expect(dashboard.attention).toHaveLength(1);
  expect(dashboard.attention[0]).toMatch(/^Fernhollow Bank /);
  expect(dashboard.accounts.map(({ about }) => about)).toContain('Quillfeather Cards · asked live');
  expect(dashboard.latest).toHaveLength(10);
  expect(answer.page('.net-worth .partial').text()).toContain('Without Fernhollow Bank');
  expect(answer.page('.latest .partial').text()).toContain('Without Fernhollow Bank');
  expect(answer.text).toMatch(/<\/html>\s*$/);

  const list = transactionsOf(await client.get('/transactions'));
  expect(list.missing).toMatch(/^Without Fernhollow Bank/);
  expect(list.rows.length).toBeGreaterThan(10);
});

it.each(Object.entries(FAULTS))('is still a whole page when all banks answer with %s', async (_, fault) => {
  const { client } = await withTwoBanks();
  app.emulator.control.inject(fault);
  const answer = await client.get('/dashboard');
  expect(answer.status).toBe(200);
  const dashboard = dashboardOf(answer);
  expect(dashboard.attention).toHaveLength(2);
  expect(dashboard.accounts).toEqual([]);
  // An empty address is this very page.
  expect(answer.page('.accounts .failed a').attr('href')).toBe('');
  expect(answer.text).toMatch(/<\/html>\s*$/);
});

it('gives up on a bank that answers one byte at a time', async () => {
  const { client, first } = await withTwoBanks();
  app.emulator.control.inject({ kind: 'drip' }, { itemId: first.id });
  const dashboard = dashboardOf(await client.get('/dashboard'));
  expect(dashboard.attention[0]).toMatch(/^Fernhollow Bank could not be reached through Plaid/);
  expect(dashboard.accounts.length).toBeGreaterThan(0);
});

it('names Plaid’s request, for a question to its support', async () => {
  const { client, first } = await withTwoBanks();
  app.emulator.control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { itemId: first.id });
  const [line] = dashboardOf(await client.get('/dashboard')).attention;
  const requestId = /request (\w{15})\b/.exec(line ?? '')?.[1];
  expect(requestId).toBeDefined();
  expect(app.logLines.filter((log) => log.includes(`"plaidRequestId":"${requestId}"`))).toHaveLength(1);
});

it('offers to forget a bank that Plaid no longer knows', async () => {
  const { client, first } = await withTwoBanks();
  app.emulator.control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { itemId: first.id });
  const page = await client.get('/dashboard');
  await client.press(page, 'Disconnect Fernhollow Bank');
  expect(client.bankCookies).toHaveLength(1);
});

it.each([
  ['ins_900008', 'Oldgrove Bank is not answering at the moment; this can last for hours.'],
  ['ins_900009', 'Marlbrook Savings asks you to sign in again before it shows anything new.'],
  ['ins_900011', 'Seedmoor Bank is still preparing your history, which usually takes under a minute.'],
])('tells what %s needs', async (bank, sentence) => {
  const client = app.newClient();
  await linkBank(client, { bank });
  const [line] = dashboardOf(await client.get('/dashboard')).attention;
  expect(line).toContain(sentence);
});
