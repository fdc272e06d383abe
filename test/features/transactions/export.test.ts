/** Files of the current view, over the real app and the emulator. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf, transactionsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
let client: Client;
beforeEach(async () => {
  app = await startTestApp({ now: () => new Date('2026-06-15T12:00:00Z') });
  client = app.newClient();
});
afterEach(() => app.close());

interface Exported {
  readonly transactions: readonly { id: string; amount: number; isPending: boolean; payee: string }[];
  readonly missingBanks: readonly string[];
}

async function exported(path: string): Promise<Exported> {
  return JSON.parse((await client.get(path)).text);
}

const transactionCalls = () =>
  app.emulator.control.calls().filter(({ path }) => path === '/transactions/get').length;

describe('a file', () => {
  it.each([
    ['csv', 'text/csv'],
    ['json', 'application/json'],
    ['ofx', 'application/x-ofx'],
    ['qif', 'application/x-qif'],
  ])('comes as a dated %s attachment that nobody keeps', async (name, mediaType) => {
    giveBank(app, client);
    const { status, headers } = await client.get(`/transactions.${name}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(mediaType);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="transactions-2026-06-15.${name}"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('holds what the page shows: every match of the filter, once, from every bank', async () => {
    giveBank(app, client);
    giveBank(app, client, { institutionId: 'ins_900005' });
    const query = '?days=365&direction=out&min=20';
    const page = transactionsOf(await client.get(`/transactions${query}`));
    const { transactions } = await exported(`/transactions.json${query}`);
    expect(`${transactions.length.toLocaleString('en-US')} transactions`).toBe(page.found);
    expect(transactions.length).toBeGreaterThan(50);
    expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
    expect(transactions.every(({ amount }) => amount < 0)).toBe(true);
    const csv = await client.get(`/transactions.csv${query}`);
    expect(csv.text.split('\r\n')).toHaveLength(transactions.length + 2);
  });

  it('of OFX and QIF holds the same without what is pending', async () => {
    giveBank(app, client);
    const { transactions } = await exported('/transactions.json?days=90');
    const posted = transactions.filter(({ isPending }) => !isPending).length;
    expect(posted).toBeLessThan(transactions.length);
    const ofx = await client.get('/transactions.ofx?days=90');
    const qif = await client.get('/transactions.qif?days=90');
    expect(ofx.text.match(/<STMTTRN>/g)).toHaveLength(posted);
    expect(qif.text.match(/^T-?[\d.]+$/gm)).toHaveLength(posted);
  });

  it('of one account has that account alone', async () => {
    giveBank(app, client);
    const all = await client.get('/transactions.qif');
    const { page } = await client.get('/transactions');
    const account = page('select[name=account] option').eq(1).attr('value');
    const one = await client.get(`/transactions.qif?account=${account}`);
    expect(all.text.match(/^!Account$/gm)?.length).toBeGreaterThan(1);
    expect(one.text.match(/^!Account$/gm)).toHaveLength(1);
  });

  it('costs one call where one page holds it all, whatever the format', async () => {
    giveBank(app, client);
    for (const name of ['csv', 'json', 'ofx', 'qif']) {
      const before = transactionCalls();
      await client.get(`/transactions.${name}`);
      expect(transactionCalls() - before).toBe(1);
    }
  });
});

describe('no file', () => {
  it('is written while amounts are hidden; the page says so', async () => {
    giveBank(app, client);
    await client.post('/preferences', { hidden: 'yes' });
    for (const name of ['csv', 'json', 'ofx', 'qif']) {
      const answer = await client.get(`/transactions.${name}?q=tea`);
      expect(answer).toMatchObject({ status: 303, location: '/transactions?q=tea' });
    }
    expect(noticesOf(await client.get('/transactions?q=tea')).join()).toContain('they are hidden');
  });

  it('is had without a bank', async () => {
    expect(await client.get('/transactions.csv')).toMatchObject({ status: 303, location: '/' });
  });
});
