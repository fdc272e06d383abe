/** The page of net worth, its file and its line on the overview, against the banks' own books. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const { control } = app.emulator;
const [HOUSEHOLD, CARDS, INVESTMENTS, LOANS, FOREIGN, DOWN, NAMELESS] = [
  ...['ins_900001', 'ins_900002', 'ins_900003', 'ins_900004', 'ins_900005', 'ins_900008', 'ins_900022'],
] as const;
afterEach(() => control.reset());
afterAll(() => app.close());

function withBanks(...institutionIds: readonly (string | undefined)[]): Client {
  const client = app.newClient();
  for (const institutionId of institutionIds) giveBank(app, client, { institutionId: institutionId ?? '' });
  return client;
}

const cents = (text: string) => Number(text.replaceAll(/[^\d−]/g, '').replace('−', '-'));

/** What the books of all banks come to at the end of a day, in cents; of cash, cards and loans in dollars. */
function worthOn(date: string, from = '2024-05-01'): number {
  return control
    .items()
    .flatMap(({ id }) => control.pastBalances(id, from))
    .filter(({ currency, type }) => currency === 'USD' && type !== 'investment')
    .reduce((sum, { type, days }) => {
      const { currentMinor = Number.NaN } = days.find((day) => day.date === date) ?? {};
      return sum + (type === 'depository' ? currentMinor : -currentMinor);
    }, 0);
}

