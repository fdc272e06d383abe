import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Result } from '../../src/plaid/gateway.ts';
import { createWebhookKeys, type WebhookKey, type WebhookKeys } from '../../src/plaid/webhook-keys.ts';
import { isPlaidsWebhook, webhookKeyId } from '../../src/plaid/webhook-signature.ts';
import { unwrap } from '../support/unwrap.ts';
import { bankAnswering } from './answering-bank.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const BODY = Buffer.from('{\n  "webhook_type": "TRANSACTIONS"\n}');
const DOWN = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;

const [plaid, stranger] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
const publicKey = (await exportJWK(plaid.publicKey)) as WebhookKey;

let asked: string[];
let time: Date;
let keys: WebhookKeys;
beforeEach(() => {
  asked = [];
  time = NOW;
  keys = keysFrom(ask);
});

const keysFrom = (source: typeof ask) => createWebhookKeys(source, () => time);
const at = (ms: number) => new Date(NOW.getTime() + ms);

/** Plaid has every key whose id begins with a k. */
async function ask(keyId: string): Promise<Result<WebhookKey | null>> {
  asked.push(keyId);
  return { ok: true, value: keyId.startsWith('k') ? publicKey : null };
}

describe('a webhook key at Plaid', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
  const whole = { ...key, alg: 'ES256', kid: 'k1', use: 'sig', created_at: 1 };

  it('is reduced to what verifying needs', async () => {
    const { bank, asked } = await bankAnswering(200, { key: { ...whole, expired_at: null } });
    expect(await unwrap(bank.webhookKey('k1'))).toEqual(key);
    expect(asked()).toEqual([['/webhook_verification_key/get', { key_id: 'k1' }]]);
  });

  it('is null once it has expired, or when Plaid does not know it', async () => {
    const expired = await bankAnswering(200, { key: { ...whole, expired_at: 5 } });
    expect(await unwrap(expired.bank.webhookKey('k1'))).toBeNull();
    const error = { error_type: 'INVALID_INPUT', error_code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID' };
    expect(await unwrap((await bankAnswering(400, error)).bank.webhookKey('k2'))).toBeNull();
  });

  it('cannot be read while Plaid fails', async () => {
    const { bank } = await bankAnswering(503, {});
    await expect(unwrap(bank.webhookKey('k1'))).rejects.toMatchObject({ kind: 'plaid-down' });
  });
});

describe('a cached webhook key', () => {
  it('is fetched once for simultaneous webhooks, even if Plaid does not know it', async () => {
    await Promise.all([keys('k1'), keys('k1'), keys('unknown')]);
    await Promise.all([keys('k1'), keys('unknown')]);
    expect(asked).toEqual(['k1', 'unknown']);
  });

  it('is fetched again after a day', async () => {
    await keys('k1');
    time = at(86_399_999);
    await keys('k1');
    expect(asked).toEqual(['k1']);
    time = at(86_400_000);
    await keys('k1');
    expect(asked).toEqual(['k1', 'k1']);
  });

  it('is fetched again after a failure', async () => {
    let isDown = true;
    keys = keysFrom(async (keyId) => (isDown ? DOWN : ask(keyId)));
    expect(await keys('k1')).toEqual(DOWN);
    isDown = false;
    expect(await unwrap(keys('k1'))).not.toBeNull();
  });

  it('that is malformed is an unexpected error, and fetched again', async () => {
    keys = keysFrom(async (keyId) => {
      asked.push(keyId);
      return { ok: true, value: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } };
    });
    for (let turn = 0; turn < 2; turn++) {
      expect(await keys('k1')).toMatchObject({ ok: false, error: { kind: 'unexpected' } });
    }
    expect(asked).toEqual(['k1', 'k1']);
  });

  it('is null without a call to Plaid after five unknown ids within a minute', async () => {
    for (let i = 0; i < 10_000; i += 1) expect(await unwrap(keys(`invented-${i}`))).toBeNull();
    expect(asked).toHaveLength(5);
    time = at(59_999);
    expect(await unwrap(keys('k1'))).toBeNull();
    time = at(60_000);
    expect(await unwrap(keys('k1'))).not.toBeNull();
  });

  /** Asks for so many other keys, a minute apart. */
  async function askForOthers(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      time = new Date(time.getTime() + 60_000);
      await keys(`invented-${i}`);
    }
  }

  it.each([
    [31, 1],
    [32, 2],
  ])('that is needed again after %d others has been fetched %d times', async (others, times) => {
    await keys('k1');
    await askForOthers(others);
    expect(await unwrap(keys('k1'))).not.toBeNull();
    expect(asked.filter((keyId) => keyId === 'k1')).toHaveLength(times);
  });

  it('counts as the newest once it has been fetched again', async () => {
    await keys('k1');
    await askForOthers(31);
    time = at(86_400_000);
    for (const keyId of ['k1', 'another', 'k1']) await keys(keyId);
    expect(asked.filter((keyId) => keyId === 'k1')).toHaveLength(2);
  });
});

