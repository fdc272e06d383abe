import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Browser } from '../../support/browser.ts';
import { giveBank } from '../../support/give-bank.ts';
import { type House, newKey, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';

const ENCRYPTION_KEYS = newKey();
/** A link of 2026-11-26, and the key it was sealed with. */
const SAVED_KEY = Buffer.from('a key of a test and nowhere else').toString('base64');
const SAVED =
  '/disconnect/v1.eStz2OEg.XgQLM8idvxxEDV00T96vvmjjYff9kiN0LX3kiFuhZHS6y59hgTb1dbTwG7qoHlJgv7PvUeKKVeNVs73Gk3oUhiT7yuUIZ1o6ho6hug';

let house: House;
beforeEach(async () => {
  house = await openHouse({ env: { ENCRYPTION_KEYS } });
});
afterEach(() => house.close());

const control = () => house.emulator.control;

async function linkOf(visitor: Browser, name = 'Fernhollow Bank'): Promise<string> {
  const { page } = await visitor.get('/privacy');
  const link = page('.banks a').filter((_, element) => page(element).text().includes(name));
  return link.attr('href') ?? '';
}

describe('a disconnect link', () => {
  it('ends its bank from a browser without any cookie, at any instance, after one question', async () => {
    const visitor = house.visitor();
    await linkBank(visitor);
    const link = await linkOf(visitor);
    const elsewhere = await openHouse({ env: { ENCRYPTION_KEYS }, emulator: house.emulator });
    const stranger = elsewhere.visitor();
    const question = await stranger.get(link);
    expect(question.page('h1').text()).toBe('Disconnect this bank?');
    expect(control().items()).toHaveLength(1);
    const done = await stranger.press(question, 'Disconnect it');
    expect(done.page('h1').text()).toBe('The bank is disconnected');
    expect([control().items(), control().users()]).toEqual([[], []]);
    await elsewhere.close();
  });

  it('ends only its own bank of a visit', async () => {
    const visitor = house.visitor();
    const hostedUrl = await beginLink(visitor);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
    await visitor.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
    await house.visitor().post(await linkOf(visitor, 'Quillfeather'));
    expect(
      control()
        .items()
        .map(({ institution }) => institution.id),
    ).toEqual(['ins_900001']);
  });

  it('says so when there is nothing left to end', async () => {
    const visitor = house.visitor();
    await linkBank(visitor);
    const link = await linkOf(visitor);
    await visitor.post('/logout');
    const answer = await house.visitor().post(link);
    expect(answer.page('h1').text()).toBe('That bank was disconnected before');
  });

  it('still opens when it was saved long ago', async () => {
    const longAgo = await openHouse({ env: { ENCRYPTION_KEYS: SAVED_KEY } });
    const { status, page } = await longAgo.visitor().get(SAVED);
    expect([status, page('h1').text()]).toEqual([200, 'Disconnect this bank?']);
    await longAgo.close();
  });

  it('can be tried again when Plaid does not confirm', async () => {
    const visitor = house.visitor();
    await linkBank(visitor);
    const link = await linkOf(visitor);
    const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    const failed = await house.visitor().post(link);
    expect(failed.page('h1').text()).toBe('The bank is still connected');
    restore();
    await house.visitor().press(failed, 'Try again');
    expect(control().items()).toEqual([]);
  });

  it('works for a bank without a user of Plaid’s', async () => {
    const visitor = house.visitor();
    giveBank(house, visitor);
    await house.visitor().post(await linkOf(visitor));
    expect(control().items()).toEqual([]);
  });
});

describe('whoever has a disconnect link', () => {
  it('learns nothing of the bank from it', async () => {
    const visitor = house.visitor();
    await linkBank(visitor);
    const link = await linkOf(visitor);
    const before = asked(house.emulator).length;
    const { text } = await house.visitor().get(link);
    expect(text).not.toContain('Fernhollow');
    expect(asked(house.emulator)).toHaveLength(before);
    const [item] = control().items();
    for (const secret of [item?.accessToken, item?.id, control().users()[0]?.id]) {
      expect(Buffer.from(link.split('.').at(-1) ?? '', 'base64url').includes(secret ?? '?')).toBe(false);
    }
  });

  it('cannot use it as a cookie, a session or a webhook, nor the other way round', async () => {
    const visitor = house.visitor();
    await linkBank(visitor);
    const sealed = (await linkOf(visitor)).split('/').at(-1) ?? '';
    const thief = house.visitor();
    thief.jar.set('bank-abcdef', sealed).set('session', sealed);
    expect((await thief.get('/dashboard')).location).toBe('/');
    const [cookie = ''] = visitor.bankCookies;
    const webhook = control().items()[0]?.webhook?.split('/').at(-1);
    for (const other of [visitor.jar.get(cookie), webhook, 'v1.forged.AAAA', `${sealed}x`]) {
      expect((await visitor.post(`/disconnect/${other}`)).status).toBe(404);
      expect((await visitor.get(`/disconnect/${other}`)).status).toBe(404);
    }
    expect(control().items()).toHaveLength(1);
  });

  it('cannot make another site press the button', async () => {
    const visitor = house.visitor();
    await linkBank(visitor);
    const link = await linkOf(visitor);
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await house.visitor().send(link, { method: 'POST', headers })).status).toBe(403);
    expect(control().items()).toHaveLength(1);
  });
});
