/** The page of what is ahead, its API and its file, of the demo's people and of banks that fail. */

import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { described } from '../../support/api-document.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const TODAY = '2026-03-10';
const app = await startTestApp({ now: () => new Date(`${TODAY}T12:00:00Z`) });
afterAll(() => app.close());
let client: Client;
beforeEach(() => {
  client = app.newClient();
});

interface Amount {
  readonly amountMinor: number | null;
}
interface Told {
  readonly currencies: readonly {
    readonly currency: string;
    readonly balance: Amount;
    readonly days: readonly { date: string; sure: Amount; low: Amount | null; high: Amount | null }[];
    readonly accuracy: { days: number; withinDays: number; insideDays: number } | null;
    readonly accounts: readonly { id: string; balance: Amount }[];
  }[];
  readonly safeToSpend: readonly { amount: Amount | null; lines: readonly { amount: Amount }[] }[];
  readonly events: readonly { date: string; kind: string; name: string }[];
}
const tell = async () => described<Told>(await client.get('/api/ahead'), '/api/ahead');

describe('the page', () => {
  it('has a sum to spend, a chart for all accounts and for each, and a month', async () => {
    giveBank(app, client);
    const { status, page, text } = await client.get('/ahead');
    expect(status).toBe(200);
    expect(page('.safe-to-spend .headline').text()).toMatch(/^\$[\d,]+\.\d\d$/);
    expect(page('.balances-ahead svg.chart')).toHaveLength(3);
    expect(page('.balances-ahead path.band-likely').first().attr('d')).toMatch(/^M0 .*Z$/);
    expect(page('.balances-ahead').text()).toMatch(
      /within \$[\d,.]+ on \d\d of 60 days, and inside the likely band on \d\d of 60 days/,
    );
    expect(page('.month-ahead caption').text()).toBe('Upcoming payments and income, March 2026');
    expect(page('.month-ahead td[aria-current="date"]').text()).toMatch(/^10/);
    expect(page('.month-ahead .card').text()).toBe('');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    // Words that are true of every bank: with little history, with a copy, with pending rows and cards.
    expect(page('.balances-ahead .legend').first().text()).toContain(
      'Certain only: pending, and regular bills, pay and card payments',
    );
    expect(page('.lead').text()).toBe(
      'Worked out from up to two years of your transactions. It can be wrong: each balance shows how accurate the forecast would have been.',
    );
    expect(page('main').text()).not.toContain('foretold');
  });

  it('writes out the sum, and each line leads to transactions that are there', async () => {
    giveBank(app, client);
    const { page } = await client.get('/ahead');
    const minor = (text: string) => Number(text.replaceAll('−', '-').replaceAll(/[^\d-]/g, ''));
    const amounts = page('.safe-to-spend tbody .money')
      .toArray()
      .map((cell) => minor(page(cell).text()));
    expect(amounts.length).toBeGreaterThan(1);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(
      minor(page('.safe-to-spend .headline').text()),
    );
    for (const link of page('.safe-to-spend tbody a').toArray()) {
      const found = await client.get(page(link).attr('href') ?? '');
      expect(found.page('.entry').length, page(link).text()).toBeGreaterThan(0);
    }
  });

  it('goes from month to month by links, with the same amounts', async () => {
    giveBank(app, client);
    const { page } = await client.get('/ahead');
    const next = page('.month-ahead nav a').attr('href') ?? '';
    expect(next).toBe('/ahead?month=2026-04#month-ahead');
    const april = await client.get(next.split('#')[0] ?? '');
    expect(april.page('.month-ahead caption').text()).toBe('Upcoming payments and income, April 2026');
    expect(april.page('.month-ahead .card').text()).toContain('Payment of Fern Cash Card');
  });

  it('shows until when it looks, in the last month', async () => {
    giveBank(app, client);
    const { page } = await client.get('/ahead?month=2026-06');
    expect(page('.month-ahead .beyond .date').first().text()).toBe('9');
    expect(page('.month-ahead .note').text()).toBe('What is due is known until Mon, Jun 8.');
    const may = await client.get('/ahead?month=2026-05');
    expect(may.page('.month-ahead .beyond, .month-ahead .note')).toHaveLength(0);
  });

  it('is led to from what is upcoming', async () => {
    giveBank(app, client);
    expect((await client.get('/dashboard')).page('#upcoming a[href="/ahead"]')).toHaveLength(1);
  });

  it.each(['/ahead', '/api/ahead', '/upcoming.ics'])(
    '%s makes the calls of the recurring page and asks each bank once for its state, and for nothing that is paid for',
    async (path) => {
      giveBank(app, client);
      const callsOf = async (page: string) => {
        const before = app.emulator.control.calls().length;
        await client.get(page);
        const calls = app.emulator.control.calls().slice(before);
        return calls.map((call) => call.path).sort();
      };
      const recurring = await callsOf('/recurring');
      expect(new Set(recurring)).toEqual(new Set(['/transactions/get']));
      expect(await callsOf(path)).toEqual(['/item/get', ...recurring]);
    },
  );
});

