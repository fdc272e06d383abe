/** The dashboard where a bank or Plaid fails: what is said, and that all the rest is shown. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/emulator/faults.ts';
import { linkBank } from '../../support/link.ts';
import { dashboardOf, transactionsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const FROM_TRANSACTIONS = ['month-so-far', 'cash-flow', 'spending', 'upcoming', 'latest'];
const SECTIONS = ['net-worth', 'accounts', ...FROM_TRANSACTIONS];
/** Never answers. */
const OLDGROVE = 'ins_900008';
/** Prepares a history for its first minute. */
const SEEDMOOR = 'ins_900011';

// Nobody waits here for Plaid's limits.
const app = await startTestApp({ env: { LIVE_BALANCES: 'view' }, wait: async () => {} });
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

/** Someone with these banks, and the first one's Item. */
async function withBanks(...banks: string[]) {
  const client = app.newClient();
  for (const bank of banks) await linkBank(client, { bank });
  return { client, itemId: control.items()[0]?.id ?? '' };
}

const withTwoBanks = () => withBanks('ins_900001', 'ins_900002');

describe.each<[string, Fault]>([
  ['an error of Plaid’s', { kind: 'error', code: 'INSTITUTION_DOWN' }],
  ['an error code that nobody knows yet', { kind: 'error', code: 'NEVER_HEARD_OF' }],
  ['too many requests', { kind: 'error', code: 'RATE_LIMIT' }],
  ['a page of HTML', { kind: 'html' }],
  ['half an answer', { kind: 'truncated' }],
  ['a reset connection', { kind: 'reset' }],
  ['twelve megabytes', { kind: 'huge', bytes: 12 * 1024 * 1024 }],
])('where the answer is %s', (_, fault) => {
  it('from one bank, the other bank is shown', async () => {
    const { client, itemId } = await withTwoBanks();
    control.inject(fault, { itemId });
    const answer = await client.get('/dashboard');
    expect(answer.status).toBe(200);
    const { attention, accounts, latest } = dashboardOf(answer);
    expect(attention).toEqual([expect.stringMatching(/^Fernhollow Bank /)]);
    expect(accounts.map(({ about }) => about)).toContain('Quillfeather Cards · asked live');
    expect(latest).toHaveLength(10);
    for (const id of ['net-worth', 'latest']) {
      expect(answer.page(`.${id} .partial`).text(), id).toContain('Without Fernhollow Bank');
    }
    expect(answer.text).toMatch(/<\/html>\s*$/);

    const list = transactionsOf(await client.get('/transactions'));
    expect(list.missing).toMatch(/^Without Fernhollow Bank/);
    expect(list.rows.length).toBeGreaterThan(10);
  });

  it('from every bank, the page is still whole', async () => {
    const { client } = await withTwoBanks();
    control.inject(fault);
    const answer = await client.get('/dashboard');
    expect(answer.status).toBe(200);
    const { attention, accounts } = dashboardOf(answer);
    expect(attention).toHaveLength(2);
    expect(accounts).toEqual([]);
    // An empty address is this very page.
    expect(answer.page('.accounts .failed a').attr('href')).toBe('');
    expect(answer.text).toMatch(/<\/html>\s*$/);
  });
});

it('a bank that answers one byte at a time is given up', async () => {
  const { client, itemId } = await withTwoBanks();
  control.inject({ kind: 'drip' }, { itemId });
  const { attention, accounts } = dashboardOf(await client.get('/dashboard'));
  expect(attention[0]).toMatch(/^Fernhollow Bank could not be reached through Plaid/);
  expect(accounts.length).toBeGreaterThan(0);
});

it('the request id that Plaid’s support asks for is on the page and in the log', async () => {
  const { client, itemId } = await withTwoBanks();
  control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { itemId });
  const [line] = dashboardOf(await client.get('/dashboard')).attention;
  const requestId = /request (\w{15})\b/.exec(line ?? '')?.[1];
  expect(requestId).toBeDefined();
  expect(app.logLines.filter((log) => log.includes(`"plaidRequestId":"${requestId}"`))).toHaveLength(1);
});

it('a bank that Plaid no longer knows can be disconnected', async () => {
  const { client, itemId } = await withTwoBanks();
  control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { itemId });
  await client.press(await client.get('/dashboard'), 'Disconnect Fernhollow Bank');
  expect(client.bankCookies).toHaveLength(1);
});

it.each([
  [OLDGROVE, 'Oldgrove Bank is not answering at the moment; this can last for hours.'],
  ['ins_900009', 'Marlbrook Savings asks you to sign in again before it shows anything new.'],
  [SEEDMOOR, 'Seedmoor Bank is still preparing your history, which usually takes under a minute.'],
])('what is the matter with %s is said', async (bank, sentence) => {
  const { client } = await withBanks(bank);
  expect(dashboardOf(await client.get('/dashboard')).attention[0]).toContain(sentence);
});

it('each section says what is missing, with one button, when no bank can be read', async () => {
  const { client } = await withBanks(OLDGROVE);
  const { page } = await client.get('/dashboard');
  for (const id of SECTIONS) {
    expect(page(`.${id} .failed p`).text(), id).toMatch(/of Oldgrove Bank could not be read just now\.$/);
    expect(page(`.${id} a.button, .${id} button`), id).toHaveLength(1);
  }
});

it('each section names the bank that is missing or prepares its history, where another one is shown', async () => {
  const { client } = await withBanks('ins_900001', OLDGROVE, SEEDMOOR);
  const { page } = await client.get('/dashboard');
  for (const id of SECTIONS) expect(page(`.${id} .partial`).text(), id).toContain('Without Oldgrove Bank');
  for (const id of FROM_TRANSACTIONS) {
    expect(page(`.${id} .partial`).text(), id).toContain(
      'Seedmoor Bank, which is still preparing its history',
    );
  }
});

it('a history that is being prepared is waited for, and no section says that nothing was spent', async () => {
  const { client } = await withBanks(SEEDMOOR);
  const { page } = await client.get('/dashboard');
  for (const id of FROM_TRANSACTIONS) {
    expect(page(`.${id} .empty p`).text(), id).toMatch(/^Seedmoor Bank is still preparing its history/);
    expect(page(`.${id} a.button`).text(), id).toBe('Check again');
  }
  expect(page('main').text()).not.toMatch(/nothing was spent/i);
});
