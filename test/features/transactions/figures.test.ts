/** A figure leads to exactly what it is made of: each link is followed, and every row behind it is added up. */

import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parseBook } from '../../../src/finance/book/text.ts';
import type { Answer, Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { type PlainRow, startPlainPlaid } from '../../support/plain-plaid.ts';
import { printedAmount } from '../../support/sums.ts';
import { startTestApp } from '../../support/test-app.ts';

const HOUSEHOLD = 'ins_900001';
const CARDS = 'ins_900002';
const FOREIGN = 'ins_900005';
const ENGLISH = { 'accept-language': 'en-US' };
const now = () => new Date('2026-03-10T12:00:00Z');

const app = await startTestApp({ now });

/** Motels that differ in digits alone, one of them in two currencies, shops of one chain, and pay that a card adds to. */
const rows: PlainRow[] = [
  { date: '2026-03-02', amount: 61.5, name: 'Motel 6', merchantId: 'six' },
  { date: '2026-02-02', amount: 66, name: 'MOTEL 6', merchantId: 'six' },
  { date: '2026-02-12', amount: 58.25, name: 'Motel 6', merchantId: 'six', currency: 'EUR' },
  { date: '2026-01-20', amount: 88.8, name: 'Motel 8', merchantId: 'eight' },
  { date: '2026-01-21', amount: 18, name: 'Motel 8', merchantId: 'eight', currency: 'EUR' },
  { date: '2026-02-20', amount: 40, name: 'Shell 0423' },
  { date: '2026-02-27', amount: 45, name: 'Shell 0588' },
  ...Array.from({ length: 70 }, (_, at) => ({
    ...{ date: `2026-02-${String(1 + (at % 28)).padStart(2, '0')}`, amount: 3.1 },
    ...{ name: 'Blue Heron', merchantId: 'heron', category: 'FOOD_AND_DRINK' },
  })),
  // What the merchant paid is no part of what was spent there.
  { date: '2026-02-05', amount: -500, name: 'Blue Heron', merchantId: 'heron', category: 'INCOME' },
  ...['2026-01-01', '2026-02-01', '2026-03-01'].map((date) => ({
    ...{ date, amount: -3000, name: 'Tidewater', category: 'INCOME', detailed: 'INCOME_WAGES' },
  })),
  { date: '2026-03-05', amount: -12.5, name: 'Cash back', category: 'INCOME', account: 'card' },
  { date: '2026-03-04', amount: 50, name: 'No category', category: 'OTHER', detailed: 'OTHER' },
  { date: '2026-03-04', amount: 20, name: 'Some other', category: 'OTHER', detailed: 'OTHER_OTHER' },
];
const plaid = await startPlainPlaid({
  accounts: [{ id: 'checking' }, { id: 'card', type: 'credit' }],
  rows,
});
const motels = await startTestApp({ now, env: { PLAID_BASE_URL: plaid.baseUrl } });
afterAll(async () => {
  await app.close();
  await motels.close();
  plaid.close();
});

/** One with a comma, one that begins like one of Plaid's, and what counts otherwise. */
const OWN_CATEGORIES = [
  'file "shell" under Fuel, and so on',
  'file "blue heron" under Treats',
  'file "motel 8" under Late_breakfasts',
  'file "no category" under TRAVEL_FLIGHTS',
  'file "cash back" under Rewards',
  'count "some other" as nothing',
  'count "tidewater" as spending',
].join('\n');

/** Two that become one with a third, one that loses a part of itself, and one that takes the name of another. */
const OWN_NAMES = [
  'call "motel 6" Blue Heron',
  'call "shell 0423" Motel 8',
  'call "shell 0588" Motel 6',
  'call "no category" Some other',
  'call "some other" No category',
].join('\n');

let client: Client;
const open = (path: string) => client.get(path, ENGLISH);

/** What the list behind a link adds up to: by its head, by its sums, and row by row through all of its pages. */
async function sumsBehind(href: string) {
  const first = await open(href);
  const { page } = first;
  expect(page('.facts'), href).toHaveLength(1);
  expect(page('.found .sums'), href).toHaveLength(1);
  const sums = page('.found .sums dd').toArray();
  const shown: ReturnType<typeof printedAmount>[] = [];
  for (let list: Answer | null = first; list; ) {
    const { page }: Answer = list;
    shown.push(...page('.entry > .money').map((_, one) => printedAmount(page(one).text())));
    const older: string | undefined = page('a[rel=next]').attr('href');
    list = older === undefined ? null : await open(older);
  }
  return {
    currencies: [...new Set(shown.map(({ currency }) => currency))],
    head: printedAmount(page('.facts > div').last().find('.money').text()).value,
    sums: -sums.reduce((sum, amount) => sum + printedAmount(page(amount).text()).value, 0n),
    rows: -shown.reduce((sum, { value }) => sum + value, 0n),
  };
}

/** What `sumsBehind` has to find behind a figure. */
const exactly = (value: bigint, currency: string) => ({
  currencies: [currency],
  ...{ head: value, sums: value, rows: value },
});

describe.each([
  ['a couple’s two banks', app, [HOUSEHOLD, CARDS], ''],
  ['four currencies', app, [FOREIGN], ''],
  ['a couple’s two banks and four currencies', app, [HOUSEHOLD, CARDS, FOREIGN], ''],
  ['merchants that differ in digits alone', motels, [HOUSEHOLD], ''],
  ['categories of the person’s own', motels, [HOUSEHOLD], OWN_CATEGORIES],
  ['merchants that the person calls otherwise', motels, [HOUSEHOLD], OWN_NAMES],
] as const)(
  'with %s, a figure leads to exactly what it is made of:',
  (_, { emulator, ...own }, banks, book) => {
    beforeEach(() => {
      emulator.control.reset();
      client = own.newClient();
      for (const institutionId of banks) giveBank({ emulator, ...own }, client, { institutionId });
      giveBook(own, client, parseBook(book).lines);
    });

    it('each category of the spending page', async () => {
      const { page } = await open('/spending?months=3');
      const tables = page('#by-category .scroll table').toArray();
      expect(tables.length).toBeGreaterThan(0);
      for (const [index, table] of page('#by-category > table').toArray().entries()) {
        for (const [column, link] of page(table).find('tbody a').toArray().entries()) {
          const months = page(tables[index])
            .find(`tbody td:nth-child(${column + 2})`)
            .toArray()
            .map((cell) => printedAmount(page(cell).text()));
          const { currency = '' } = months[0] ?? {};
          const spent = months.reduce((sum, { value }) => sum + value, 0n);
          const href = page(link).attr('href') ?? '';
          expect(await sumsBehind(href), href).toEqual(exactly(spent, currency));
        }
      }
    });

    it('each merchant of the spending page', async () => {
      const { page } = await open('/spending?months=3');
      const merchants = page('#merchants tbody tr').toArray();
      expect(merchants.length).toBeGreaterThan(0);
      for (const row of merchants) {
        const { value, currency } = printedAmount(page(row).find('td').last().text());
        const href = page(row).find('a').attr('href') ?? '';
        expect(await sumsBehind(href), href).toEqual(exactly(value, currency));
      }
    });

    it('each category of the overview, and everything else', async () => {
      const { page } = await open('/dashboard?days=90');
      const labels: string[] = [];
      for (const row of page('#spending table:not(:has(h3)) tbody tr').toArray()) {
        const { value, currency } = printedAmount(page(row).find('.money').text());
        const link = page(row).find('a');
        labels.push(link.text());
        expect(await sumsBehind(link.attr('href') ?? ''), link.text()).toEqual(exactly(value, currency));
      }
      if (banks.length > 1) expect(labels).toContain('Everything else');
    });

    it('each part of a category', async () => {
      for (const counts of ['spending', 'income']) {
        for (const category of ['FOOD_AND_DRINK', 'TRAVEL', 'INCOME', 'OTHER']) {
          const { page } = await open(`/transactions?category=${category}&counts=${counts}&days=90`);
          for (const part of page('.parts li').toArray()) {
            const { value, currency } = printedAmount(page(part).find('.money').text());
            const href = page(part).find('a').attr('href');
            const sign = counts === 'income' ? -1n : 1n;
            const wanted = { ...exactly(sign * value, currency), head: value };
            if (href) expect(await sumsBehind(href), href).toEqual(wanted);
            else expect(page(part).text()).toMatch(/^(Other|Income) /);
          }
        }
      }
    });

    it('each month of a category: the same as on the spending page', async () => {
      const { page } = await open('/spending?months=12');
      const href = page('#by-category > table').first().find('tbody a').first().attr('href') ?? '';
      const column = (answer: Answer, selector: string) =>
        answer
          .page(selector)
          .toArray()
          .map((cell) => answer.page(cell).text());
      const list = await open(href);
      expect(column(list, '.subject > .data:first-of-type td')).toEqual(
        page('#by-category .scroll table')
          .first()
          .find('tbody td:nth-child(2)')
          .toArray()
          .map((cell) => page(cell).text()),
      );
      expect(list.page('.subject .axis-x').length).toBeGreaterThanOrEqual(12);
    });

    it('what recurs, in its own currency', async () => {
      const { page } = await open('/recurring');
      for (const link of page('#recurring .opened a').toArray()) {
        const list = await open(page(link).attr('href') ?? '');
        expect(list.page('.found .sums'), page(link).attr('href')).toHaveLength(1);
      }
    });
  },
);

describe('the page of transactions with a book', () => {
  beforeEach(() => {
    client = motels.newClient();
    giveBank(motels, client, { institutionId: HOUSEHOLD });
    giveBook(motels, client, parseBook(`${OWN_CATEGORIES}\n${OWN_NAMES}`).lines);
  });

  it('lists the person’s own categories in its form and as what can be taken off', async () => {
    const answer = await open('/transactions?category=Treats&days=90');
    const boxes = answer
      .page('input[name=category][type=checkbox]')
      .toArray()
      .map((box) => answer.page(box).attr('value'));
    expect(boxes.slice(18)).toEqual([
      ...['Late_breakfasts', 'Treats', 'Rewards', 'Fuel, and so on'].toSorted(
        (a, b) => boxes.indexOf(a) - boxes.indexOf(b),
      ),
    ]);
    expect(answer.page('input[type=hidden][name=category]')).toHaveLength(0);
    expect(answer.page('input[name=category][checked]').attr('value')).toBe('Treats');
    expect(answer.text).toContain('Treats');
    expect(answer.page('.entry').length).toBeGreaterThan(60);
  });

  it('has none of them with ?plain, where no row is in one', async () => {
    const plain = await open('/transactions?category=Treats&plain');
    expect(plain.page('input[name=category][checked]')).toHaveLength(0);
  });
});

describe('the page of a category', () => {
  beforeEach(() => {
    motels.emulator.control.reset();
    client = motels.newClient();
    giveBank(motels, client);
  });

  it('of pay is of income, whatever a card gave back', async () => {
    const { page } = await open('/transactions?category=INCOME');
    const facts = page('.facts').first().find('div').first();
    expect(facts.find('dt').text()).toBe('Received in March 2026 so far');
    expect(facts.find('.money').text()).toBe('$3,000.00');
    expect(page('.subject .note').text()).toContain(
      '1 transaction in this list is not income and is left out of these sums.',
    );
  });

  it('has no link to itself from what has no detailed category', async () => {
    const { page } = await open('/transactions?category=OTHER&counts=spending');
    const parts = page('.parts li').toArray();
    const texts = parts.map((part) => page(part).text().replaceAll(/\s+/g, ' ').trim());
    expect(texts).toContain('Other $50.00');
    const links = page('.parts a').map((_, link) => page(link).attr('href'));
    expect([...links]).not.toContain('/transactions?category=OTHER&counts=spending');
  });

  it('has one currency where a currency is chosen, and the form and every file keep it', async () => {
    const answer = await open('/transactions?category=TRAVEL&currency=EUR');
    expect(answer.page('.chip:not(.plain)').text()).toContain('Only EUR');
    expect(answer.page('.found strong').text()).toMatch(/^2\b/);
    const sent = await client.press(answer, 'Search', { q: 'motel 8' });
    expect(sent.page('.found strong').text()).toMatch(/^1\b/);
    const { filter, page } = JSON.parse((await open('/api/transactions?days=365&currency=eur')).text);
    expect([filter.currency, page.count]).toEqual(['EUR', 2]);
    const csv = (await open('/transactions.csv?days=365&currency=EUR')).text;
    expect(csv.trim().split('\r\n')).toHaveLength(3);
    for (const link of answer.page('a[href^="/transactions."]').toArray())
      expect(answer.page(link).attr('href')).toContain('currency=EUR');
  });

  it('leads from a motel to all of its stays and to no other motel, and from a shop to its whole chain', async () => {
    const rowsOf = async (q: string) => {
      const list = await open(`/transactions?q=${q}`);
      const links = list.page('.opened a[href*="merchant="]');
      const behind = await open(links.first().attr('href') ?? '');
      return behind
        .page('.entry .payee bdi')
        .toArray()
        .map((payee) => behind.page(payee).text())
        .sort();
    };
    expect(await rowsOf('motel+8')).toEqual(['Motel 8', 'Motel 8']);
    expect(await rowsOf('0423')).toEqual(['Shell 0423', 'Shell 0588']);
  });
});
