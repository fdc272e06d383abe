import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSchedule, type Schedule } from '../../../src/emulator/webhooks/schedule.ts';
import { createSigningKeys } from '../../../src/emulator/webhooks/signing-keys.ts';
import { createWebhooks, type Webhooks } from '../../../src/emulator/webhooks/webhooks.ts';
import { type Receiver, startReceiver } from '../receiver.ts';

const START = Date.parse('2026-05-20T12:00:00Z');
const HOOK = { webhook_code: 'DEFAULT_UPDATE', item_id: 'item' };

let nowMs: number;
let schedule: Schedule;
let webhooks: Webhooks;
let receiver: Receiver;
beforeEach(async () => {
  nowMs = START;
  receiver = await startReceiver();
  build();
});
afterEach(async () => {
  webhooks.close();
  await receiver.close();
});

function build(mayCall: (url: URL) => boolean = () => true): void {
  const now = () => new Date(nowMs);
  schedule = createSchedule(now);
  webhooks = createWebhooks({ now, keys: createSigningKeys(now), schedule, mayCall });
}

/** Moves the clock in small steps; the seconds since the start at which something was tried. */
async function triesWithin(seconds: number, step = 10): Promise<number[]> {
  for (const end = nowMs + seconds * 1000; nowMs < end; ) {
    nowMs += step * 1000;
    await schedule.runDue();
  }
  return webhooks.list().map(({ at }) => (at.getTime() - START) / 1000);
}

it('sends JSON with two spaces and its signature in the header', async () => {
  await webhooks.send(receiver.url, HOOK);
  const [hook] = receiver.received;
  expect(hook?.body).toBe('{\n  "webhook_code": "DEFAULT_UPDATE",\n  "item_id": "item"\n}');
  expect(hook?.headers).toMatchObject({ 'content-type': 'application/json' });
  expect(hook?.headers['plaid-verification']).toBe(webhooks.list()[0]?.token);
  expect(webhooks.list()).toMatchObject([{ url: receiver.url, code: 'DEFAULT_UPDATE', status: 200 }]);
});

it('is content with one 200', async () => {
  await webhooks.send(receiver.url, HOOK);
  expect(await triesWithin(86_400, 600)).toEqual([0]);
});

it.each([500, 404, 202, 301])('tries again for a day while the answer is %i', async (status) => {
  receiver.answers = [{ status }];
  await webhooks.send(receiver.url, HOOK);
  expect(await triesWithin(90_000)).toEqual([0, 30, 150, 630, 2_550, 10_230, 40_950]);
});

it('a later try brings the same body under a signature of its own time', async () => {
  receiver.answers = [{ status: 500 }, { status: 200 }];
  await webhooks.send(receiver.url, HOOK);
  expect(await triesWithin(3_600)).toEqual([0, 30]);
  const [first, second] = webhooks.list();
  expect(second?.body).toBe(first?.body);
  const iat = (token = '') => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).iat;
  expect(iat(second?.token) - iat(first?.token)).toBe(30);
});

it('waits as long as a 429 asks, four hours at most', async () => {
  receiver.answers = [
    { status: 429, retryAfter: '100' },
    { status: 429, retryAfter: '99999' },
    { status: 200 },
  ];
  await webhooks.send(receiver.url, HOOK);
  expect(await triesWithin(20_000)).toEqual([0, 100, 14_500]);
});

it('a receiver that is not there is tried again and never throws', async () => {
  await webhooks.send('http://127.0.0.1:9/hook', HOOK);
  expect(await triesWithin(60)).toEqual([0, 30]);
  expect(webhooks.list().map(({ status }) => status)).toEqual([null, null]);
});

it.each(['ftp://127.0.0.1/hook', 'file:///etc/passwd', 'nonsense', ''])('never calls "%s"', async (url) => {
  await webhooks.send(url, HOOK);
  expect(webhooks.list()).toEqual([]);
});

it('calls only where it may', async () => {
  build(({ pathname }) => pathname === '/hook');
  await webhooks.send(receiver.url, HOOK);
  await webhooks.send(receiver.url.replace('/hook', '/other'), HOOK);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
});
