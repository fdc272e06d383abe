/** Files of the current view, over the real app and the emulator. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../../support/browser.ts';
import { giveBank } from '../../support/give-bank.ts';
import { type House, openHouse } from '../../support/house.ts';
import { noticesOf, transactionsOf } from '../../support/pages.ts';

let house: House;
let visitor: Browser;
beforeEach(async () => {
  house = await openHouse({ now: () => new Date('2026-06-15T12:00:00Z') });
  visitor = house.visitor();
});
afterEach(() => house.close());

interface Exported {
  readonly transactions: readonly { id: string; amount: number; isPending: boolean; payee: string }[];
  readonly missingBanks: readonly string[];
}

async function exported(path: string): Promise<Exported> {
  return JSON.parse((await visitor.get(path)).text);
}

const transactionCalls = () =>
  house.emulator.control.calls().filter(({ path }) => path === '/transactions/get').length;

describe('a file', () => {
  it.each([
    ['csv', 'text/csv'],
    ['json', 'application/json'],
    ['ofx', 'application/x-ofx'],
    ['qif', 'application/x-qif'],
  ])('comes as a dated %s attachment that nobody keeps', async (name, mediaType) => {
    giveBank(house, visitor);
    const { status, headers } = await visitor.get(`/transactions.${name}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(mediaType);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="transactions-2026-06-15.${name}"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('holds what the page shows: every match of the filter, once, from every bank', async () => {
    giveBank(house, visitor);
    giveBank(house, visitor, { institutionId: 'ins_900005' });
    const query = '?days=365&direction=out&min=20';
    const page = transactionsOf(await visitor.get(`/transactions${query}`));
    const { transactions } = await exported(`/transactions.json${query}`);
    expect(`${transactions.length.toLocaleString('en-US')} transactions`).toBe(page.found);
    expect(transactions.length).toBeGreaterThan(50);
    expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
    expect(transactions.every(({ amount }) => amount < 0)).toBe(true);
    const csv = await visitor.get(`/transactions.csv${query}`);
    expect(csv.text.split('\r\n')).toHaveLength(transactions.length + 2);
  });

  it('of OFX and QIF holds the same without what is pending', async () => {
    giveBank(house, visitor);
    const { transactions } = await exported('/transactions.json?days=90');
    const posted = transactions.filter(({ isPending }) => !isPending).length;
    expect(posted).toBeLessThan(transactions.length);
    const ofx = await visitor.get('/transactions.ofx?days=90');
    const qif = await visitor.get('/transactions.qif?days=90');
    expect(ofx.text.match(/<STMTTRN>/g)).toHaveLength(posted);
    expect(qif.text.match(/^T-?[\d.]+$/gm)).toHaveLength(posted);
  });

  it('of one account has that account alone', async () => {
    giveBank(house, visitor);
    const all = await visitor.get('/transactions.qif');
    const { page } = await visitor.get('/transactions');
    const account = page('select[name=account] option').eq(1).attr('value');
    const one = await visitor.get(`/transactions.qif?account=${account}`);
    expect(all.text.match(/^!Account$/gm)?.length).toBeGreaterThan(1);
    expect(one.text.match(/^!Account$/gm)).toHaveLength(1);
  });

  it('costs one call where one page holds it all, whatever the format', async () => {
    giveBank(house, visitor);
    for (const name of ['csv', 'json', 'ofx', 'qif']) {
      const before = transactionCalls();
      await visitor.get(`/transactions.${name}`);
      expect(transactionCalls() - before).toBe(1);
    }
  });
});

describe('no file', () => {
  it('is written while amounts are hidden; the page says so', async () => {
    giveBank(house, visitor);
    await visitor.post('/preferences', { hidden: 'yes' });
    for (const name of ['csv', 'json', 'ofx', 'qif']) {
      const answer = await visitor.get(`/transactions.${name}?q=tea`);
      expect(answer).toMatchObject({ status: 303, location: '/transactions?q=tea' });
    }
    expect(noticesOf(await visitor.get('/transactions?q=tea')).join()).toContain('they are hidden');
  });

  it('is had without a bank', async () => {
    expect(await visitor.get('/transactions.csv')).toMatchObject({ status: 303, location: '/' });
  });
});
