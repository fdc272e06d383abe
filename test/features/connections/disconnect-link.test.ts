import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { newKey, startTestApp, type TestApp } from '../../support/test-app.ts';

const ENCRYPTION_KEYS = newKey();
/** A link of 2026-11-26, and the key it was sealed with. */
const SAVED_KEY = Buffer.from('a key of a test and nowhere else').toString('base64');
const SAVED =
  '/disconnect/v1.eStz2OEg.XgQLM8idvxxEDV00T96vvmjjYff9kiN0LX3kiFuhZHS6y59hgTb1dbTwG7qoHlJgv7PvUeKKVeNVs73Gk3oUhiT7yuUIZ1o6ho6hug';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp({ env: { ENCRYPTION_KEYS } });
});
afterEach(() => app.close());

const control = () => app.emulator.control;

async function linkOf(client: Client, name = 'Fernhollow Bank'): Promise<string> {
  const { page } = await client.get('/privacy');
  const link = page('.banks a').filter((_, element) => page(element).text().includes(name));
  return link.attr('href') ?? '';
}

describe('a disconnect link', () => {
  it('ends its bank from a browser without any cookie, at any instance, after one question', async () => {
    const client = app.newClient();
    await linkBank(client);
    const link = await linkOf(client);
    const elsewhere = await startTestApp({ env: { ENCRYPTION_KEYS }, emulator: app.emulator });
    const stranger = elsewhere.newClient();
    const question = await stranger.get(link);
    expect(question.page('h1').text()).toBe('Disconnect this bank?');
    expect(control().items()).toHaveLength(1);
    const done = await stranger.press(question, 'Disconnect it');
    expect(done.page('h1').text()).toBe('The bank is disconnected');
    expect([control().items(), control().users()]).toEqual([[], []]);
    await elsewhere.close();
  });

  it('ends only its own bank of a visit', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
    await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
    await app.newClient().post(await linkOf(client, 'Quillfeather'));
    expect(
      control()
        .items()
        .map(({ institution }) => institution.id),
    ).toEqual(['ins_900001']);
  });

  it('says so when there is nothing left to end', async () => {
    const client = app.newClient();
    await linkBank(client);
    const link = await linkOf(client);
    await client.post('/logout');
    const answer = await app.newClient().post(link);
    expect(answer.page('h1').text()).toBe('That bank was disconnected before');
  });

  it('still opens when it was saved long ago', async () => {
    const longAgo = await startTestApp({ env: { ENCRYPTION_KEYS: SAVED_KEY } });
    const { status, page } = await longAgo.newClient().get(SAVED);
    expect([status, page('h1').text()]).toEqual([200, 'Disconnect this bank?']);
    await longAgo.close();
  });

  it('can be tried again when Plaid does not confirm', async () => {
    const client = app.newClient();
    await linkBank(client);
    const link = await linkOf(client);
    const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    const failed = await app.newClient().post(link);
    expect(failed.page('h1').text()).toBe('The bank is still connected');
    restore();
    await app.newClient().press(failed, 'Try again');
    expect(control().items()).toEqual([]);
  });

  it('works for a bank without a user of Plaid’s', async () => {
    const client = app.newClient();
    giveBank(app, client);
    await app.newClient().post(await linkOf(client));
    expect(control().items()).toEqual([]);
  });
});

describe('whoever has a disconnect link', () => {
  it('learns nothing of the bank from it', async () => {
    const client = app.newClient();
    await linkBank(client);
    const link = await linkOf(client);
    const before = asked(app.emulator).length;
    const { text } = await app.newClient().get(link);
    expect(text).not.toContain('Fernhollow');
    expect(asked(app.emulator)).toHaveLength(before);
    const [item] = control().items();
    for (const secret of [item?.accessToken, item?.id, control().users()[0]?.id]) {
      expect(Buffer.from(link.split('.').at(-1) ?? '', 'base64url').includes(secret ?? '?')).toBe(false);
    }
  });

  it('cannot use it as a cookie, a session or a webhook, nor the other way round', async () => {
    const client = app.newClient();
    await linkBank(client);
    const sealed = (await linkOf(client)).split('/').at(-1) ?? '';
    const thief = app.newClient();
    thief.jar.set('bank-abcdef', sealed).set('session', sealed);
    expect((await thief.get('/dashboard')).location).toBe('/');
    const [cookie = ''] = client.bankCookies;
    const webhook = control().items()[0]?.webhook?.split('/').at(-1);
    for (const other of [client.jar.get(cookie), webhook, 'v1.forged.AAAA', `${sealed}x`]) {
      expect((await client.post(`/disconnect/${other}`)).status).toBe(404);
      expect((await client.get(`/disconnect/${other}`)).status).toBe(404);
    }
    expect(control().items()).toHaveLength(1);
  });

  it('cannot make another site press the button', async () => {
    const client = app.newClient();
    await linkBank(client);
    const link = await linkOf(client);
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await app.newClient().send(link, { method: 'POST', headers })).status).toBe(403);
    expect(control().items()).toHaveLength(1);
  });
});
