/** The transactions page where something is special: pending rows, split days, missing banks, hidden amounts. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { transactionsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const HOUSEHOLD = 'ins_900001';
const FOREIGN = 'ins_900005';
const DOWN = 'ins_900008';
const PREPARING = 'ins_900011';

interface RawRow {
  readonly amount: number;
  readonly iso_currency_code: string | null;
  readonly unofficial_currency_code: string | null;
}

let app: TestApp;
let client: Client;
beforeEach(async () => {
  app = await startTestApp();
  client = app.newClient();
});
afterEach(() => app.close());

describe('the list', () => {
  it('begins with what is pending, marked, and shows no purchase twice', async () => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    const { page } = await client.get('/transactions?days=90');
    const [pending, ...days] = page('.day').toArray();
    expect(page(pending).find('h3').text()).toMatch(/^Pending/);
    expect(page(pending).find('.entry:not(.pending)')).toHaveLength(0);
    expect(page(pending).find('.pill').first().text()).toBe('Pending');
    expect(page(days).find('.pending')).toHaveLength(0);
  });

  it('gives a day that is split over two pages its whole sum on both', async () => {
    giveBank(app, client, { transactions: 730 * 30 });
    const [first, second] = await Promise.all([
      client.get('/transactions'),
      client.get('/transactions?page=2'),
    ]);
    const last = first.page('.day h3').last().text();
    expect(second.page('.day h3').first().text()).toBe(last);
    expect(last).toMatch(/30\s+transactions · [+−]\$[\d,.]+$/);
    expect(first.page('.found p').text()).toContain('1 to 100 shown');
    expect(second.page('.found p').text()).toContain('101 to 200 shown');
    expect(first.text.length).toBeLessThan(300_000);
  });

  it('adds each currency on its own, as the bank’s own rows add up', async () => {
    giveBank(app, client, { institutionId: FOREIGN });
    const [item] = app.emulator.control.items();
    const raw = app.emulator.control.rawTransactions(item?.id ?? '') as RawRow[];
    const expected = new Map<string, number>();
    for (const { amount, iso_currency_code, unofficial_currency_code } of raw.filter(
      ({ amount }) => amount > 0,
    )) {
      const currency = iso_currency_code ?? unofficial_currency_code ?? '';
      expected.set(currency, (expected.get(currency) ?? 0) + amount);
    }
    const { page } = await client.get('/transactions?days=730', { 'accept-language': 'en-US' });
    const out = page('.sums div:last-child dd')
      .toArray()
      .map((sum) => page(sum).text());
    for (const [currency, sum] of expected) {
      const symbol = { EUR: '€', JPY: '¥' }[currency] ?? currency;
      const shown = out.filter((text) => text.includes(symbol)).map((text) => text.replaceAll(/[^\d.]/g, ''));
      expect(shown).toHaveLength(1);
      expect(Number(shown[0])).toBeCloseTo(sum, 6);
    }
    expect(out).toHaveLength(expected.size);
  });
});

describe('banks that do not answer', () => {
  it('are named beside what is there, and the files are offered as partial', async () => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    giveBank(app, client, { institutionId: DOWN });
    const answer = await client.get('/transactions?q=coffee');
    expect(transactionsOf(answer).missing).toContain('Oldgrove Bank');
    expect(answer.page('.exports a').first().attr('href')).toBe('/transactions.csv?q=coffee&partial=yes');
  });

  it('are not mistaken for an empty account, whether down or preparing', async () => {
    giveBank(app, client, { institutionId: PREPARING });
    const { page } = await client.get('/transactions?days=90');
    expect(page('.empty').text()).toContain('Seedmoor Bank is still preparing its history');
    expect(page('.empty').text()).not.toContain('no transactions');
    expect(page('.empty a').attr('href')).toBe('/transactions?days=90');
    expect(page('.exports')).toHaveLength(0);
  });
});

it('names every filter when nothing fits, and keeps the range when they are cleared', async () => {
  giveBank(app, client, { institutionId: HOUSEHOLD });
  const { page } = await client.get('/transactions?q=zebra&category=TRAVEL&min=5&days=90');
  expect(page('.empty p').first().text()).toContain('“zebra”, Travel, At least 5');
  expect(page('.empty a').attr('href')).toBe('/transactions?days=90');
});

it('holds no digit of an amount while amounts are hidden, and no file', async () => {
  giveBank(app, client, { institutionId: HOUSEHOLD });
  await client.post('/preferences', { hidden: 'yes' });
  const { page } = await client.get('/transactions?days=90');
  expect(page('.money').length).toBeGreaterThan(50);
  expect(
    new Set(
      page('.money')
        .toArray()
        .map((amount) => page(amount).text()),
    ),
  ).toEqual(new Set(['•••••']));
  expect(page('.exports')).toHaveLength(0);
  expect(page('.export').text()).toContain('hidden');
});
