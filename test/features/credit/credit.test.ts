import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { PageReader } from '../../support/page-reader.ts';
import { rowsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const CARDS = 'ins_900002';
const LENDER = 'ins_900004';
const FOREIGN = 'ins_900005';
const EN = { 'accept-language': 'en-US' };

let client: Client;
const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
afterAll(() => app.close());
beforeEach(() => {
  client = app.newClient();
});
afterEach(() => app.emulator.control.reset());

describe('the credit page', () => {
  it('shows each card with its use, rates, statement, payment, and that it is overdue', async () => {
    giveBank(app, client, { institutionId: CARDS });
    const answer = await client.get('/credit', EN);
    const [, store] = rowsOf(answer, '#cards');
    expect(store?.[0]).toMatch(
      /^Parcelwood Store Card ••0?118 ?Quillfeather Cards ?\d+% of \$2,500.00 used$/,
    );
    expect(store?.slice(2)).toEqual([
      '21.24% on purchases, 27.99% on cash',
      expect.stringMatching(/^\$[\d,.]+Feb 28, 2026$/),
      '$35.00',
      'Apr 5, 2026 A payment is overdue',
    ]);
    expect(answer.page('#cards .pill')).toHaveLength(1);
    expect(answer.page('nav.pages [aria-current]').text()).toBe('Credit');
  });

  it('shows loans with their rate, next payment and end, and what is due first', async () => {
    giveBank(app, client, { institutionId: LENDER });
    const answer = await client.get('/credit', EN);
    expect(rowsOf(answer, '#loans').map(([name, , ...rest]) => [name?.split(' ••')[0], ...rest])).toEqual([
      ['30-Year Fixed Mortgage', '5.375% fixed', '$2,142.17', 'Apr 5, 2026', 'Jul 1, 2049'],
      ['Graduate Student Loan', '4.99%', '$288.33', 'Mar 15, 2026', 'Sep 15, 2033'],
    ]);
    expect(answer.page('#in-all').text()).toMatch(
      /\$288.33 at least for Graduate Student Loan ••2297, due Sun, Mar 15/,
    );
    expect(answer.page('#cards')).toHaveLength(0);
  });

  it('adds up the limits of a currency, and never two currencies', async () => {
    giveBank(app, client, { institutionId: CARDS });
    giveBank(app, client, { institutionId: FOREIGN });
    const { page } = await client.get('/credit', EN);
    const uses = page('#in-all .use').toArray();
    expect(uses.map((use) => page(use).find('.headline').text())).toEqual(
      uses.map(() => expect.stringMatching(/^\d+% used$/)),
    );
    expect(page(uses[0]).text()).toContain('$17,500.00 limit');
  });

  it('says that there is no score', async () => {
    giveBank(app, client);
    expect((await client.get('/credit')).page('main').text()).toContain('There is no credit score here');
  });

  it('hides every amount, and how much is used', async () => {
    giveBank(app, client, { institutionId: CARDS });
    giveBank(app, client, { institutionId: LENDER });
    await client.post('/preferences', { hidden: 'yes' });
    const { page, text } = await client.get('/credit', EN);
    expect(text).not.toMatch(/\$\s?\d/);
    expect(page('.meter')).toHaveLength(0);
    expect(page('#in-all .headline').text()).toBe('••••• used');
    expect(page('#cards').text()).toContain('21.24%');
  });

  it('is the only page that asks for what is billed', async () => {
    giveBank(app, client);
    for (const path of ['/dashboard', '/transactions', '/spending', '/recurring', '/privacy', '/'])
      await client.get(path);
    const asked = () => app.emulator.control.calls().filter(({ path }) => path === '/liabilities/get').length;
    expect(asked()).toBe(0);
    await client.get('/credit');
    expect(asked()).toBe(1);
  });

  it('sends its frame before any bank has spoken', async () => {
    giveBank(app, client);
    const release = app.emulator.control.hold({ path: '/liabilities/get' });
    const reader = await PageReader.open(`${app.url}/credit`, client);
    await reader.until('skeleton credit');
    expect(reader.text).not.toContain('id="cards"');
    release();
    expect(await reader.toEnd()).toContain('id="cards"');
  });

  it('leads home whoever has linked no bank', async () => {
    expect((await client.get('/credit')).location).toBe('/');
  });
});
