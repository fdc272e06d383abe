/** What ends a copy before its seven days do. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { deleteByApi } from '../support/delete-me.ts';
import { giveBank } from '../support/give-bank.ts';
import { linkBank } from '../support/link.ts';
import { hasRedis } from '../support/redis.ts';
import { openRedisHouse, type RedisHouse, untilCopied } from '../support/redis-house.ts';

describe.skipIf(!hasRedis)('a copy is deleted', () => {
  let house: RedisHouse;
  let person: Browser;
  beforeAll(async () => {
    house = await openRedisHouse();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    person = await house.reader();
    await untilCopied(house.redis, 1, () => person.get('/dashboard'));
  });
  afterEach(() => house.forget());

  /** Plaid tells of nothing any more. */
  function cutWebhooks(): void {
    for (const item of house.emulator.control.items()) item.webhook = null;
  }

  it('when Plaid tells of new transactions', async () => {
    await house.pass(22);
    expect(await house.copyNames()).toEqual([]);
    expect(house.emulator.control.items()).toHaveLength(1);
  });

  it('when the person takes back at Plaid what they had allowed', async () => {
    const [item] = house.emulator.control.items();
    house.emulator.control.breakItem(item?.id ?? '', 'USER_PERMISSION_REVOKED');
    await house.pass(0.02);
    expect(await house.copyNames()).toEqual([]);
  });

  it('when the bank is disconnected, and at log-out', async () => {
    await linkBank(person, { bank: 'ins_900002' });
    await house.pass(0.2);
    await untilCopied(house.redis, 2, () => person.get('/dashboard'));
    const [slot = ''] = person.bankCookies.map((name) => name.replace(/^.*bank-/, ''));
    await person.post(`/banks/${slot}/disconnect`);
    expect(await house.copyNames()).toHaveLength(1);
    await person.post('/logout');
    expect(await house.copyNames()).toEqual([]);
  });

  it('when the disconnect link is followed in another browser', async () => {
    const { page } = await person.get('/privacy');
    const link = page('a[href^="/disconnect/"]').attr('href') ?? '';
    await house.visitor().post(link);
    expect(await house.copyNames()).toEqual([]);
  });

  it('when its bank’s time is over, although nobody comes back', async () => {
    cutWebhooks();
    await house.pass(25);
    expect(await house.copyNames()).toHaveLength(1);
    await house.services.expirySchedule.sweep();
    await expect.poll(() => house.copyNames()).toEqual([]);
    expect(house.emulator.control.items()).toEqual([]);
  });

  it('when its bank’s time is over and the browser comes back, with a user of Plaid’s or without', async () => {
    giveBank(house, person);
    await untilCopied(house.redis, 2, () => person.get('/dashboard'));
    cutWebhooks();
    await house.pass(25);
    expect(await house.copyNames()).toHaveLength(2);
    await person.get('/');
    expect([await house.copyNames(), person.bankCookies]).toEqual([[], []]);
  });

  it('with everything else, and again when Redis was away the first time', async () => {
    house.redis.freeze();
    const first = await deleteByApi(person);
    expect(first.status).toBe(503);
    expect(first.receipt).toContainEqual(expect.objectContaining({ where: 'Redis', isDeleted: false }));
    expect(person.bankCookies).toHaveLength(1);
    house.redis.thaw();
    await expect
      .poll(async () => (await person.post('/delete-me')).page('h1').text(), {
        timeout: 10_000,
        interval: 300,
      })
      .toBe('Everything is deleted');
    expect(await house.copyNames()).toEqual([]);
    expect(house.emulator.control.items()).toEqual([]);
  });
});
