import { afterAll, afterEach, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

const control = () => app.emulator.control;

/** Links Fernhollow Bank, sharing only these of its accounts. */
async function linkSome(client: Client, positions: readonly string[]): Promise<void> {
  const hostedUrl = await beginLink(client);
  const atPlaid = new Client(hostedUrl);
  const chosen = { bank: 'ins_900001', person: 'couple' };
  const accounts = await atPlaid.press(await atPlaid.get(hostedUrl), 'Continue', chosen);
  const form = accounts.page('form[method=post]').first();
  const fields = new URLSearchParams(chosen);
  for (const position of positions) fields.append('account', position);
  const done = await atPlaid.post(form.attr('action') ?? '', fields);
  await client.get(done.location ?? '');
}

it('ends the second of two connections to the same accounts, and says so', async () => {
  const client = app.newClient();
  await linkBank(client);
  const [first] = control().items();
  await linkBank(client);
  expect(client.bankCookies).toHaveLength(1);
  expect(control().items()).toEqual([first]);
  expect(control().users()).toHaveLength(1);
  expect(noticesOf(await client.get('/dashboard')).at(-1)).toMatch(
    /^Fernhollow Bank was connected already with these accounts/,
  );
});

it('keeps another login at the same bank', async () => {
  const client = app.newClient();
  await linkBank(client, { person: 'couple' });
  await linkBank(client, { person: 'retiree' });
  expect(client.bankCookies).toHaveLength(2);
});

it('keeps the same login at another bank, and the same bank of somebody else', async () => {
  const client = app.newClient();
  await linkBank(client, { bank: 'ins_900001' });
  await linkBank(client, { bank: 'ins_900002' });
  await linkBank(app.newClient(), { bank: 'ins_900001' });
  expect(client.bankCookies).toHaveLength(2);
  expect(control().items()).toHaveLength(3);
});

it('ends one that shows nothing new', async () => {
  const client = app.newClient();
  await linkBank(client);
  await linkSome(client, ['0']);
  expect(client.bankCookies).toHaveLength(1);
});

it('keeps one that shows something new, and says that the rest stands here twice', async () => {
  const client = app.newClient();
  await linkSome(client, ['0']);
  await linkBank(client);
  expect(client.bankCookies).toHaveLength(2);
  expect(noticesOf(await client.get('/dashboard')).at(-1)).toContain('now stand here twice');
});

it('finds the same bank twice in one visit', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl);
  await client.get(await finishAtPlaid(hostedUrl));
  expect(client.bankCookies).toHaveLength(1);
  expect(control().items()).toHaveLength(1);
  expect(control().users()).toHaveLength(1);
});

it('keeps both when Plaid cannot tell', async () => {
  const client = app.newClient();
  await linkBank(client);
  control().inject({ kind: 'error', code: 'ITEM_LOGIN_REQUIRED' }, { path: '/accounts/get' });
  await linkBank(client);
  expect(client.bankCookies).toHaveLength(2);
});
