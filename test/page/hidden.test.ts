/** Hidden amounts are in no answer at all. Every amount of these banks is unique, so that each can be searched for. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookLine } from '../../src/finance/book/lines.ts';
import {
  expectedBalances,
  expectedFlow,
  expectedRows,
  expectedSpending,
} from '../support/expected-totals.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { booksOf, currencyOf, exact } from '../support/raw-books.ts';
import { startTestApp } from '../support/test-app.ts';

const NOW = new Date('2026-05-20T12:00:00Z');
const BANKS = ['ins_900001', 'ins_900002', 'ins_900003', 'ins_900004', 'ins_900005'];
const PAGES = [
  ...[
    '/',
    '/dashboard?days=730',
    '/transactions',
    '/transactions?days=90&page=2',
    '/transactions?direction=in',
    '/transactions?category=FOOD_AND_DRINK',
  ],
  ...[
    '/transactions?days=365&q=nothing+has+this+name',
    '/spending?months=24',
    '/net-worth?months=24',
    '/ahead',
    '/ahead?month=2026-06',
    '/upcoming.ics?amounts=yes',
    '/recurring',
    '/credit',
    '/book',
    '/book/line?kind=file&text=e&category=TRAVEL&show=yes',
  ],
  ...[
    '/banks',
    '/privacy',
    '/privacy.json',
    '/api/dashboard',
    '/api/transactions',
    '/api/spending',
    '/api/net-worth?months=24',
    '/api/ahead',
    '/api/credit',
  ],
  '/no-such-page',
];
const [CURRENCY, DAY] = ['USD', '2026-05-01'];
/** What a person's book adds to sums. */
const OWN = [
  {
    kind: 'own',
    name: 'Our house',
    ownKind: 'property',
    amountMinor: 421_357_19,
    currency: CURRENCY,
    day: DAY,
  },
  { kind: 'own', name: 'Owed to Ann', ownKind: 'loan', amountMinor: 8_531_77, currency: CURRENCY, day: DAY },
  { kind: 'target', category: 'FOOD_AND_DRINK', amountMinor: 6_135_71, currency: CURRENCY },
] as const satisfies readonly BookLine[];
const FILES = ['csv', 'json', 'ofx', 'qif'].map((format) => `/transactions.${format}?days=730`);
const MASK = '•••••';

const app = await startTestApp({ env: { LIVE_BALANCES: 'view' }, now: () => NOW });
app.emulator.control.canary('bird');
const client = app.newClient();
for (const institutionId of BANKS) giveBank(app, client, { institutionId });
giveBook(app, client, [...OWN, { kind: 'rate', from: 'EUR', rate: '1.08', to: CURRENCY }]);
const books = await booksOf(app.emulator);
const known = secrets();
// Balances come late, so that the early and the final version of their sections are sent.
app.emulator.control.inject({ kind: 'delay', ms: 300 }, { path: '/accounts/balance/get' });
afterAll(() => app.close());

/** The digits of every amount and every sum, with decimals and without. */
function secrets(): Set<string> {
  const all = () => true;
  const days = expectedRows(books.rows, (day) => day);
  const balances = expectedBalances(books).values;
  const sums = [expectedBalances(books), expectedFlow(books, all), expectedSpending(books, all), days];
  const amounts = [
    ...books.rows.map((row) => exact(row.amount, currencyOf(row))),
    ...books.accounts.flatMap(({ balances }) =>
      [balances.current, balances.available, balances.limit].flatMap((amount) =>
        amount === null ? [] : [exact(amount, currencyOf(balances))],
      ),
    ),
    ...sums.flatMap(({ values }) => Object.values(values)),
    ...OWN.map(({ amountMinor }) => exact(amountMinor / 100, CURRENCY)),
    (balances['net USD'] ?? 0n) + exact(421_357.19 - 8_531.77, CURRENCY),
  ];
  return new Set(amounts.flatMap(digitsOf).filter((digits) => digits.length > 5));
}

function digitsOf(amount: bigint): string[] {
  const digits = amount.toString().replace('-', '').padStart(9, '0');
  const whole = digits.slice(0, -8);
  return [whole, `${whole}${digits.slice(-8).replace(/0{1,6}$/, '')}`];
}

/** Every number in a text, with its decimals and without, whatever separates its digits. */
function numbersIn(text: string): string[] {
  const numbers = text.match(/\d(?:[.,'’\s\u00a0\u202f]?\d)*/g) ?? [];
  return numbers.flatMap((number) => {
    const [whole = ''] = number.split(/[.,](?=\d{1,2}$)/);
    return [number, whole].map((one) => one.replaceAll(/\D/g, ''));
  });
}

function leaksIn(text: string): string[] {
  return numbersIn(text).filter((number) => known.has(number));
}

it('these tests find amounts where they are shown', async () => {
  for (const path of ['/dashboard', '/transactions', '/spending', ...FILES]) {
    expect(leaksIn((await client.get(path)).text).length, path).toBeGreaterThan(10);
  }
  const found = leaksIn((await client.get('/dashboard')).text);
  for (const amount of ['42135719', '853177', '613571']) expect(found).toContain(amount);
});

describe('with amounts hidden', () => {
  beforeAll(async () => {
    await client.post('/preferences', { hidden: 'yes' });
  });

  it.each(PAGES)('has no digit of any amount in %s', async (path) => {
    const { status, text, page } = await client.get(path);
    expect(status).toBe(path === '/no-such-page' ? 404 : 200);
    expect(leaksIn(text)).toEqual([]);
    expect(text).not.toMatch(/[$€¥]\s?\d|\b(?:KWD|LUMI)\s\d|\d\s(?:KWD|LUMI)\b/);
    expect(page('.axis-y, .meter')).toHaveLength(0);
  });

  it('shows the same mask in place of each amount', async () => {
    for (const path of ['/dashboard', '/transactions', '/spending', '/recurring']) {
      const { page } = await client.get(path);
      const amounts = page(
        '.headline, dd.money, .entry > .money, .day .sum .money, td.money, .balance .money, .group .money, .worth .money',
      )
        .filter((_, cell) => !page(cell).is('#merchants td:nth-last-child(2)'))
        .toArray()
        .map((cell) => page(cell).text().replaceAll(/\s+/g, ' ').trim());
      expect(amounts.length, path).toBeGreaterThan(2);
      const unlike = amounts.filter((text) => text.replaceAll(MASK, '').replace('available', '').trim());
      expect(unlike.filter((text) => text !== '–' && text !== 'not reported')).toEqual([]);
    }
  });

  it.each(FILES)('gives no file %s, and says why', async (path) => {
    const refused = await client.get(path);
    expect(refused.status).toBe(303);
    expect(leaksIn(refused.text)).toEqual([]);
    const back = await client.get(refused.location ?? '');
    expect(back.page('.notice').text()).toContain('amounts are hidden');
    expect(leaksIn(back.text)).toEqual([]);
  });

  it('draws the largest bar as high as the chart, since a round scale would tell its size', async () => {
    const { page } = await client.get('/dashboard');
    const charts = page('#cash-flow .chart').toArray();
    expect(charts.length).toBeGreaterThan(2);
    for (const chart of charts) {
      const bars = page(chart).find('rect').toArray();
      expect(
        Math.max(...bars.map((bar) => Number.parseFloat(page(bar).attr('height') ?? ''))),
      ).toBeGreaterThan(99);
    }
  });
});
