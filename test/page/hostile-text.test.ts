/** HTML in the texts of a bank, which every page prints as text. */

import { afterAll, expect, it } from 'vitest';
import type { Answer } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import { noticesOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

const HOSTILE = `<img src=x onerror=a()>'"</title></template>&amp;<%= 7*7 %>{{1}}`;

const app = await startTestApp();
app.emulator.control.canary(HOSTILE);
const client = app.newClient();
await linkBank(client);
afterAll(() => app.close());

function expectHarmless({ page, text }: Answer, shown: string): void {
  expect(page('img, script, [onerror]')).toHaveLength(0);
  expect(text).not.toContain('<img');
  // Charts have titles too; the bank's own is none of them.
  expect(text.match(/<\/title>/g)).toHaveLength(text.match(/<title/g)?.length ?? 0);
  expect(page('body').text()).toContain(shown);
}

it('HTML in a bank’s name is printed as text in a notice', async () => {
  const home = await client.get('/');
  expect(noticesOf(home)[0]).toContain(HOSTILE.slice(0, 20));
  expectHarmless(home, HOSTILE.slice(0, 20));
});

it('HTML in accounts and transactions is printed as text on the dashboard', async () => {
  const dashboard = await client.get('/dashboard');
  expectHarmless(dashboard, HOSTILE);
  expect(dashboard.text.match(/<\/template>/g)).toHaveLength(1);
  expect(dashboard.page('#latest .entry')).toHaveLength(5);
});

it('HTML is printed as text in what is ahead', async () => {
  const ahead = await client.get('/ahead');
  expectHarmless(ahead, HOSTILE);
  expect(ahead.page('.month-ahead li').length).toBeGreaterThan(0);
});

it('HTML is printed as text in the list, its choices and its filters', async () => {
  const list = await client.get('/transactions');
  expectHarmless(list, HOSTILE);
  const account = list.page('input[name=account]').first().attr('value') ?? '';
  expect(account).toContain(HOSTILE);
  const filtered = await client.get(`/transactions?account=${encodeURIComponent(account)}`);
  expectHarmless(filtered, HOSTILE);
  expect(filtered.page('.chip').length).toBeGreaterThan(0);
});

it('HTML is printed as text at the head of a merchant’s own list', async () => {
  const { page } = await client.get('/spending');
  const href = page('#merchants a').first().attr('href') ?? '';
  const list = await client.get(href);
  expectHarmless(list, HOSTILE.slice(0, 20));
  expect(list.page('h1').text()).toContain(HOSTILE.slice(0, 20));
  expect(list.page('.entry').length).toBeGreaterThan(0);
});

it('HTML in a bank’s name is printed as text on the page of banks, in questions and on the receipt', async () => {
  const [slot = ''] = client.bankCookies;
  const disconnect = `/banks/${slot.replace('bank-', '')}/disconnect`;
  for (const path of ['/banks', '/privacy', '/logout', disconnect, `${disconnect}?gone=yes`])
    expectHarmless(await client.get(path), HOSTILE.slice(0, 20));
  expectHarmless(await client.post('/logout'), HOSTILE.slice(0, 20));
});
