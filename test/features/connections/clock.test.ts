/** Our clock is wrong for a while, and Plaid's is right: no bank may end for it that nobody can have back. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { Client } from '../../support/client.ts';
import { disconnectLinkOf } from '../../support/disconnect.ts';
import { giveBank } from '../../support/give-bank.ts';
import { linkBank } from '../../support/link.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is right, and how far our clock is ahead of it. */
let time: number;
let aheadMs: number;
/** How often our clock was looked at, and the one look at which it is far ahead. */
let looks: number;
let jumpsAt: number;
let emulator: Emulator;
let app: TestApp;
let client: Client;
beforeEach(async () => {
  time = Date.parse('2026-05-20T12:00:00Z');
  aheadMs = 0;
  looks = 0;
  jumpsAt = 0;
  emulator = await startEmulator({ clock: () => new Date(time) });
  const now = () => {
    looks += 1;
    return new Date(time + (looks === jumpsAt ? 40 * DAY_MS : aheadMs));
  };
  app = await startTestApp({ emulator, now });
  client = app.newClient();
});
afterEach(async () => {
  await app.close();
  await emulator.close();
});

const items = () => emulator.control.items().length;
const callsTo = (path: string) => emulator.control.calls().filter((call) => call.path === path).length;
const errors = () => app.logLines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);

const WITH_USER = async () => void (await linkBank(client));
const WITHOUT_USER = async () => void giveBank(app, client);

describe.each([
  ['of a user of Plaid’s', WITH_USER],
  ['without a user', WITHOUT_USER],
])('a bank %s', (_, link) => {
  it.each([
    ['forty days ahead', 40 * DAY_MS],
    ['a day and six minutes ahead', DAY_MS + 6 * MINUTE_MS],
  ])('outlives a clock that is %s, and is shown again afterwards', async (_ahead, ms) => {
    await link();
    aheadMs = ms;
    expect((await client.get('/dashboard')).location).toBe('/');
    await app.services.expirySchedule.sweep();
    expect([items(), client.bankCookies.length]).toEqual([1, 1]);
    aheadMs = 0;
    await app.services.expirySchedule.sweep();
    expect((await client.get('/dashboard')).status).toBe(200);
    expect(callsTo('/item/remove') + callsTo('/user/remove') + callsTo('/user/items/remove')).toBe(0);
  });

  it('is not ended either that is over by both clocks while these differ, but when they agree', async () => {
    await link();
    for (const item of emulator.control.items()) item.webhook = null;
    time += 25 * 60 * MINUTE_MS;
    aheadMs = 6 * MINUTE_MS;
    await client.get('/');
    expect([items(), client.bankCookies.length]).toEqual([1, 1]);
    aheadMs = 4 * MINUTE_MS;
    await client.get('/');
    expect([items(), client.bankCookies.length]).toEqual([0, 0]);
  });

  it('outlives a clock that is ahead for the time of one look alone', async () => {
    await link();
    looks = 0;
    await client.get('/');
    const looksOfRequest = looks;
    expect(looksOfRequest).toBeGreaterThan(1);
    // When the clock is ahead at the look that opens the cookies, there are more looks than else.
    for (let look = 1; look <= 2 * looksOfRequest; look += 1) {
      looks = 0;
      jumpsAt = look;
      await client.get('/');
    }
    jumpsAt = 0;
    expect([items(), client.bankCookies.length]).toEqual([1, 1]);
    expect((await client.get('/dashboard')).status).toBe(200);
  });

  it.each(['/logout', '/delete-me'])('is ended by POST %s, whatever the clocks say', async (path) => {
    await link();
    aheadMs = 40 * DAY_MS;
    expect((await client.post(path)).status).toBe(200);
    expect([items(), client.bankCookies.length]).toEqual([0, 0]);
  });

  it('is ended by its own button, whatever the clocks say', async () => {
    await link();
    const { page } = await client.get('/banks');
    aheadMs = 40 * DAY_MS;
    const question = await client.get(page('a[href$="/disconnect"]').attr('href') ?? '');
    const answer = await client.press(question, 'Disconnect Fernhollow Bank');
    expect([answer.status, items(), client.bankCookies.length]).toEqual([200, 0, 0]);
  });

  it('is told of in the log with the difference in seconds alone, once a minute at most', async () => {
    await link();
    aheadMs = 40 * DAY_MS;
    app.logLines.length = 0;
    for (let tries = 0; tries < 5; tries += 1) await client.get('/');
    const [line, ...others] = errors();
    expect(others).toEqual([]);
    const { time: at, ...said } = line;
    expect(said).toEqual({
      level: 50,
      seconds: 3_456_000,
      msg: 'clock: it differs from Plaid’s, so nothing expires',
    });
    expect(at).toEqual(expect.any(Number));
  });
});

it('ends a bank by its disconnect link, whatever the clocks say', async () => {
  await linkBank(client);
  const link = await disconnectLinkOf(client);
  aheadMs = 40 * DAY_MS;
  const answer = await app.newClient().post(link);
  expect([answer.status, items()]).toEqual([200, 0]);
});

it('spares the other bank of a visit when one is disconnected while the clock is ahead', async () => {
  await linkBank(client);
  const { userId } = emulator.control.items()[0] as { userId: string | null };
  expect(userId).not.toBeNull();
  giveBank(app, client, { institutionId: 'ins_900002', ...(userId ? { userId } : {}) });
  const [first] = client.bankCookies;
  aheadMs = 40 * DAY_MS;
  await client.post(`/banks/${first?.replace('bank-', '')}/disconnect`);
  expect([items(), client.bankCookies.length]).toEqual([1, 1]);
  aheadMs = 0;
  expect((await client.get('/dashboard')).status).toBe(200);
});

it('does not end a bank for a webhook that comes while the clock is ahead, so that Plaid sends it again', async () => {
  await linkBank(client);
  const { pathname } = new URL(emulator.control.items()[0]?.webhook ?? '');
  aheadMs = 40 * DAY_MS;
  const body = JSON.stringify({ webhook_type: 'ITEM', webhook_code: 'PENDING_EXPIRATION' });
  const headers = { 'plaid-verification': emulator.control.sign(body, new Date(time + aheadMs)) };
  expect((await client.send(pathname, { method: 'POST', body, headers })).status).toBe(500);
  expect(items()).toBe(1);
});
