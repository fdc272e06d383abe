/** The dashboard where a bank or Plaid fails: what is said, and that all the rest is shown. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/emulator/faults.ts';
import { giveBank } from '../../support/give-bank.ts';
import { dashboardOf, transactionsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const FROM_TRANSACTIONS = ['month-so-far', 'cash-flow', 'spending', 'upcoming', 'latest'];
const SECTIONS = ['net-worth', 'accounts', ...FROM_TRANSACTIONS];
/** What of a page is about a bank that is missing. */
const mentions = (text: string, bank: string) => text.split(bank).length - 1;
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
function withBanks(...banks: string[]) {
  const client = app.newClient();
  for (const institutionId of banks) giveBank(app, client, { institutionId, daysRequested: 90 });
  // A late call of an earlier test brings its Item back: the newest at this bank is this one's.
  const item = control.items().findLast(({ institution }) => institution.id === banks[0]);
  return { client, itemId: item?.id ?? '' };
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
    const { client, itemId } = withTwoBanks();
    control.inject(fault, { itemId });
    const answer = await client.get('/dashboard');
    expect(answer.status).toBe(200);
    const { attention, accounts, latest } = dashboardOf(answer);
    expect(attention).toEqual([expect.stringMatching(/^Fernhollow Bank /)]);
    expect(accounts.map(({ about }) => about)).toContain('Quillfeather Cards');
    expect(latest).toHaveLength(5);
    for (const id of ['net-worth', 'latest']) {
      expect(answer.page(`.${id} .incomplete`).attr('href'), id).toBe('#attention');
    }
    expect(answer.text).toMatch(/<\/html>\s*$/);

    const list = transactionsOf(await client.get('/transactions'));
    expect(list).toMatchObject({ attention: [expect.stringMatching(/^Fernhollow Bank /)], isPartial: true });
    expect(list.rows.length).toBeGreaterThan(10);
  });

  it('from every bank, the page is still whole', async () => {
    const { client } = withTwoBanks();
    control.inject(fault);
    const answer = await client.get('/dashboard');
    expect(answer.status).toBe(200);
    const { attention, slots } = dashboardOf(answer);
    expect(attention).toHaveLength(2);
    expect(slots).toEqual(['attention']);
    expect(answer.text).toMatch(/<\/html>\s*$/);
  });
});

it('the request id that Plaid’s support asks for is on the page and in the log', async () => {
  const { client, itemId } = withTwoBanks();
  control.inject({ kind: 'error', code: 'INSTITUTION_DOWN' }, { itemId });
  const [line] = dashboardOf(await client.get('/dashboard')).attention;
  const requestId = /to Plaid’s support: (\w{15})\b/.exec(line ?? '')?.[1];
  expect(requestId).toBeDefined();
  expect(app.logLines.filter((log) => log.includes(`"plaidRequestId":"${requestId}"`))).toHaveLength(1);
});

it('a bank that Plaid no longer knows leads to removing it from this browser', async () => {
  const { client, itemId } = withTwoBanks();
  control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { itemId });
  const { page } = await client.get('/dashboard');
  const link = page('#attention li a');
  expect(link.text()).toBe('Remove from this browser');
  expect(link.attr('href')).toMatch(/^\/banks\/\w+\/disconnect\?gone=yes$/);
});

it.each([
  [OLDGROVE, 'Oldgrove Bank is not answering at the moment; this can last for hours.'],
  ['ins_900009', 'Marlbrook Savings asks you to sign in again before it shows anything new.'],
  [SEEDMOOR, 'Seedmoor Bank is still preparing your history, which usually takes under a minute.'],
])('what is the matter with %s is said', async (bank, sentence) => {
  const { client } = withBanks(bank);
  expect(dashboardOf(await client.get('/dashboard')).attention[0]).toContain(sentence);
});

