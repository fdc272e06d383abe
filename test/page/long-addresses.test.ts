/** Addresses that our own pages make are never too long for our own server, however many accounts a person has. */

import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { startPlainPlaid } from '../support/plain-plaid.ts';
import { startTestApp } from '../support/test-app.ts';

const BANKS = 20;
const ACCOUNTS = 8;
/** As long as Plaid's ids are. */
const ID_LENGTH = 37;

/** Each access token's own accounts, with one transaction in each. */
const logins = new Map<string, string[]>();
const plaid = await startPlainPlaid((accessToken) => {
  const number = logins.size;
  const ids = logins.get(accessToken) ?? Array.from({ length: ACCOUNTS }, (_, at) => idOf(number, at));
  logins.set(accessToken, ids);
  const rows = ids.map((account) => ({ date: '2026-03-02', amount: 12.4, name: 'Motel', account }));
  return { accounts: ids.map((id) => ({ id })), rows };
});
const now = () => new Date('2026-03-10T12:00:00Z');
const app = await startTestApp({ now, env: { PLAID_BASE_URL: plaid.baseUrl } });
const client = app.newClient();
for (let bank = 0; bank < BANKS; bank++) giveBank(app, client);
// As long as the cookies of the most banks that fit.
client.jar.set('more', 'x'.repeat(8_000 - client.cookies.length - '; more='.length));
afterAll(async () => {
  await app.close();
  plaid.close();
});

function idOf(bank: number, account: number): string {
  return `${'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99v'.slice(0, ID_LENGTH - 4)}${String(bank).padStart(2, '0')}${String(account).padStart(2, '0')}`;
}

it('a person with twenty banks gets the list of all their accounts ticked, and every link of it', async () => {
  const list = await client.get('/transactions?direction=out');
  const boxes = list.page('input[name=account]');
  expect(boxes).toHaveLength(BANKS * ACCOUNTS);
  boxes.attr('checked', '');
  const fields = new URLSearchParams();
  for (const { name, value } of list.page('form.filter').serializeArray()) fields.append(name, value);
  expect(fields.getAll('account')[0]).toHaveLength(ID_LENGTH);
  const path = `/transactions?${fields}`;
  expect(path.length).toBeGreaterThan(7_000);

  // What a browser sends besides: where it comes from, of 4,096 characters at most, and who it is.
  const others = {
    referer: `${app.url}${path}`.slice(0, 4_096),
    'user-agent': 'x'.repeat(200),
    accept: 'x/x,'.repeat(40),
  };
  const answer = await client.get(path, others);
  expect(answer.status).toBe(200);
  expect(answer.page('.found strong').text()).toMatch(/^160\b/);
  expect(answer.page('.chip').first().text()).toContain('160 accounts');
  expect(answer.text.length).toBeLessThan(600_000);

  const links = answer.page('main a[href^="/transactions"]').toArray();
  const hrefs = new Set(links.map((link) => answer.page(link).attr('href') ?? ''));
  expect(hrefs.size).toBeGreaterThan(8);
  for (const href of hrefs) expect((await client.get(href, others)).status, href.slice(0, 40)).toBe(200);
});
