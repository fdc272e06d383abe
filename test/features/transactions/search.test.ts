/** What a search and a filter find, and where they look. */

import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Answer, Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf, transactionsOf } from '../../support/pages.ts';
import type { RawRow } from '../../support/raw-books.ts';
import { startTestApp } from '../../support/test-app.ts';

const HOUSEHOLD = 'ins_900001';
const CARDS = 'ins_900002';
const ENGLISH = { 'accept-language': 'en-US' };

const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
const { control } = app.emulator;
let client: Client;
beforeEach(() => {
  control.reset();
  client = app.newClient();
});
afterAll(() => app.close());

const open = (path: string) => client.get(path, ENGLISH);
const foundIn = (answer: Answer) => Number(transactionsOf(answer).found.replaceAll(/\D/g, ''));
/** What the banks have of the last two years, each purchase once. */
function rawRows(): RawRow[] {
  const rows = control.items().flatMap(({ id }) => control.rawTransactions(id) as RawRow[]);
  const posted = new Set(rows.map((row) => row.pending_transaction_id));
  return rows.filter((row) => !posted.has(row.transaction_id) && row.date >= '2024-03-10');
}

describe('a search', () => {
  beforeEach(() => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    giveBank(app, client, { institutionId: CARDS });
  });

  it.each([
    ['words', 'heron BLUE', (row: RawRow) => /blue/i.test(textOf(row)) && /heron/i.test(textOf(row))],
    [
      'a word of the bank’s own text',
      'BEAVERTON',
      (row: RawRow) => row.original_description.includes('BEAVERTON'),
    ],
    [
      'all but a word',
      'coffee -beaverton',
      (row: RawRow) => /coffee/i.test(textOf(row)) && !/beaverton/i.test(textOf(row)),
    ],
  ])('for %s looks through the whole two years, and says so', async (_, q, isWanted) => {
    const answer = await open(`/transactions?q=${encodeURIComponent(q)}`);
    expect(foundIn(answer)).toBe(rawRows().filter(isWanted).length);
    expect(rawRows().filter((row) => isWanted(row) && row.date < '2025-03-10').length).toBeGreaterThan(0);
    expect(answer.page('.result .note').first().text()).toMatch(
      /^Searched the full two years, from Mar 10, 2024 to Mar 10, 2026, newest first\./,
    );
    expect(answer.page('.panel').attr('open')).toBeUndefined();
    expect(answer.page('.ranges [aria-current]').text()).toBe('2 years');
  });

  it('for an amount looks through the whole two years', async () => {
    const [oldest] = rawRows()
      .filter(({ pending }) => !pending)
      .sort((a, b) => a.date.localeCompare(b.date));
    const amount = Math.abs(oldest?.amount ?? 0);
    const same = rawRows().filter((row) => Math.abs(row.amount) === amount);
    for (const typed of [`$${amount.toFixed(2)}`, `-${amount.toFixed(2)}`]) {
      expect(foundIn(await open(`/transactions?q=${encodeURIComponent(typed)}`))).toBe(same.length);
    }
  });

  it('keeps to a range that was chosen, and offers two years', async () => {
    const answer = await open('/transactions?q=coffee&days=90');
    expect(foundIn(answer)).toBeLessThan(foundIn(await open('/transactions?q=coffee')));
    const link = answer.page('.result .note a');
    expect([link.text(), link.attr('href')]).toEqual(['Search the full two years', '/transactions?q=coffee']);
    expect(answer.page('.filter [name=days]').attr('value')).toBe('90');
  });

  it('reads the history of each bank once, and a list without one no more than before', async () => {
    const callsFor = async (path: string) => {
      const before = asked(app.emulator).length;
      await open(path);
      return asked(app.emulator)
        .slice(before)
        .map(({ path }) => path);
    };
    expect(new Set(await callsFor('/transactions?q=coffee'))).toEqual(new Set(['/transactions/get']));
    const calls = (await callsFor('/transactions?q=coffee')).length;
    expect((await callsFor('/transactions?days=730&direction=out')).length).toBe(calls);
    expect((await callsFor('/transactions?category=FOOD_AND_DRINK')).length).toBe(calls);
    expect((await callsFor('/transactions?merchant=Blue+Heron+Coffee')).length).toBe(calls);
    expect(await callsFor('/transactions?direction=out')).toHaveLength(2);
  });

  it('is sent by one button, from whichever list it begins', async () => {
    const answer = await open('/transactions?category=TRAVEL&account=a');
    expect(answer.page('.filter button')).toHaveLength(1);
    const sent = await client.press(answer, 'Search', { q: 'coffee' });
    expect(transactionsOf(sent).chips[0]).toBe('“coffee”');
  });
});

