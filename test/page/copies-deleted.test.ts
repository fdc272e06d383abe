/** What ends a copy before its seven days do. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { deleteByApi } from '../support/delete-me.ts';
import { giveBank } from '../support/give-bank.ts';
import { linkBank } from '../support/link.ts';
import { hasRedis } from '../support/redis.ts';
import { type RedisApp, startRedisApp, untilCopied } from '../support/redis-app.ts';

describe.skipIf(!hasRedis)('a copy is deleted', () => {
  let app: RedisApp;
  let person: Client;
  beforeAll(async () => {
    app = await startRedisApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    person = await app.reader();
    await untilCopied(app.redis, 1, () => person.get('/dashboard'));
  });
  afterEach(() => app.forget());

  /** Plaid tells of nothing any more. */
  function cutWebhooks(): void {
    for (const item of app.emulator.control.items()) item.webhook = null;
  }

  it('when Plaid tells of new transactions', async () => {
    await app.pass(22);
    expect(await app.copyNames()).toEqual([]);
    expect(app.emulator.control.items()).toHaveLength(1);
  });

  it('when the person takes back at Plaid what they had allowed', async () => {
    const [item] = app.emulator.control.items();
    app.emulator.control.breakItem(item?.id ?? '', 'USER_PERMISSION_REVOKED');
    await app.pass(0.02);
    expect(await app.copyNames()).toEqual([]);
  });

  it('when the bank is disconnected, and at log-out', async () => {
    await linkBank(person, { bank: 'ins_900002' });
    await app.pass(0.2);
    await untilCopied(app.redis, 2, () => person.get('/dashboard'));
    const [slot = ''] = person.bankCookies.map((name) => name.replace(/^.*bank-/, ''));
    await person.post(`/banks/${slot}/disconnect`);
    expect(await app.copyNames()).toHaveLength(1);
    await person.post('/logout');
    expect(await app.copyNames()).toEqual([]);
  });

  it('when the disconnect link is followed in another browser', async () => {
    const { page } = await person.get('/privacy');
    const link = page('a[href^="/disconnect/"]').attr('href') ?? '';
    await app.newClient().post(link);
    expect(await app.copyNames()).toEqual([]);
  });

  it('when its bank’s time is over, although nobody comes back', async () => {
    cutWebhooks();
    await app.pass(25);
    expect(await app.copyNames()).toHaveLength(1);
    await app.services.expirySchedule.sweep();
    await expect.poll(() => app.copyNames()).toEqual([]);
    expect(app.emulator.control.items()).toEqual([]);
  });

  it('when its bank’s time is over and the browser comes back, with a user of Plaid’s or without', async () => {
    giveBank(app, person);
    await untilCopied(app.redis, 2, () => person.get('/dashboard'));
    cutWebhooks();
    await app.pass(25);
    expect(await app.copyNames()).toHaveLength(2);
    await person.get('/');
    expect([await app.copyNames(), person.bankCookies]).toEqual([[], []]);
  });

  it('with everything else, and again when Redis was away the first time', async () => {
    app.redis.freeze();
    const first = await deleteByApi(person);
    expect(first.status).toBe(503);
    expect(first.receipt).toContainEqual(expect.objectContaining({ where: 'Redis', isDeleted: false }));
    expect(person.bankCookies).toHaveLength(1);
    app.redis.thaw();
    await expect
      .poll(async () => (await person.post('/delete-me')).page('h1').text(), {
        timeout: 10_000,
        interval: 300,
      })
      .toBe('Everything is deleted');
    expect(await app.copyNames()).toEqual([]);
    expect(app.emulator.control.items()).toEqual([]);
  });
});
