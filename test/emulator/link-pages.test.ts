/** The pages of Link that the emulator has in the place of Plaid's. */

import * as cheerio from 'cheerio';
import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { createLink, LINK } from './linking.ts';
import { allTransactions, emulatorForEachTest, MINUTE, startTestEmulator } from './test-emulator.ts';

const emulator = emulatorForEachTest();
const get = (path: string) => request(emulator.baseUrl).get(path);
const post = (path: string, fields = '') => request(emulator.baseUrl).post(path).type('form').send(fields);

interface Session {
  finished_at: string | null;
  exit?: object;
  results?: { item_add_results: { public_token: string; accounts: { id: string }[] }[] };
}

async function sessions(read: () => Promise<Record<string, unknown>>): Promise<Session[]> {
  return (await read()).link_sessions as Session[];
}

it('a person chooses a bank, shares some of its accounts, and is led back to the app', async () => {
  const { page, read } = await createLink(emulator);
  expect(await read()).not.toHaveProperty('link_sessions');

  const banks = cheerio.load((await get(page).expect(200)).text);
  expect(banks('h1').text()).toBe('Choose a bank for Ledgerless <b>');
  expect((await sessions(read))[0]).toMatchObject({ finished_at: null });
  const bank = banks('input[name=bank]:checked').val();
  const person = banks('input[name=person]').last().val();

  const next = banks('form[method=get]').attr('action') ?? '';
  const accounts = cheerio.load((await get(next).query({ bank, person }).expect(200)).text);
  expect(accounts('input[type=checkbox]:checked').length).toBe(3);

  const form = accounts('form[method=post]').first();
  await post(form.attr('action') ?? '', `bank=${bank}&person=${person}&account=0&account=2`)
    .expect(303)
    .expect('Location', 'http://localhost:3000/link/return');

  const [session] = await sessions(read);
  const [added] = session?.results?.item_add_results ?? [];
  const { body } = await emulator.post('/item/public_token/exchange', { public_token: added?.public_token });
  const { data } = await emulator.plaid.transactionsGet(
    allTransactions(String(body.access_token), { count: 500 }),
  );
  const shared = added?.accounts.map(({ id }) => id);
  expect(data.accounts.map((account) => account.account_id)).toEqual(shared);
  expect(shared).toHaveLength(2);
  expect(data.transactions.length).toBeGreaterThan(100);
  expect(data.transactions.every((row) => shared?.includes(row.account_id))).toBe(true);
});

it('the first page offers each bank once: the ordinary ones at once, the others behind a line, by what they show', async () => {
  const { page } = await createLink(emulator);
  const banks = cheerio.load((await get(page)).text);
  const own = INSTITUTIONS.filter(({ isPlaids }) => !isPlaids);
  const idsIn = (place: string) =>
    banks(`${place} input[name=bank]`)
      .toArray()
      .map((input) => banks(input).val());
  expect(idsIn('form').toSorted()).toEqual(own.map(({ id }) => id).toSorted());
  expect(idsIn('details').toSorted()).toEqual(
    own.filter(({ behaviour }) => behaviour !== 'ordinary').map(({ id }) => id),
  );
  expect(banks('details summary').text()).toBe('Try how a broken bank looks');
  expect(banks('details fieldset').length).toBeGreaterThan(2);
  for (const group of banks('details fieldset').toArray()) {
    expect(banks(group).find('legend').text()).toMatch(/\w/);
    expect(banks(group).find('input').length).toBeGreaterThan(1);
  }
});

it('a person who gives up leaves an exit and no Item', async () => {
  const { page, read } = await createLink(emulator);
  await get(page);
  await post(`${page}/cancel`).expect(303);
  const [session] = await sessions(read);
  expect(session).toMatchObject({ exit: { error: null }, results: { item_add_results: [] } });
  expect(emulator.control.items()).toEqual([]);
});

it('opening the page again after the last step begins a second session, and the newest comes first', async () => {
  const { page, read } = await createLink(emulator);
  await post(`${page}/cancel`);
  await get(page);
  const all = await sessions(read);
  expect(all.map(({ finished_at }) => finished_at === null)).toEqual([true, false]);
});

