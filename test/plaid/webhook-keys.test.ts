import { exportJWK, generateKeyPair } from 'jose';
import { beforeEach, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Result } from '../../src/plaid/gateway.ts';
import { createWebhookKeys, type WebhookKey, type WebhookKeys } from '../../src/plaid/webhook-keys.ts';
import { unwrap } from '../support/unwrap.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

const publicKey = (await exportJWK((await generateKeyPair('ES256')).publicKey)) as WebhookKey;

let asked: string[];
let time: Date;
beforeEach(() => {
  asked = [];
  time = NOW;
});

/** Plaid knows those keys whose id begins with a k. */
async function ask(keyId: string): Promise<Result<WebhookKey | null>> {
  asked.push(keyId);
  return { ok: true, value: keyId.startsWith('k') ? publicKey : null };
}

it('is asked for once, also by two webhooks at once and for an unknown one', async () => {
  const keys = createWebhookKeys(ask, () => time);
  await Promise.all([keys('k1'), keys('k1'), keys('unknown')]);
  await Promise.all([keys('k1'), keys('unknown')]);
  expect(asked).toEqual(['k1', 'unknown']);
});

it('is asked for again after a day', async () => {
  const keys = createWebhookKeys(ask, () => time);
  await keys('k1');
  time = new Date(NOW.getTime() + 86_399_999);
  await keys('k1');
  expect(asked).toEqual(['k1']);
  time = new Date(NOW.getTime() + 86_400_000);
  await keys('k1');
  expect(asked).toEqual(['k1', 'k1']);
});

it('is asked for again when the first question failed', async () => {
  const down = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
  let isDown = true;
  const keys = createWebhookKeys(
    async (keyId) => (isDown ? down : ask(keyId)),
    () => time,
  );
  expect(await keys('k1')).toEqual(down);
  isDown = false;
  expect(await unwrap(keys('k1'))).not.toBeNull();
});

it('that is no key is a fault of ours, and asked for again', async () => {
  const keys = createWebhookKeys(
    async (keyId) => {
      asked.push(keyId);
      return { ok: true, value: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } };
    },
    () => time,
  );
  for (let turn = 0; turn < 2; turn++) {
    expect(await keys('k1')).toMatchObject({ ok: false, error: { kind: 'unexpected' } });
  }
  expect(asked).toEqual(['k1', 'k1']);
});

it('of ten thousand invented ids is asked for five times a minute', async () => {
  const keys = createWebhookKeys(ask, () => time);
  for (let i = 0; i < 10_000; i += 1) expect(await unwrap(keys(`invented-${i}`))).toBeNull();
  expect(asked).toHaveLength(5);
  time = new Date(NOW.getTime() + 59_999);
  expect(await unwrap(keys('k1'))).toBeNull();
  time = new Date(NOW.getTime() + 60_000);
  expect(await unwrap(keys('k1'))).not.toBeNull();
});

/** Asks for so many other keys, a minute apart. */
async function askForOthers(keys: WebhookKeys, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    time = new Date(time.getTime() + 60_000);
    await keys(`invented-${i}`);
  }
}

it.each([
  [31, 1],
  [32, 2],
])('and then %d others is asked for %d times in all', async (others, times) => {
  const keys = createWebhookKeys(ask, () => time);
  await keys('k1');
  await askForOthers(keys, others);
  expect(await unwrap(keys('k1'))).not.toBeNull();
  expect(asked.filter((keyId) => keyId === 'k1')).toHaveLength(times);
});

it('counts as new once it has been asked for again', async () => {
  const keys = createWebhookKeys(ask, () => time);
  await keys('k1');
  await askForOthers(keys, 31);
  time = new Date(NOW.getTime() + 86_400_000);
  await keys('k1');
  await keys('another');
  await keys('k1');
  expect(asked.filter((keyId) => keyId === 'k1')).toHaveLength(2);
});
