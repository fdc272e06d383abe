/** One person who signs in to the same bank twice, at banks where that ends the first Item. */

import request from 'supertest';
import { expect, it } from 'vitest';
import { createLink } from './linking.ts';
import { emulatorForEachTest, MINUTE } from './test-emulator.ts';

const emulator = emulatorForEachTest();

/** Goes through the bank's page; the public token is not exchanged. */
async function signIn(bank: string, accounts: readonly number[], person = 'couple'): Promise<string> {
  const { page, read } = await createLink(emulator);
  const fields = accounts.map((account) => `account=${account}`).join('&');
  const path = `${page}/accounts`;
  await request(emulator.baseUrl)
    .post(path)
    .type('form')
    .send(`bank=${bank}&person=${person}&${fields}`)
    .expect(303);
  const [session] = (await read()).link_sessions as {
    results: { item_add_results: { public_token: string }[] };
  }[];
  return session?.results.item_add_results[0]?.public_token ?? '';
}

async function exchange(public_token: string): Promise<string> {
  return String((await emulator.post('/item/public_token/exchange', { public_token })).body.access_token);
}

const codeOf = (access_token: string) => emulator.codeOf('/accounts/get', { access_token });

/** https://plaid.com/docs/link/duplicate-items/: PNC, Navy Federal and Schwab always, Chase where the accounts differ. */
it.each([
  ['ins_13', [0, 1], [0, 1], 'ITEM_LOGIN_REQUIRED'],
  ['ins_15', [0, 1], [0, 1], 'ITEM_LOGIN_REQUIRED'],
  ['ins_11', [0, 1], [0, 1], 'ITEM_LOGIN_REQUIRED'],
  ['ins_56', [0, 1], [0, 1], undefined],
  ['ins_56', [0, 1], [0, 1, 3], 'ITEM_LOGIN_REQUIRED'],
  ['ins_900001', [0, 1], [0, 2], undefined],
  ['ins_109508', [0, 1], [0, 1], undefined],
])('%s, first with accounts %j, then with %j: the first answers %s', async (bank, first, second, code) => {
  const older = await exchange(await signIn(bank, first));
  const other = await exchange(await signIn(bank, first, 'student'));
  const newer = await signIn(bank, second);
  expect(await codeOf(older)).toBe(code);
  expect(await codeOf(await exchange(newer))).toBeUndefined();
  expect(await codeOf(older)).toBe(code);
  expect(await codeOf(other)).toBeUndefined();
});

it('an Item exists for the client once its public token is exchanged, and never if it is not', async () => {
  const user_id = await emulator.newUser();
  const { page, read } = await createLink(emulator, { user_id, user: undefined });
  const form = 'bank=ins_900001&person=couple&account=0';
  await request(emulator.baseUrl).post(`${page}/accounts`).type('form').send(form).expect(303);
  expect(emulator.control.items()).toEqual([]);
  expect((await emulator.post('/user/items/get', { user_id })).body.items).toEqual([]);
  emulator.pass(31 * MINUTE);
  const [session] = (await read()).link_sessions as {
    results: { item_add_results: { public_token: string }[] };
  }[];
  const public_token = session?.results.item_add_results[0]?.public_token;
  expect(await emulator.codeOf('/item/public_token/exchange', { public_token })).toBe('INVALID_PUBLIC_TOKEN');
  expect(emulator.control.items()).toEqual([]);
});