it('two banks in one visit are two results of one session', async () => {
  const user_id = await emulator.newUser();
  const { page, read } = await createLink(emulator, { enable_multi_item_link: true, user_id });
  const share = (fields: string) => post(`${page}/accounts`, fields);
  await share('bank=ins_900001&person=couple&account=0&next=another').expect('Location', page);
  const again = cheerio.load((await get(page)).text);
  expect(again('#linked + ul li').text()).toBe('Fernhollow Bank');
  const [open] = await sessions(read);
  expect([open?.finished_at, open?.results?.item_add_results.length]).toEqual([null, 1]);
  await share('bank=ins_900005&person=couple&account=1').expect('Location', /return$/);
  const [session, ...others] = await sessions(read);
  expect(session?.results?.item_add_results).toHaveLength(2);
  expect(others).toEqual([]);
});

it.each([
  ['an unknown bank', 'bank=ins_1&person=couple&account=0'],
  ['an unknown person', 'bank=ins_900001&person=nobody&account=0'],
  ['two banks at once', 'bank=ins_900001&bank=ins_900002&person=couple&account=0'],
  ['nothing', ''],
])('a form with %s leads back to the first page', async (_, fields) => {
  const { page } = await createLink(emulator);
  await post(`${page}/accounts`, fields).expect(303).expect('Location', page);
  expect(emulator.control.items()).toEqual([]);
});

it.each(['', '&account=9', '&account=-1', '&account=0.5'])(
  'a form with no account in "%s" asks again',
  async (account) => {
    const { page } = await createLink(emulator);
    const { text } = await post(`${page}/accounts`, `bank=ins_900001&person=couple${account}`).expect(200);
    expect(cheerio.load(text)('[role=alert]').text()).toBe('Tick at least one account to share.');
    expect(emulator.control.items()).toEqual([]);
  },
);

