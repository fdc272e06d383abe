import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { PageReader } from '../../support/page-reader.ts';
import { noticesOf, rowsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const CARDS = 'ins_900002';
const INVESTMENTS = 'ins_900003';
const LENDER = 'ins_900004';
const FOREIGN = 'ins_900005';
const DOWN = 'ins_900008';
const EN = { 'accept-language': 'en-US' };

let client: Client;
const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
const { control } = app.emulator;
afterAll(() => app.close());
beforeEach(() => {
  client = app.newClient();
});
afterEach(() => control.reset());

const give = (institutionId: string) => giveBank(app, client, { institutionId });

describe('the credit page', () => {
  it('shows each card with its use, rates, statement, payment, and that it is overdue', async () => {
    give(CARDS);
    const answer = await client.get('/credit', EN);
    const [, store] = rowsOf(answer, '#cards');
    expect(store?.[0]).toMatch(
      /^Parcelwood Store Card ••0?118 ?Quillfeather Cards ?\d+% of \$2,500.00 used$/,
    );
    expect(store?.slice(2)).toEqual([
      '21.24% on purchases, 27.99% on cash advances',
      expect.stringMatching(/^\$[\d,.]+ Feb 28, 2026$/),
      '$35.00',
      'Apr 5, 2026 A payment is overdue',
    ]);
    expect(answer.page('#cards .pill')).toHaveLength(1);
    expect(answer.page('nav.pages [aria-current]').text()).toBe('Credit');
  });

  it('shows loans with their rate, next payment and end, and what is due first', async () => {
    give(LENDER);
    const answer = await client.get('/credit', EN);
    expect(rowsOf(answer, '#loans').map(([name, , ...rest]) => [name?.split(' ••')[0], ...rest])).toEqual([
      ['30-Year Fixed Mortgage', '5.375% fixed', '$2,142.17', 'Apr 5, 2026', 'Jul 1, 2049'],
      ['Graduate Student Loan', '4.99%', '$288.33', 'Mar 15, 2026', 'Sep 15, 2033'],
    ]);
    expect(answer.page('#in-all').text().trim()).toMatch(
      /^Payments due\s+Next due Sun, Mar 15: \$288.33 at least for Graduate Student Loan ••2297\.$/,
    );
    expect(answer.page('#cards')).toHaveLength(0);
  });

  it('adds up the limits of a currency, and never two currencies', async () => {
    give(CARDS);
    give(FOREIGN);
    const { page } = await client.get('/credit', EN);
    const uses = page('#in-all .use').toArray();
    expect(uses.map((use) => page(use).find('.headline').text())).toEqual(
      uses.map(() => expect.stringMatching(/^\d+% used$/)),
    );
    expect(page(uses[0]).text()).toContain('$17,500.00 limit');
    expect(page('#in-all .head').text().trim()).toMatch(/^Total credit used\s+Across all card limits$/);
  });

  it('says that there is no credit score', async () => {
    giveBank(app, client);
    expect((await client.get('/credit')).page('main').text()).toContain('There is no credit score here');
  });

  it('hides every amount, and how much is used', async () => {
    give(CARDS);
    give(LENDER);
    await client.post('/preferences', { hidden: 'yes' });
    const { page, text } = await client.get('/credit', EN);
    expect(text).not.toMatch(/\$\s?\d/);
    expect(page('.meter')).toHaveLength(0);
    expect(page('#in-all .headline').text()).toBe('••••• used');
    expect(page('#cards').text()).toContain('21.24%');
  });

  it('is the only page that asks Plaid for liabilities', async () => {
    giveBank(app, client);
    for (const path of [
      '/dashboard',
      '/transactions',
      '/spending',
      '/net-worth',
      '/ahead',
      '/upcoming.ics',
      '/recurring',
      '/privacy',
      '/',
    ])
      await client.get(path);
    const calls = () => control.calls().filter(({ path }) => path === '/liabilities/get').length;
    expect(calls()).toBe(0);
    await client.get('/credit');
    expect(calls()).toBe(1);
  });

  it('sends its frame before any bank has answered', async () => {
    giveBank(app, client);
    const release = control.hold({ path: '/liabilities/get' });
    const reader = await PageReader.open(`${app.url}/credit`, client);
    await reader.until('skeleton credit');
    expect(reader.text).not.toContain('id="cards"');
    release();
    expect(await reader.toEnd()).toContain('id="cards"');
  });

  it('redirects whoever has linked no bank to the home page', async () => {
    expect((await client.get('/credit')).location).toBe('/');
  });
});

describe('on the credit page, banks that give no liabilities', () => {
  /** Of banks that were linked before liabilities were asked for. */
  function withdrawConsent(): void {
    for (const item of control.items()) item.consentedProducts = [];
  }

  it('are named where they have no cards or loans', async () => {
    give(INVESTMENTS);
    const { page } = await client.get('/credit');
    expect(page('#without').text()).toContain('Harrowmere Investments shows no cards or loans');
    expect(page('.attention')).toHaveLength(0);
  });

  it('are named where they fail, beside those that answer', async () => {
    give(CARDS);
    give(DOWN);
    const answer = await client.get('/credit');
    expect(answer.status).toBe(200);
    expect(answer.page('.attention li').text()).toContain('Oldgrove Bank is not answering');
    expect(rowsOf(answer, '#cards')).toHaveLength(2);
  });

  it('can be allowed to at Plaid, from this page and back to it', async () => {
    give(CARDS);
    withdrawConsent();
    const refused = await client.get('/credit');
    expect(refused.page('.attention li').text()).toContain('may not tell us of your cards and loans yet');

    const { location } = await client.press(refused, 'Choose what to share at Quillfeather Cards');
    const atPlaid = new Client(location ?? '');
    const done = await atPlaid.press(await atPlaid.get(location ?? ''), 'Share these accounts');
    expect((await client.get(done.location ?? '')).location).toBe('/credit');
    const answer = await client.get('/credit');
    expect(noticesOf(answer)).toContain(
      'Quillfeather Cards works now: what you let it tell of your cards and loans stands below.',
    );
    expect(rowsOf(answer, '#cards')).toHaveLength(2);
  });

  it('are still named when the person did not agree', async () => {
    const slot = give(CARDS);
    withdrawConsent();
    expect((await client.get(`/banks/${slot}/repaired?for=credit`)).location).toBe('/credit');
    const { page } = await client.get('/credit');
    expect(page('.notice').text()).toContain('what you let it tell');
    expect(page('.attention li').text()).toContain('may not tell us of your cards and loans yet');
  });

  it('leave the reader here when Plaid cannot open a visit', async () => {
    const slot = give(CARDS);
    control.inject({ kind: 'reset' }, { path: '/link/token/create' });
    const begin = async (page: string) => client.post(`/banks/${slot}/repair`, { for: page });
    expect((await begin('credit')).location).toBe('/credit');
    expect((await begin('//evil.example')).location).toBe('/dashboard');
  });
});
