/** Files of the current view: what they hold, when there is none, and how often the banks are asked for them. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf, transactionsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const HOUSEHOLD = 'ins_900001';
const FOREIGN = 'ins_900005';
/** Oldgrove Bank, which never answers. */
const DOWN = 'ins_900008';

let app: TestApp;
let client: Client;
beforeEach(async () => {
  app = await startTestApp({ now: () => new Date('2026-06-15T12:00:00Z'), wait: async () => {} });
  client = app.newClient();
});
afterEach(() => app.close());

interface Exported {
  readonly transactions: readonly { id: string; amount: number; isPending: boolean; payee: string }[];
  readonly missingBanks: readonly string[];
}

const FORMATS = ['csv', 'json', 'ofx', 'qif'];
const exported = async (path: string): Promise<Exported> => JSON.parse((await client.get(path)).text);
const transactionCalls = () =>
  app.emulator.control.calls().filter(({ path }) => path === '/transactions/get').length;

describe('a file', () => {
  beforeEach(() => {
    giveBank(app, client);
  });

  it.each([
    ['csv', 'text/csv'],
    ['json', 'application/json'],
    ['ofx', 'application/x-ofx'],
    ['qif', 'application/x-qif'],
  ])('comes as a dated %s attachment that nobody may store', async (name, mediaType) => {
    const { status, headers } = await client.get(`/transactions.${name}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(mediaType);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="transactions-2026-06-15.${name}"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('holds what the page shows: every match of the filter, once, from every bank', async () => {
    giveBank(app, client, { institutionId: 'ins_900005' });
    const query = '?days=365&direction=out&min=20';
    const { found } = transactionsOf(await client.get(`/transactions${query}`));
    const { transactions } = await exported(`/transactions.json${query}`);
    expect(`${transactions.length.toLocaleString('en-US')} transactions`).toBe(found);
    expect(transactions.length).toBeGreaterThan(50);
    expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
    expect(transactions.every(({ amount }) => amount < 0)).toBe(true);
    const csv = await client.get(`/transactions.csv${query}`);
    expect(csv.text.split('\r\n')).toHaveLength(transactions.length + 2);
  });

  it('of OFX and QIF holds the same without what is pending', async () => {
    const { transactions } = await exported('/transactions.json?days=90');
    const posted = transactions.filter(({ isPending }) => !isPending).length;
    expect(posted).toBeLessThan(transactions.length);
    const ofx = await client.get('/transactions.ofx?days=90');
    const qif = await client.get('/transactions.qif?days=90');
    expect(ofx.text.match(/<STMTTRN>/g)).toHaveLength(posted);
    expect(qif.text.match(/^T-?[\d.]+$/gm)).toHaveLength(posted);
  });

  it('of one account has that account alone', async () => {
    const all = await client.get('/transactions.qif');
    const { page } = await client.get('/transactions');
    const account = page('input[name=account]').first().attr('value');
    const one = await client.get(`/transactions.qif?account=${account}`);
    expect(all.text.match(/^!Account$/gm)?.length).toBeGreaterThan(1);
    expect(one.text.match(/^!Account$/gm)).toHaveLength(1);
  });

  it('takes one call to Plaid where one page holds it all, whatever the format', async () => {
    for (const name of FORMATS) {
      const before = transactionCalls();
      await client.get(`/transactions.${name}`);
      expect(transactionCalls() - before).toBe(1);
    }
  });

  it('of a bank with one account asks for nothing twice, whatever the format', async () => {
    const other = app.newClient();
    giveBank(app, other, { transactions: 1_500 });
    for (const name of FORMATS) {
      const before = transactionCalls();
      const { text } = await other.get(`/transactions.${name}?days=730`);
      expect(text.length).toBeGreaterThan(50_000);
      expect([name, transactionCalls() - before]).toEqual([name, 4]);
    }
  });

  it('is refused while amounts are hidden, and the page says so', async () => {
    await client.post('/preferences', { hidden: 'yes' });
    for (const name of FORMATS) {
      const answer = await client.get(`/transactions.${name}?q=tea`);
      expect(answer).toMatchObject({ status: 303, location: '/transactions?q=tea' });
    }
    expect(noticesOf(await client.get('/transactions?q=tea')).join()).toContain('amounts are hidden');
  });

  it('is refused when a bank does not answer, by the bank’s name, and nothing of the file is sent', async () => {
    giveBank(app, client, { institutionId: DOWN });
    const answer = await client.get('/transactions.csv?days=90');
    expect(answer).toMatchObject({ status: 303, location: '/transactions?days=90' });
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(noticesOf(await client.get('/transactions?days=90'))).toEqual([
      'No file was written: Oldgrove Bank could not be read just now.',
    ]);
  });

  it('is written without a bank that its reader leaves out, which is not asked, and its name says so', async () => {
    const down = giveBank(app, client, { institutionId: DOWN });
    const before = transactionCalls();
    const { text, headers } = await client.get(`/transactions.json?without=${down}`);
    expect(transactionCalls() - before).toBe(1);
    expect(headers.get('content-disposition')).toMatch(/transactions-[\d-]+-partial\.json/);
    expect(JSON.parse(text)).toMatchObject({ banks: ['Fernhollow Bank'], missingBanks: ['Oldgrove Bank'] });
  });

  it('that leaves out one bank is refused where another does not answer: it lacks none that its link does not name', async () => {
    const down = giveBank(app, client, { institutionId: DOWN });
    giveBank(app, client, { institutionId: FOREIGN });
    const { control } = app.emulator;
    const [first] = control.items();
    control.inject(
      { kind: 'error', code: 'INSTITUTION_DOWN' },
      { path: '/transactions/get', itemId: first?.id ?? '' },
    );
    for (const query of [`without=${down}`, 'partial=yes']) {
      expect((await client.get(`/transactions.csv?${query}`)).status).toBe(303);
    }
    const [notice] = noticesOf(await client.get('/transactions'));
    expect(notice).toMatch(/^No file was written: .*Fernhollow Bank/);
  });
});

it('is not written without a bank', async () => {
  expect(await client.get('/transactions.csv')).toMatchObject({ status: 303, location: '/' });
});

it('is not written where its reader leaves out every bank', async () => {
  const down = giveBank(app, client, { institutionId: DOWN });
  expect((await client.get(`/transactions.ofx?without=${down}`)).status).toBe(303);
});

it('says that Plaid’s limit is the reason where it is', async () => {
  giveBank(app, client);
  const { control } = app.emulator;
  control.inject({ kind: 'error', code: 'TRANSACTIONS_LIMIT' }, { path: '/transactions/get' });
  expect((await client.get('/transactions.csv')).status).toBe(303);
  expect(noticesOf(await client.get('/privacy')).join()).toContain(
    'No file was written: Plaid limits calls per minute. Try again in a minute.',
  );
});

describe.each([1, 5])('the files of %i banks', (count) => {
  it('read each bank once, and hold the same, whatever the format', async () => {
    for (let bank = 0; bank < count; bank++) giveBank(app, client, { institutionId: HOUSEHOLD });
    const { control } = app.emulator;
    const sizes = control.items().map(({ id }) => control.rawTransactions(id).length);
    // Of several accounts, and of more than a page.
    expect(Math.min(...sizes)).toBeGreaterThan(500);
    // Of each two pages five rows are the same.
    const expected = sizes.map((rows) => Math.ceil((rows - 5) / 495)).reduce((sum, pages) => sum + pages, 0);
    const texts: Record<string, string> = {};
    for (const name of FORMATS) {
      const before = transactionCalls();
      texts[name] = (await client.get(`/transactions.${name}?days=730`)).text;
      expect([name, transactionCalls() - before]).toEqual([name, expected]);
    }
    const { transactions }: Exported = JSON.parse(texts.json ?? '');
    const posted = transactions.filter(({ isPending }) => !isPending).length;
    expect(posted).toBeGreaterThan(500 * count);
    expect(texts.csv?.trimEnd().split('\r\n')).toHaveLength(transactions.length + 1);
    expect(texts.ofx?.match(/<STMTTRN>/g)).toHaveLength(posted);
    expect(texts.qif?.match(/^T-?[\d.]+$/gm)).toHaveLength(posted);
  });
});