describe('the page', () => {
  it.each([3, 6, 12, 24])('has the books’ own net worth at the end of each of %i months', async (months) => {
    // One of the cards is hardly used: in a short time it has no row, and is left out.
    const banks = months < 12 ? [HOUSEHOLD] : [HOUSEHOLD, CARDS];
    const { page } = await withBanks(...banks).get(`/net-worth?months=${months}`);
    const rows = page('#worth-total tbody tr').toArray();
    expect(rows).toHaveLength(months);
    for (const row of rows.slice(months === 24 ? 1 : 0)) {
      const to = new URLSearchParams(page(row).find('a').attr('href')?.split('?')[1]).get('to') ?? '';
      const end = to > '2026-05-20' ? '2026-05-20' : to;
      expect(cents(page(row).find('td').eq(-2).text()), to).toBe(worthOn(end));
    }
    expect(page('.ranges [aria-current]').text()).toBe(`${months} months`);
  });

  it('has changes that are exactly the rows behind them', async () => {
    const client = withBanks(HOUSEHOLD, FOREIGN, INVESTMENTS);
    const { page } = await client.get('/net-worth?months=3');
    const links = page('#worth-total tbody tr').toArray();
    expect(links.length).toBeGreaterThan(9);
    for (const row of links) {
      const href = page(row).find('a').attr('href') ?? '';
      const change = page(row).find('td').last().text();
      if (change === '') continue;
      let sum = 0;
      for (let path: string | undefined = href; path; ) {
        const list = await client.get(path);
        for (const one of list.page('.entry > .money').toArray()) sum += cents(list.page(one).text());
        path = list.page('a[rel=next]').attr('href');
      }
      expect(cents(change), href).toBe(sum);
    }
  });

  it('names what it is without and why, and marks a loan as about right', async () => {
    const { page } = await withBanks(INVESTMENTS, LOANS).get('/net-worth');
    const notes = page('#worth-total .note li')
      .toArray()
      .map((line) => page(line).text());
    expect(notes).toHaveLength(5);
    expect(notes[0]).toMatch(/^Workplace 401\(k\) ••\d{4} \(\$[\d,.]+ today\): past market values/);
    expect(notes.join()).toContain('30-Year Fixed Mortgage');
    expect(notes[4]).toMatch(/^Graduate Student Loan ••\d{4}: approximate, since the interest/);
    // Investments are a figure of today, and no line.
    const investments = page('#worth-accounts h3:contains("Investments") + ul > li').toArray();
    expect(investments).toHaveLength(3);
    for (const one of investments) {
      expect(page(one).find('svg, details')).toHaveLength(0);
      expect(page(one).find('.amounts').text()).toMatch(/^\$[\d,]+\.\d\d$/);
    }
  });

  it('hatches what is not known, leaves its cells empty and says why', async () => {
    const client = app.newClient();
    giveBank(app, client, { institutionId: 'ins_900001', daysRequested: 100 });
    const { page } = await client.get('/net-worth?months=12');
    expect(page('#worth-total .unknown')).toHaveLength(1);
    const rows = page('#worth-total tbody tr').toArray();
    const empty = rows.filter((row) => page(row).find('td').text().trim() === '');
    expect(empty).toHaveLength(8);
    expect(empty.every((row) => page(row).find('a').length === 1)).toBe(true);
    expect(page('#worth-total caption').text()).toMatch(/Before Feb \d+, 2026 it is not known/);
    // What is known is right, and begins without a cliff.
    const known = rows.slice(8).map((row) => cents(page(row).find('td').eq(-2).text()));
    expect(known.slice(1)).toEqual(
      ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-20'].slice(1).map((date) => worthOn(date)),
    );
  });

  it('has a chart for each currency', async () => {
    const { page } = await withBanks(FOREIGN).get('/net-worth');
    expect(page('#worth-total figure')).toHaveLength(4);
    expect(page('#worth-total h3').first().text()).toMatch(/Euro|Yen|Dinar|LUMI/);
    const ids = page('[id]')
      .toArray()
      .map((one) => page(one).attr('id'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('makes the calls of the spending page for the same months, and none more', async () => {
    for (const months of [3, 6, 12, 24]) {
      const paths: unknown[] = [];
      for (const page of ['spending', 'net-worth']) {
        const client = withBanks(HOUSEHOLD, CARDS);
        const before = asked(app.emulator).length;
        await client.get(`/${page}?months=${months}`);
        paths.push(
          asked(app.emulator)
            .slice(before)
            .map(({ path }) => path),
        );
        control.reset();
      }
      expect(paths[1]).toEqual(paths[0]);
    }
  });

  it('is of the banks that answer, and says that it is partial', async () => {
    const client = withBanks(HOUSEHOLD, DOWN);
    const { page } = await client.get('/net-worth');
    expect(page('.incomplete').length).toBe(2);
    expect(page('#attention').text()).toContain('Oldgrove Bank');
    expect(page('#worth-total figure')).toHaveLength(1);
    const none = await withBanks(DOWN).get('/net-worth');
    expect(none.page('#worth-total figure, #worth-accounts .past')).toHaveLength(0);
  });

  it('shows neither amount nor scale while amounts are hidden', async () => {
    const client = withBanks(HOUSEHOLD, LOANS);
    await client.post('/preferences', { hidden: 'yes' });
    const { page, text } = await client.get('/net-worth');
    expect(text).not.toMatch(/[$€]\s?\d/);
    expect(page('.axis-y')).toHaveLength(0);
    // Neither the sizes of areas beside one another nor where zero is.
    expect(page('.plot.unscaled')).toHaveLength(1);
    expect(page('.plot path')).toHaveLength(1);
    expect(page('.plot .zero')).toHaveLength(0);
    expect(page('a[href^="/net-worth.csv"]')).toHaveLength(0);
    expect(page('#worth-total td.money').text()).not.toMatch(/\d/);
  });

  it('names accounts that a bank leaves nameless', async () => {
    const { page } = await withBanks(NAMELESS).get('/net-worth');
    const names = page('.past .name bdi')
      .toArray()
      .map((name) => page(name).text().trim());
    expect(names.length).toBeGreaterThan(3);
    expect(names).not.toContain('');
  });
});

describe('the line on the overview', () => {
  it('has the change of ninety days, without a further call', async () => {
    const client = withBanks(HOUSEHOLD);
    const { page } = await client.get('/dashboard');
    // Two pages of transactions, and the state of the bank: as before there was a line.
    const paths = asked(app.emulator).map(({ path }) => path);
    expect(paths.sort()).toEqual(['/item/get', ...Array(2).fill('/transactions/get')]);
    const change = cents(page('#worth-line a').text().split(' in ')[0] ?? '');
    expect(change).toBe(worthOn('2026-05-20') - worthOn('2026-02-19'));
    expect(page('#worth-line a').text()).toMatch(/ in 90 days$/);
    expect(page('#worth-line a').attr('href')).toBe('/net-worth');
    expect(page('#worth-line svg[role=img]').attr('aria-label')).toMatch(/^Net worth: [+−]\$/);
  });

  it('says that accounts are left out, and is not drawn where nothing is known', async () => {
    const some = await withBanks(HOUSEHOLD, INVESTMENTS).get('/dashboard');
    expect(some.page('#worth-line a').text()).toMatch(/ in 90 days, without 3 accounts$/);
    control.reset();
    // Four currencies, of which the one of most accounts is told.
    const foreign = await withBanks(FOREIGN).get('/dashboard');
    expect(foreign.page('#worth-line a').text()).toMatch(/^[+−]€[\d,.]+ in 90 days, Euro alone$/);
    expect(foreign.page('#worth-line svg[role=img]').attr('aria-label')).toMatch(/, Euro alone$/);
    control.reset();
    const none = await withBanks(DOWN).get('/dashboard');
    expect(none.page('#worth-line svg')).toHaveLength(0);
  });
});