it('the page has no script, no style of its own and no foreign address', async () => {
  const { page } = await createLink(emulator);
  const { text } = await get(page);
  expect(text).not.toMatch(/<script|<style|style=|https?:\/\//);
  await get('/demo.css').expect(200).expect('Content-Type', /css/);
});

it.each(['/demo/link/link-sandbox-00000000-0000-0000-0000-000000000000', '/demo/link/%3Cscript%3E'])(
  '%s is a page that says the link is not known',
  async (path) => {
    const { text } = await get(path).expect(404);
    expect(cheerio.load(text)('h1').text()).toBe('This sign-in page has expired');
    expect(text).not.toContain('<script');
  },
);

/** Half an hour unless the client says otherwise (https://plaid.com/docs/link/hosted-link/). */
it.each([
  ['of a client that says nothing of it', {}, 30],
  ['in update mode too', { access_token: true }, 30],
  ['of a client that wants ten minutes', { url_lifetime_seconds: 600 }, 10],
  ['of a client that wants a day', { url_lifetime_seconds: 86_400 }, 24 * 60],
])(
  'the page %s ends, with the target of its form; what came of it stays readable',
  async (_, wish, minutes) => {
    const { access_token, ...lifetime } = wish as { access_token?: true };
    const update = access_token && {
      access_token: emulator.itemAt('ins_900001').accessToken,
      products: undefined,
    };
    const hosted_link = { ...LINK.hosted_link, ...lifetime };
    const { page, read } = await createLink(emulator, { ...update, hosted_link });
    emulator.pass(minutes * MINUTE - 1);
    await get(page).expect(200);
    emulator.pass(1);
    await get(page).expect(404);
    await post(`${page}/cancel`).expect(404);
    const { created_at, expiration } = (await read()) as Record<string, string>;
    expect(Date.parse(String(expiration)) - Date.parse(String(created_at))).toBe(minutes * MINUTE);
    emulator.pass(6 * 60 * MINUTE + 1);
    expect(await read()).toMatchObject({ error_code: 'INVALID_LINK_TOKEN' });
  },
);

it('a link without an address to return to ends on a page of its own', async () => {
  const { page } = await createLink(emulator, { hosted_link: {} });
  const { text } = await post(`${page}/cancel`).expect(200);
  expect(text).toContain('go back to the app');
});

it('the pages work where an app mounts them', async () => {
  const other = await startTestEmulator({ linkOrigin: 'http://localhost:3000', linkPath: '/demo' });
  const app = express().use('/demo', other.linkPages);
  const { body } = await other.post('/link/token/create', LINK);
  const url = new URL(String(body.hosted_link_url));
  expect(url.origin).toBe('http://localhost:3000');
  const { text } = await request(app).get(url.pathname).expect(200);
  expect(cheerio.load(text)('form').first().attr('action')).toBe(`/demo/${body.link_token}/accounts`);
  await fetch(other.baseUrl + url.pathname).then(({ status }) => expect(status).toBe(404));
  await other.close();
});

it.each(['http://127.0.0.1:3000', 'http://localhost:3000'])(
  'pages of an app without a fixed address have that of the return: %s',
  async (home) => {
    const other = await startTestEmulator({ hasLinkPagesElsewhere: true });
    const asked = { ...LINK, hosted_link: { completion_redirect_uri: `${home}/link/return` } };
    const { body } = await other.post('/link/token/create', asked);
    expect(new URL(String(body.hosted_link_url)).origin).toBe(home);
    await other.close();
  },
);

it('an address to return to must be one', async () => {
  const asked = { ...LINK, hosted_link: { completion_redirect_uri: 'home' } };
  expect(await emulator.codeOf('/link/token/create', asked)).toBe('INVALID_FIELD');
});

/** Transactions goes with bank accounts, cards and student loans (/transactions/get in Plaid's OpenAPI document). */
it.each([
  ['only brokerage and retirement accounts', 'ins_900003', [0, 1, 2], false],
  ['cash beside brokerage', 'ins_900003', [2, 3], true],
  ['only a mortgage', 'ins_900004', [0], false],
  ['a student loan', 'ins_900004', [1], true],
  ['only a line of credit', 'ins_900022', [4], false],
])('%s can be linked with Transactions: %s %j %s', async (_, bank, accounts, isLinked) => {
  const { page, read } = await createLink(emulator);
  const fields = accounts.map((account) => `&account=${account}`).join('');
  const answer = await post(`${page}/accounts`, `bank=${bank}&person=couple${fields}`);
  expect(answer.status).toBe(isLinked ? 303 : 200);
  if (!isLinked) {
    expect(cheerio.load(answer.text)('[role=alert]').text()).toMatch(
      /^No account that you ticked works with/,
    );
    await post(`${page}/cancel`).expect(303);
  }
  const [session] = await sessions(read);
  expect(session?.results?.item_add_results).toHaveLength(isLinked ? 1 : 0);
  const error = { error_type: 'ITEM_ERROR', error_code: 'NO_ACCOUNTS' };
  const metadata = { institution: { institution_id: bank }, status: 'requires_account_selection' };
  if (!isLinked) expect(session?.exit).toMatchObject({ error, metadata });
});

it('with another product other accounts are enough', async () => {
  const { page } = await createLink(emulator, { products: ['investments'] });
  await post(`${page}/accounts`, 'bank=ins_900003&person=couple&account=2').expect(303);
});

it('the first page offers the invented banks; Plaid’s own are chosen by their id, in their country alone', async () => {
  for (const [country, id, isLinked] of [
    ['US', 'ins_116834', false],
    ['US', 'ins_109508', true],
    ['GB', 'ins_116834', true],
    ['GB', 'ins_109508', false],
  ] as const) {
    const { page } = await createLink(emulator, { country_codes: [country] });
    const listed = cheerio
      .load((await get(page)).text)('input[name=bank]')
      .toArray();
    expect(listed.length).toBeGreaterThan(20);
    expect(listed.filter(({ attribs }) => !attribs.value?.startsWith('ins_9000'))).toEqual([]);
    const answer = await post(`${page}/accounts`, `bank=${id}&person=couple&account=0`);
    expect(answer.headers.location).toBe(isLinked ? 'http://localhost:3000/link/return' : page);
  }
});
