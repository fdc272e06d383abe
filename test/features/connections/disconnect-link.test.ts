/** Disconnecting one bank by the link that was saved for it. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { startDemo } from '../../support/demo.ts';
import { disconnectLinkOf } from '../../support/disconnect.ts';
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
const items = () => app.emulator.control.items();

async function withBanks(...banks: string[]): Promise<Client> {
  const client = app.newClient();
  for (const bank of banks) await linkBank(client, { bank });
  return client;
}

describe('a disconnect link', () => {
  const linkOf = (client: Client, name = 'Fernhollow Bank') => disconnectLinkOf(client, name);
  const headingOf = async (answer: ReturnType<Client['get']>) => (await answer).page('h1').text();

  it('removes its bank from a browser without any cookie, at any instance, after one question', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const elsewhere = await startTestApp({ env: { ENCRYPTION_KEYS }, emulator: app.emulator });
    const stranger = elsewhere.newClient();
    const question = await stranger.get(link);
    expect(question.page('h1').text()).toBe('Disconnect this bank?');
    expect(items()).toHaveLength(1);
    expect(await headingOf(stranger.press(question, 'Disconnect it'))).toBe('The bank is disconnected');
    expect([items(), control().users()]).toEqual([[], []]);
    await elsewhere.close();
  });

  it('removes only its own bank of a visit', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
    await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
    await app.newClient().post(await linkOf(client, 'Quillfeather'));
    expect(items().map(({ institution }) => institution.id)).toEqual(['ins_900001']);
  });

  it('says so when the bank is already disconnected', async () => {
    const client = await withBanks('ins_900001');
    const link = await linkOf(client);
    await client.post('/logout');
    expect(await headingOf(app.newClient().post(link))).toBe('This bank is already disconnected');
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['of production', { PLAID_ENV: 'production', PLAID_BASE_URL: 'https://production.plaid.com' }],
    ['of the demo', { PLAID_CLIENT_ID: '', PLAID_SECRET: '' }],
  ])('is not taken for used up by a server %s, which cannot know', async (_, env) => {
    const link = await linkOf(await withBanks('ins_900001'));
    const other = await startTestApp({ env: { ENCRYPTION_KEYS, ...env } });
    const { page } = await other.newClient().post(link);
    expect(page('h1').text()).toBe('This bank cannot be disconnected from here now');
    expect(page('.lead').text()).toContain('while this server used another Plaid environment');
    expect(page('main form').length).toBe(0);
    await other.close();
    expect(await headingOf(app.newClient().post(link))).toBe('The bank is disconnected');
  });

  it('of the demo is known there, and not by Plaid’s sandbox', async () => {
    const demo = await startDemo({ ENCRYPTION_KEYS });
    const client = demo.newClient();
    await linkBank(client);
    const link = await linkOf(client);
    const sandbox = await startTestApp({
      env: { ENCRYPTION_KEYS, PLAID_BASE_URL: 'https://sandbox.plaid.com' },
    });
    expect(await headingOf(sandbox.newClient().post(link))).toBe(
      'This bank cannot be disconnected from here now',
    );
    await sandbox.close();
    expect(await headingOf(demo.newClient().post(link))).toBe('The bank is disconnected');
    await demo.close();
  });

  it('still opens when it was saved long ago', async () => {
    const longAgo = await startTestApp({ env: { ENCRYPTION_KEYS: SAVED_KEY } });
    const { status, page } = await longAgo.newClient().get(SAVED);
    expect([status, page('h1').text()]).toEqual([200, 'Disconnect this bank?']);
    await longAgo.close();
  });

  it('can be tried again when Plaid does not confirm', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    const failed = await app.newClient().post(link);
    expect(failed.page('h1').text()).toBe('The bank is still connected');
    restore();
    await app.newClient().press(failed, 'Try again');
    expect(items()).toEqual([]);
  });

  it('is not offered where only the access token could remove the Item, and the page says why', async () => {
    const client = await withBanks('ins_900002');
    giveBank(app, client);
    const { page, text } = await client.get('/banks');
    const textsOf = (selector: string) =>
      page(selector)
        .toArray()
        .map((element) => page(element).text());
    expect(textsOf('.banks .rows strong').toSorted()).toEqual(['Fernhollow Bank', 'Quillfeather Cards']);
    expect(textsOf('.banks a.more')).toEqual(['Disconnect link for Quillfeather Cards']);
    expect(text).toContain(
      'There is no disconnect link for Fernhollow Bank: only the key in this browser’s cookie',
    );
  });

  it('is not mentioned where no bank has one', async () => {
    const client = app.newClient();
    giveBank(app, client);
    const notes = (await client.get('/banks')).page('main .note').text();
    expect(notes).toContain('There is no disconnect link for Fernhollow Bank');
    expect(notes).not.toContain('for you to save');
  });

  it('of an earlier version, which held an access token, opens no more', async () => {
    giveBank(app, app.newClient());
    const [{ accessToken, id: itemId } = { accessToken: '', id: '' }] = items();
    const content = Buffer.from(JSON.stringify({ accessToken, itemId }));
    const binding = { purpose: 'disconnect', name: 'link' } as const;
    const sealed = app.services.sealer.seal(content, new Date(0xffff_ffff * 1000), binding);
    const stranger = app.newClient();
    expect((await stranger.get(`/disconnect/${sealed}`)).status).toBe(404);
    expect((await stranger.post(`/disconnect/${sealed}`)).status).toBe(404);
    expect(items()).toHaveLength(1);
  });

  it('reveals nothing of the bank to whoever has it', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const before = asked(app.emulator).length;
    const { text } = await app.newClient().get(link);
    expect(text).not.toContain('Fernhollow');
    expect(asked(app.emulator)).toHaveLength(before);
    const [item] = items();
    for (const secret of [item?.accessToken, item?.id, control().users()[0]?.id]) {
      expect(Buffer.from(link.split('.').at(-1) ?? '', 'base64url').includes(secret ?? '?')).toBe(false);
    }
  });

  it('holds no access token, for whoever can open it', async () => {
    const client = await withBanks('ins_900001');
    giveBank(app, client, { institutionId: 'ins_900002' });
    const { text } = await client.get('/banks');
    const links = [...text.matchAll(/\/disconnect\/(v1\.[\w.-]+)/g)].map(([, sealed = '']) => sealed);
    const opened = links.map((sealed) =>
      app.services.sealer.open(sealed, { purpose: 'disconnect', name: 'link' }),
    );
    expect(opened.map((found) => Object.keys(JSON.parse(String(found?.content))).toSorted())).toEqual([
      ['environment', 'itemId', 'userId'],
    ]);
    for (const { accessToken } of items()) expect(String(opened[0]?.content)).not.toContain(accessToken);
  });

  it('is no cookie, session or webhook, and none of these is a disconnect link', async () => {
    const client = await withBanks('ins_900001');
    const sealed = (await linkOf(client)).split('/').at(-1) ?? '';
    const thief = app.newClient();
    thief.jar.set('bank-abcdef', sealed).set('session', sealed);
    expect((await thief.get('/dashboard')).location).toBe('/');
    const webhook = items()[0]?.webhook?.split('/').at(-1);
    for (const other of [
      client.jar.get(client.bankCookies[0] ?? ''),
      webhook,
      'v1.forged.AAAA',
      `${sealed}x`,
    ]) {
      expect((await client.post(`/disconnect/${other}`)).status).toBe(404);
      expect((await client.get(`/disconnect/${other}`)).status).toBe(404);
    }
    expect(items()).toHaveLength(1);
  });

  it('does nothing when another site sends its form', async () => {
    const link = await linkOf(await withBanks('ins_900001'));
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await app.newClient().send(link, { method: 'POST', headers })).status).toBe(403);
    expect(items()).toHaveLength(1);
  });
});