interface Signing {
  readonly kid?: string;
  readonly iat?: number;
  readonly by?: typeof plaid;
  readonly hash?: unknown;
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');
const secondsAgo = (seconds: number) => Math.floor(NOW.getTime() / 1000) - seconds;

function sign({ kid = 'k1', iat = secondsAgo(1), by = plaid, ...rest }: Signing = {}) {
  const token = new SignJWT({ iat, request_body_sha256: 'hash' in rest ? rest.hash : sha256(BODY) });
  return token.setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(by.privateKey);
}

const verify = (token: string, body = BODY) => unwrap(isPlaidsWebhook({ token, body }, { keys, now: NOW }));

describe('a webhook is accepted', () => {
  it('when Plaid has signed it', async () => {
    expect(await verify(await sign())).toBe(true);
  });

  it.each([0, 60, 300])('%d seconds after it was signed', async (seconds) => {
    expect(await verify(await sign({ iat: secondsAgo(seconds) }))).toBe(true);
  });

  it('from a clock that is slightly ahead of ours', async () => {
    expect(await verify(await sign({ iat: secondsAgo(-5) }))).toBe(true);
  });
});

describe('a webhook is refused', () => {
  it.each([301, 360, 86_400, -60])('%d seconds after it was signed', async (seconds) => {
    expect(await verify(await sign({ iat: secondsAgo(seconds) }))).toBe(false);
  });

  it('with another body, even if only a space was added', async () => {
    expect(await verify(await sign(), Buffer.from(`${BODY} `))).toBe(false);
    expect(await verify(await sign(), Buffer.alloc(0))).toBe(false);
  });

  it.each([undefined, null, '', 'abc', 7, {}, 'é'.repeat(64)])(
    'with %j as the hash of its body',
    async (hash) => {
      expect(await verify(await sign({ hash }))).toBe(false);
    },
  );

  it('when somebody else has signed it under a key id of Plaid', async () => {
    expect(await verify(await sign({ by: stranger }))).toBe(false);
  });

  it('with an unknown key', async () => {
    expect(await verify(await sign({ kid: 'unknown' }))).toBe(false);
  });

  it('without its signature, or with a changed one', async () => {
    const token = await sign();
    expect(await verify(`${token.split('.').slice(0, 2).join('.')}.`)).toBe(false);
    expect(await verify(token.slice(0, -4).concat('AAAA'))).toBe(false);
  });
});

it('a webhook whose key cannot be fetched is an error, so that Plaid sends it again', async () => {
  const isSigned = isPlaidsWebhook(
    { token: await sign(), body: BODY },
    { keys: keysFrom(async () => DOWN), now: NOW },
  );
  expect(await isSigned).toEqual(DOWN);
});

describe('a Plaid-Verification header', () => {
  const header = (fields: object) => `${Buffer.from(JSON.stringify(fields)).toString('base64url')}.e30.AA`;

  it.each([
    ['is missing', undefined],
    ['is no token', 'garbage'],
    ['is empty', ''],
    ['has no algorithm', header({ alg: 'none', kid: 'k1' })],
    ['is signed with a shared secret', header({ alg: 'HS256', kid: 'k1' })],
    ['is signed on another curve', header({ alg: 'ES384', kid: 'k1' })],
    ['has no key id', header({ alg: 'ES256' })],
    ['has a path for a key id', header({ alg: 'ES256', kid: '../../k1' })],
    ['has more after its key id', header({ alg: 'ES256', kid: 'k1/' })],
    ['has more before its key id', header({ alg: 'ES256', kid: '/k1' })],
    ['has too long a key id', header({ alg: 'ES256', kid: 'k'.repeat(65) })],
    ['has a list for a key id', header({ alg: 'ES256', kid: ['k1'] })],
    ['is too long', header({ alg: 'ES256', kid: 'k1', x: 'x'.repeat(3000) })],
  ])('that %s is refused before any key is fetched', async (_, token) => {
    expect(webhookKeyId(token)).toBeNull();
    if (token !== undefined) expect(await verify(token)).toBe(false);
    expect(asked).toEqual([]);
  });

  it('names its key in at most 64 characters, and is at most 2000 long', async () => {
    expect(webhookKeyId(await sign())).toBe('k1');
    const unsigned = header({ alg: 'ES256', kid: 'k1' });
    expect(webhookKeyId(unsigned.padEnd(2000, 'A'))).toBe('k1');
    expect(webhookKeyId(unsigned.padEnd(2001, 'A'))).toBeNull();
    expect(webhookKeyId(await sign({ kid: 'k-'.repeat(32) }))).toBe('k-'.repeat(32));
  });
});