describe('what cannot be understood', () => {
  beforeEach(() => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
  });

  it('is said beside its field and above the list, which is without it', async () => {
    const answer = await open('/transactions?direction=out&min=abc&to=2026-02-30');
    expect(answer.status).toBe(200);
    expect(foundIn(answer)).toBe(foundIn(await open('/transactions?direction=out')));
    const said = answer
      .page('.wrong')
      .toArray()
      .map((element) => answer.page(element).text());
    expect(said).toEqual([
      'To must be a day, such as 2026-01-31. “2026-02-30” is not one. This filter was ignored.',
      'Minimum must be an amount, such as 12.40. “abc” is not one. This filter was ignored.',
    ]);
    const field = answer.page('[name=min]');
    expect(field.attr('value')).toBe('abc');
    expect(field.attr('aria-invalid')).toBe('true');
    expect(answer.page(`#${field.attr('aria-describedby')}`).text()).toContain('“abc” is not one');
    expect(answer.page('.panel').attr('open')).toBeDefined();
    expect(answer.page('[name=max]').attr('aria-invalid')).toBeUndefined();
  });

  it.each(['csv', 'json', 'ofx', 'qif'])(
    'keeps a %s file from being written, and the page says why',
    async (format) => {
      const answer = await open(`/transactions.${format}?q=coffee&min=%3Cb%3E`);
      expect(answer).toMatchObject({ status: 303, location: '/transactions?q=coffee' });
      expect(noticesOf(await open(answer.location ?? ''))).toEqual([
        'No file was written. Minimum must be an amount, such as 12.40. “<b>” is not one.',
      ]);
    },
  );

  it('is named by the API', async () => {
    const told = async (query: string) => JSON.parse((await open(`/api/transactions?${query}`)).text);
    expect(await told('min=abc&to=x&max=5')).toMatchObject({
      ignored: ['min', 'to'],
      filter: { max: '5', min: '' },
    });
    expect(await told('min=5')).toMatchObject({ ignored: [] });
  });
});

describe('every filter', () => {
  beforeEach(() => {
    giveBank(app, client, { institutionId: HOUSEHOLD });
    giveBank(app, client, { institutionId: CARDS });
  });

  const accounts = () => [...new Set(rawRows().map(({ account_id }) => account_id))].slice(0, 2);
  const queries: [string, () => URLSearchParams][] = [
    ['q', () => new URLSearchParams({ q: 'coffee -beaverton' })],
    ['merchant', () => new URLSearchParams({ merchant: 'Blue Heron Coffee' })],
    ['several merchants', () => new URLSearchParams('merchant=Blue Heron Coffee&merchant=Saffron %26 Rye')],
    ['several accounts', () => new URLSearchParams({ account: accounts().join(), days: '365' })],
    ['several categories', () => new URLSearchParams('category=TRAVEL&category=MEDICAL')],
    ['a detailed category', () => new URLSearchParams('category=FOOD_AND_DRINK,FOOD_AND_DRINK_COFFEE')],
    ['counts', () => new URLSearchParams({ counts: 'neither', days: '365' })],
    ['several at once', () => new URLSearchParams('category=TRAVEL,OTHER&counts=spending&min=20&pending=no')],
  ];

  it.each(queries)('finds the same on the page, in the API and in the files: %s', async (_, makeQuery) => {
    const query = makeQuery();
    const found = foundIn(await open(`/transactions?${query}`));
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(foundIn(await open('/transactions?days=730')));
    const { page } = JSON.parse((await open(`/api/transactions?${query}`)).text);
    expect(page.count).toBe(found);
    const file = JSON.parse((await open(`/transactions.json?${query}`)).text);
    expect(file.transactions).toHaveLength(found);
    const csv = (await open(`/transactions.csv?${query}`)).text;
    expect(csv.trim().split('\r\n')).toHaveLength(found + 1);
  });

  it('of several accounts finds what each finds', async () => {
    const counts = async (account: string) =>
      foundIn(await open(`/transactions?days=365&account=${account}`));
    const [one = '', other = ''] = accounts();
    expect(await counts(`${one},${other}`)).toBe((await counts(one)) + (await counts(other)));
    const { page } = await open(`/transactions?days=365&account=${one}&account=${other}`);
    expect(page('[name=account]:checked')).toHaveLength(2);
    expect(page('.pick summary').first().text()).toBe('Accounts: 2 chosen');
    expect(page('.chip:not(.plain)')).toHaveLength(2);
  });

  it('of a detailed category finds it alone', async () => {
    const wanted = rawRows().filter(
      (row) => row.personal_finance_category?.detailed === 'FOOD_AND_DRINK_COFFEE',
    );
    const answer = await open('/transactions?category=FOOD_AND_DRINK_COFFEE');
    expect(foundIn(answer)).toBe(wanted.length);
    expect(answer.page('h1').text()).toBe('Food and drink: Coffee');
  });
});

function textOf({ name, merchant_name, original_description }: RawRow): string {
  return `${merchant_name ?? name} ${original_description}`;
}