it.each([
  [OLDGROVE, 'Oldgrove Bank', 'Try again'],
  ['ins_900009', 'Marlbrook Savings', 'Sign in again'],
])(
  'where %s is the only bank, the sections give way to one sentence and one action',
  async (bank, name, action) => {
    const { client } = withBanks(bank);
    for (const path of ['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring', '/ahead']) {
      const answer = await client.get(path);
      const { page } = answer;
      expect(page('#attention h2').text(), path).toBe('Your bank cannot be shown right now');
      expect(mentions(page('main').text(), name), path).toBe(1);
      expect(page('#attention').find('a, button').text(), path).toBe(action);
      expect(
        page('main section:not(#attention, .opening):has(h2), .failed, .empty, .incomplete'),
        path,
      ).toHaveLength(0);
      expect(page('main').text()).not.toMatch(/nothing was spent|nothing was found/i);
    }
  },
);

it('a skeleton whose section gives way goes with it', async () => {
  const { client } = withBanks(OLDGROVE);
  const { page } = await client.get('/dashboard');
  for (const id of SECTIONS) expect(page(`main > [slot=${id}][hidden]`), id).toHaveLength(1);
});

it('two banks that are missing are named once each, and every section that lacks them says “partial”', async () => {
  const { client } = withBanks('ins_900001', OLDGROVE, SEEDMOOR);
  const { page } = await client.get('/dashboard');
  for (const id of SECTIONS) {
    expect(page(`.${id} .incomplete`).text(), id).toBe('partial');
    expect(page(`.${id} .incomplete`).attr('href'), id).toBe('#attention');
  }
  expect(mentions(page('main').text(), 'Oldgrove Bank')).toBe(1);
  expect(mentions(page('#attention').text(), 'Seedmoor Bank')).toBe(1);
  expect(page('#attention li:not(.due)')).toHaveLength(2);
});

it('a bank without transactions is said once to have none, and nobody is asked to do anything', async () => {
  const { client, itemId } = withTwoBanks();
  control.inject({ kind: 'error', code: 'PRODUCTS_NOT_SUPPORTED' }, { itemId, path: '/transactions/get' });
  const { page } = await client.get('/dashboard');
  expect(page('#attention .note').text()).toBe('Fernhollow Bank gives no transactions through Plaid.');
  expect(page('#attention li:not(.due)')).toHaveLength(0);
  expect(page('.latest .incomplete').attr('href')).toBe('#attention');
});

it('of five broken banks three stand open, those first whose person can do something', async () => {
  const banks = [OLDGROVE, 'ins_900016', 'ins_900009', 'ins_900019', 'ins_900020'];
  const { client } = withBanks('ins_900001', ...banks);
  const { page } = await client.get('/dashboard');
  const open = page('#attention > .lines > li:not(.due) strong').toArray();
  expect(open.map((name) => page(name).text())).toEqual([
    'Marlbrook Savings',
    'Lockhaven Bank',
    'Emptyfold Bank',
  ]);
  expect(page('#attention > details > summary').text()).toBe('2 more banks need attention');
  expect(page('#attention > details li')).toHaveLength(2);
});

/** What is offered for broken banks; nothing else on these pages has such words. */
const ACTIONS = [
  'Sign in again',
  'Choose what to share',
  'Try again',
  'Check again',
  'Remove from this browser',
];

it.each([
  [OLDGROVE, null, 'Try again'],
  ['ins_900009', null, 'Sign in again'],
  ['ins_900019', null, 'Sign in again'],
  ['ins_900020', null, 'Choose what to share'],
  ['ins_900001', 'ITEM_NOT_FOUND', 'Remove from this browser'],
  ['ins_900001', 'RATE_LIMIT', 'Check again'],
])('%s with the error %s offers “%s” on every page, and nothing else', async (bank, code, action) => {
  const { client, itemId } = withBanks(bank, 'ins_900002');
  if (code) control.inject({ kind: 'error', code }, { itemId });
  for (const path of ['/dashboard', '/transactions', '/spending', '/recurring', '/credit', '/banks']) {
    const { page } = await client.get(path);
    const offered = page('main a, main button')
      .toArray()
      .map((control) => page(control).text().trim())
      .filter((text) => ACTIONS.includes(text));
    expect(new Set(offered), path).toEqual(new Set([action]));
  }
});