describe('where banks fail', () => {
  it('shows the others, and says that it is partial', async () => {
    giveBank(app, client);
    giveBank(app, client, { institutionId: 'ins_900008' });
    const { page } = await client.get('/ahead');
    expect(page('#attention').text()).toContain('Oldgrove Bank');
    expect(page('.incomplete')).toHaveLength(3);
    expect(page('.safe-to-spend .headline').text()).toMatch(/^\$/);
  });

  it('shows what is wrong and no section where none can be read', async () => {
    giveBank(app, client, { institutionId: 'ins_900008' });
    const { status, page } = await client.get('/ahead');
    expect([status, page('main section').length]).toEqual([200, 1]);
    expect(await tell()).toMatchObject({ currencies: [], safeToSpend: [] });
    const file = await client.get('/upcoming.ics');
    expect([file.status, file.location]).toEqual([303, '/ahead']);
  });

  it('of a bank without cash accounts says so', async () => {
    giveBank(app, client, { institutionId: 'ins_900004' });
    const { page } = await client.get('/ahead');
    expect(page('.balances-ahead').text()).toContain('There is no cash account whose balance is known.');
    expect(page('.safe-to-spend').text()).toContain('There is no account for spending');
  });

  it('shows only what is certain where a bank has just begun to tell its history', async () => {
    const young = startTestApp({ now: () => new Date(`${TODAY}T12:00:00Z`) });
    const other = await young;
    const person = other.newClient();
    giveBank(other, person, { daysRequested: 60 });
    const { page } = await person.get('/ahead');
    const told = described<Told>(await person.get('/api/ahead'), '/api/ahead');
    await other.close();
    expect(page('.safe-to-spend .headline, .safe-to-spend tfoot')).toHaveLength(0);
    expect(page('.safe-to-spend .note').first().text()).toContain('less than three months of history');
    expect(page('.safe-to-spend tbody tr').first().text()).toMatch(/\$[\d,]+\.\d\d/);
    expect(told.safeToSpend.map(({ amount }) => amount)).toEqual([null]);
    expect(page('.balances-ahead').text()).toContain(
      'There is too little history to say what is likely, so only what is certain is shown.',
    );
    expect(page('path.band-likely')).toHaveLength(0);
    expect(page('path.line-sure').length).toBeGreaterThan(0);
  });
});

describe('with amounts hidden', () => {
  beforeEach(async () => {
    giveBank(app, client);
    await client.post('/preferences', { hidden: 'yes' });
  });

  it('the page has no amount and no scale', async () => {
    const { page, text } = await client.get('/ahead');
    expect(text).not.toMatch(/\$\s?\d/);
    expect(page('.axis-y, .zero')).toHaveLength(0);
    expect(page('.balances-ahead').text()).toContain('inside the likely band on');
    expect(page('input[name="amounts"]')).toHaveLength(0);
  });

  it('so has the file, whoever asks for them', async () => {
    const { text } = await client.get('/upcoming.ics?amounts=yes');
    expect(text).toContain('SUMMARY:Tidewater Robotics');
    expect(text).not.toMatch(/\$|•••••/);
  });
});

describe('the API', () => {
  it('tells what the page shows', async () => {
    for (const institutionId of ['ins_900001', 'ins_900005']) giveBank(app, client, { institutionId });
    const told = await tell();
    expect(told.currencies.map(({ currency }) => currency).sort()).toEqual([
      'EUR',
      'JPY',
      'KWD',
      'LUMI',
      'USD',
    ]);
    for (const { days, accuracy, balance, accounts } of told.currencies) {
      expect(days).toHaveLength(90);
      expect(days[0]?.date).toBe('2026-03-11');
      expect(accuracy?.days).toBe(60);
      const sum = accounts.reduce((total, one) => total + (one.balance.amountMinor ?? 0), 0);
      expect(sum).toBe(balance.amountMinor);
      for (const { low, high } of days) expect(low?.amountMinor).toBeLessThanOrEqual(high?.amountMinor ?? 0);
    }
    for (const { amount, lines } of told.safeToSpend) {
      expect(lines.reduce((sum, line) => sum + (line.amount.amountMinor ?? 0), 0)).toBe(amount?.amountMinor);
    }
    expect(told.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['in', 'out', 'card', 'connection']),
    );
    expect(told.events.every(({ date }) => date >= TODAY)).toBe(true);
  });
});

describe('the calendar file', () => {
  it('is a file with amounts for whoever asks for them, and the same entries each time', async () => {
    giveBank(app, client);
    const answer = await client.get('/upcoming.ics?amounts=yes&alarm=yes');
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="upcoming-${TODAY}.ics"`);
    expect(answer.text).toMatch(/SUMMARY:Tidewater Robotics \+\$/);
    expect(answer.text).toContain('TRIGGER:-PT15H');
    expect(answer.text).toContain('SUMMARY:Connection to Fernhollow Bank ends');
    const uidsOf = (text: string) => text.match(/^UID:.*$/gm);
    expect(uidsOf((await client.get('/upcoming.ics')).text)).toEqual(uidsOf(answer.text));
    expect(new Set(uidsOf(answer.text)).size).toBe(uidsOf(answer.text)?.length);
  });

  it('says in its name that a bank is missing, or tells only its last days so far', async () => {
    let now = new Date(`${TODAY}T12:00:00Z`);
    const other = await startTestApp({ now: () => now });
    const nameWith = async (institutionId: string) => {
      const person = other.newClient();
      giveBank(other, person);
      giveBank(other, person, { institutionId });
      now = new Date(now.getTime() + 25_000);
      return (await person.get('/upcoming.ics')).headers.get('content-disposition');
    };
    const names = [await nameWith('ins_900008'), await nameWith('ins_900011')];
    await other.close();
    const partial = `attachment; filename="upcoming-${TODAY}-partial.ics"`;
    expect(names).toEqual([partial, partial]);
  });

  it('is none where nothing is expected, and says so', async () => {
    giveBank(app, client, { institutionId: 'ins_900004', isSessionOnly: true });
    const { status, location } = await client.get('/upcoming.ics');
    expect([status, location]).toEqual([303, '/ahead']);
    expect(noticesOf(await client.get('/ahead'))).toEqual([
      'No file was written: nothing is expected in the next 90 days.',
    ]);
  });
});
