/** The hosted page in update mode: the same Item, signed in to again or with other accounts. */

import * as cheerio from 'cheerio';
import request from 'supertest';
import { expect, it } from 'vitest';
import { createLink } from './linking.ts';
import { startReceiver } from './receiver.ts';
import { emulatorForEachTest, MINUTE } from './test-emulator.ts';

const emulator = emulatorForEachTest();
const get = (path: string) => request(emulator.baseUrl).get(path);
const post = (path: string, fields = '') => request(emulator.baseUrl).post(path).type('form').send(fields);

/** A link in update mode for an Item of the couple's. */
async function updateOf(bank: string, more: object = { update: { account_selection_enabled: true } }) {
  const item = emulator.itemAt(bank, { person: 'couple' });
  const { accessToken: access_token } = item;
  const { page, read } = await createLink(emulator, { access_token, products: undefined, ...more });
  const names = async () =>
    (await emulator.plaid.accountsGet({ access_token })).data.accounts.map(({ name }) => name);
  return { item, page, read, names };
}

it('in update mode a person gives up accounts of a bank that is well and takes them back: it stays one Item', async () => {
  const { item, page, read, names } = await updateOf('ins_900001');
  const form = cheerio.load((await get(page).expect(200)).text);
  expect(form('h1').text()).toBe('Your accounts at Fernhollow Bank');
  expect(form('input[name=account]:checked')).toHaveLength(3);
  await post(`${page}/repair`, 'chooses=1&account=2').expect(303);
  expect(await names()).toEqual(['Fern Cash Card']);
  expect((await read()).link_sessions).toMatchObject([{ results: { item_add_results: [] } }]);

  const again = cheerio.load((await get(page)).text);
  expect(
    again('input[name=account]:checked')
      .toArray()
      .map(({ attribs }) => attribs.value),
  ).toEqual(['2']);
  await post(`${page}/repair`, 'chooses=1&account=0&account=2').expect(303);
  expect(await names()).toEqual(['Everyday Checking', 'Fern Cash Card']);
  expect(emulator.control.items()).toEqual([item]);
});

it('in update mode nothing, or nothing that goes with Transactions, cannot be shared', async () => {
  const { page, names } = await updateOf('ins_900003');
  for (const [fields, words] of [
    ['', /^Tick at least one/],
    ['&account=0', /^No account that you ticked/],
  ] as const) {
    const { text } = await post(`${page}/repair`, `chooses=1${fields}`).expect(200);
    expect(cheerio.load(text)('[role=alert]').text()).toMatch(words);
  }
  expect(await names()).toHaveLength(4);
});

/** https://plaid.com/docs/api/link/#link-token-create-request-update */
it.each([
  ['without the option', 'ins_900001', {}, false],
  ['with it', 'ins_900001', { update: { account_selection_enabled: true } }, true],
  ['at a bank with OAuth, without it', 'ins_127287', {}, true],
  ['in Canada, with it', 'ins_43', { update: { account_selection_enabled: true } }, true],
  ['in the United Kingdom, with it', 'ins_117650', { update: { account_selection_enabled: true } }, false],
  ['in the United Kingdom with OAuth', 'ins_116834', { update: { account_selection_enabled: true } }, false],
])('accounts can be chosen in update mode %s: %s %j %s', async (_, bank, more, canChoose) => {
  const { page, names } = await updateOf(bank, more);
  const form = cheerio.load((await get(page)).text);
  expect(form('input[name=account]').length > 0).toBe(canChoose);
  const before = await names();
  await post(`${page}/repair`, 'chooses=1&account=0').expect(303);
  expect(await names()).toEqual(canChoose ? before.slice(0, 1) : before);
});

it('accounts that came new to an Item are told of as history, by webhook', async () => {
  const receiver = await startReceiver();
  const { accessToken: access_token } = emulator.itemAt('ins_900001', { webhook: receiver.url });
  const update = { account_selection_enabled: true };
  const { page } = await createLink(emulator, { access_token, products: undefined, update });
  const told = async () => {
    emulator.pass(MINUTE);
    await emulator.control.tick();
    return receiver.codes().filter((code) => code === 'HISTORICAL_UPDATE').length;
  };
  expect(await told()).toBe(1);
  await post(`${page}/repair`, 'chooses=1&account=0');
  expect(await told()).toBe(1);
  await post(`${page}/repair`, 'chooses=1&account=0&account=1');
  expect(await told()).toBe(2);
  await receiver.close();
});
