/** Numbers, money and dates follow the reader; the words are English. */

import { afterAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { startProxiedApp } from '../support/proxied-app.ts';

const now = () => new Date('2026-05-20T12:00:00Z');
/** The amounts that every locale is tested with. */
const AMOUNTS = [
  { amount: 1234567.891, iso: 'EUR' },
  { amount: -1234.005, iso: 'EUR' },
  { amount: 98765.5, iso: 'JPY' },
  { amount: 1234.5678, iso: 'KWD' },
  { amount: 0.123456789, unofficial: 'LUMI' },
  { amount: 2.675, iso: 'EUR' },
];

const app = await startProxiedApp({ now });
app.proxy.change = (path, answer) => (path === '/transactions/get' ? withAmounts(answer) : answer);
const client = app.newClient();
giveBank(app, client, { institutionId: 'ins_900005' });
afterAll(() => app.close());

/** Plaid's answer with these amounts, and no other transactions. */
function withAmounts(answer: string): string {
  const told = JSON.parse(answer) as { transactions: object[]; total_transactions: number };
  told.transactions = told.transactions.slice(0, AMOUNTS.length).map((row, index) => ({
    ...row,
    pending: false,
    date: '2026-05-03',
    amount: AMOUNTS[index]?.amount,
    iso_currency_code: AMOUNTS[index]?.iso ?? null,
    unofficial_currency_code: AMOUNTS[index]?.unofficial ?? null,
  }));
  return JSON.stringify({ ...told, total_transactions: told.transactions.length });
}

const amountsOf = ({ page }: Answer) =>
  page('.entry > .money')
    .toArray()
    .map((cell) =>
      page(cell)
        .text()
        .replaceAll(/[\u00a0\u202f]/g, ' '),
    );

describe.each([
  ['en-US', ['−€1,234,567.89', '+€1,234.01', '−¥98,766', '−KWD 1,234.568', '−0.12345679 LUMI', '−€2.68']],
  ['en-GB', ['−€1,234,567.89', '+€1,234.01', '−JP¥98,766', '−KWD 1,234.568', '−0.12345679 LUMI', '−€2.68']],
  ['de-DE', ['−1.234.567,89 €', '+1.234,01 €', '−98.766 ¥', '−1.234,568 KWD', '−0,12345679 LUMI', '−2,68 €']],
  [
    'fr-FR',
    ['−1 234 567,89 €', '+1 234,01 €', '−98 766 JPY', '−1 234,568 KWD', '−0,12345679 LUMI', '−2,68 €'],
  ],
  ['en-IN', ['−€12,34,567.89', '+€1,234.01', '−JP¥98,766', '−KWD 1,234.568', '−0.12345679 LUMI', '−€2.68']],
  ['ja-JP', ['−€1,234,567.89', '+€1,234.01', '−￥98,766', '−KWD 1,234.568', '−0.12345679 LUMI', '−€2.68']],
  [
    'pt-BR',
    ['−€ 1.234.567,89', '+€ 1.234,01', '−JP¥ 98.766', '−KWD 1.234,568', '−0,12345679 LUMI', '−€ 2,68'],
  ],
  [
    'sv-SE',
    ['−1 234 567,89 €', '+1 234,01 €', '−98 766 JPY', '−1 234,568 KWD', '−0,12345679 LUMI', '−2,68 €'],
  ],
])('for a reader of %s', (locale, expected) => {
  it('rounds each amount once, and writes it as is usual there', async () => {
    const answer = await client.get('/transactions', { 'accept-language': locale });
    expect(amountsOf(answer)).toEqual(expected);
  });

  it('keeps the words English', async () => {
    const read = async (language: string) =>
      (await client.get('/transactions', { 'accept-language': language })).page;
    const [theirs, english] = [await read(locale), await read('en-US')];
    expect(theirs('html').attr('lang')).toBe('en');
    for (const words of ['h1', 'nav.pages', '.filter', '.export h2'])
      expect(theirs(words).text()).toBe(english(words).text());
  });
});

it.each([
  ['en-US', 'From Apr 20, 2026 to May 20, 2026', 'Sun, May 3'],
  ['en-GB', 'From 20 Apr 2026 to 20 May 2026', 'Sun 3 May'],
  ['de-DE', 'From 20.04.2026 to 20.05.2026', 'Sun 3 May'],
  ['sv-SE', 'From 2026-04-20 to 2026-05-20', 'Sun 3 May'],
  ['ja-JP', 'From 2026/04/20 to 2026/05/20', 'Sun 3 May'],
])('writes days as is usual in %s', async (locale, range, heading) => {
  const { page } = await client.get('/transactions', { 'accept-language': locale });
  expect(page('.result > .note').text()).toBe(`${range}.`);
  const [first] = page('.day h3').contents().toArray();
  expect(page(first).text().trim().replace('Sun, 3', 'Sun 3')).toBe(heading);
});

it('never adds two currencies', async () => {
  const { page } = await client.get('/transactions', { 'accept-language': 'en-US' });
  const sums = page('.found .sums')
    .toArray()
    .map((row) => page(row).find('dd').last().text().replaceAll('\u00a0', ' '));
  expect(sums).toEqual(['−€1,234,570.57', '−¥98,766', '−KWD 1,234.568', '−0.12345679 LUMI']);
});

it('writes for an unknown language, none or nonsense as for American English', async () => {
  for (const language of ['tlh', '', '*', ';;;q=,,,', 'x'.repeat(5_000)]) {
    const answer = await client.get('/transactions', { 'accept-language': language });
    expect(amountsOf(answer)[0]).toBe('−€1,234,567.89');
  }
});
