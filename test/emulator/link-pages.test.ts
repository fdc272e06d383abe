import * as cheerio from 'cheerio';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allTransactions, type Bench, startBench } from './client.ts';
import { createLink } from './linking.ts';

let bench: Bench;
let origin: string;
beforeEach(async () => {
  bench = await startBench();
  origin = bench.emulator.baseUrl;
});
afterEach(() => bench.emulator.close());

async function newUser(): Promise<string> {
  return String((await bench.post('/user/create', { client_user_id: 'random' })).body.user_id);
}

interface Session {
  finished_at: string | null;
  exit?: object;
  results?: { item_add_results: { public_token: string; accounts: { id: string }[] }[] };
}

async function sessions(read: () => Promise<Record<string, unknown>>): Promise<Session[]> {
  return (await read()).link_sessions as Session[];
}

it('a person links a bank: choose, share some accounts, return', async () => {
  const { page, read } = await createLink(bench);
  expect(await read()).not.toHaveProperty('link_sessions');

  const banks = cheerio.load((await request(origin).get(page).expect(200)).text);
  expect(banks('h1').text()).toBe('Choose a bank for Ledgerless <b>');
  expect((await sessions(read))[0]).toMatchObject({ finished_at: null });
  const bank = banks('input[name=bank]:checked').val();
  const person = banks('input[name=person]').last().val();

  const next = banks('form[method=get]').attr('action') ?? '';
  const answer = await request(origin).get(next).query({ bank, person }).expect(200);
  const accounts = cheerio.load(answer.text);
  expect(accounts('input[type=checkbox]:checked').length).toBe(3);

  const form = accounts('form[method=post]').first();
  await request(origin)
    .post(form.attr('action') ?? '')
    .type('form')
    .send(`bank=${bank}&person=${person}&account=0&account=2`)
    .expect(303)
    .expect('Location', 'http://localhost:3000/link/return');

  const [session] = await sessions(read);
  const [added] = session?.results?.item_add_results ?? [];
  const { body } = await bench.post('/item/public_token/exchange', { public_token: added?.public_token });
  const { data } = await bench.plaid.transactionsGet(
    allTransactions(String(body.access_token), { count: 500 }),
  );
  const shared = added?.accounts.map(({ id }) => id);
  expect(data.accounts.map((account) => account.account_id)).toEqual(shared);
  expect(shared).toHaveLength(2);
  expect(data.transactions.length).toBeGreaterThan(100);
  expect(data.transactions.every((row) => shared?.includes(row.account_id))).toBe(true);
});

it('a person who gives up leaves an exit and no Item', async () => {
  const { page, read } = await createLink(bench);
  await request(origin).get(page);
  await request(origin).post(`${page}/cancel`).expect(303);
  const [session] = await sessions(read);
  expect(session).toMatchObject({ exit: { error: null }, results: { item_add_results: [] } });
  expect(bench.emulator.control.items()).toEqual([]);
});

it('opening the page again after the end begins a second session, newest first', async () => {
  const { page, read } = await createLink(bench);
  await request(origin).post(`${page}/cancel`);
  await request(origin).get(page);
  const all = await sessions(read);
  expect(all.map(({ finished_at }) => finished_at === null)).toEqual([true, false]);
});

it('two banks in one visit are two results of one session', async () => {
  const { page, read } = await createLink(bench, { enable_multi_item_link: true, user_id: await newUser() });
  const share = (fields: string) => request(origin).post(`${page}/accounts`).type('form').send(fields);
  await share('bank=ins_900001&person=couple&account=0&next=another').expect('Location', page);
  const again = cheerio.load((await request(origin).get(page)).text);
  expect(again('#linked + ul li').text()).toBe('Fernhollow Bank');
  const [open] = await sessions(read);
  expect([open?.finished_at, open?.results?.item_add_results.length]).toEqual([null, 1]);
  await share('bank=ins_900005&person=couple&account=1').expect('Location', /return$/);
  const [session, ...others] = await sessions(read);
  expect(session?.results?.item_add_results).toHaveLength(2);
  expect(others).toEqual([]);
});

describe('what makes no sense goes back to the start', () => {
  it.each([
    ['an unknown bank', 'bank=ins_1&person=couple&account=0'],
    ['an unknown person', 'bank=ins_900001&person=nobody&account=0'],
    ['two banks at once', 'bank=ins_900001&bank=ins_900002&person=couple&account=0'],
    ['nothing', ''],
  ])('%s', async (_, fields) => {
    const { page } = await createLink(bench);
    await request(origin)
      .post(`${page}/accounts`)
      .type('form')
      .send(fields)
      .expect(303)
      .expect('Location', page);
    expect(bench.emulator.control.items()).toEqual([]);
  });
});

it.each(['', '&account=9', '&account=-1', '&account=0.5'])(
  'no account in "%s" asks again',
  async (account) => {
    const { page } = await createLink(bench);
    const form = `bank=ins_900001&person=couple${account}`;
    const { text } = await request(origin).post(`${page}/accounts`).type('form').send(form).expect(200);
    expect(cheerio.load(text)('[role=alert]').text()).toBe('Tick at least one account to share.');
    expect(bench.emulator.control.items()).toEqual([]);
  },
);

it('no page of Link carries a script, a style of its own or a foreign address', async () => {
  const { page } = await createLink(bench);
  const { text } = await request(origin).get(page);
  expect(text).not.toMatch(/<script|<style|style=|https?:\/\//);
  await request(origin).get('/demo.css').expect(200).expect('Content-Type', /css/);
});
