import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Result } from '../../src/plaid/gateway.ts';
import { createWebhookKeys, type WebhookKey } from '../../src/plaid/webhook-keys.ts';
import { isPlaidsWebhook, webhookKeyId } from '../../src/plaid/webhook-signature.ts';
import { unwrap } from '../support/unwrap.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const BODY = Buffer.from('{\n  "webhook_type": "TRANSACTIONS"\n}');

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let plaid: Pair;
let stranger: Pair;
[plaid, stranger] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
const publicKey = (await exportJWK(plaid.publicKey)) as WebhookKey;

let asked: string[];
let time: Date;
beforeEach(() => {
  asked = [];
  time = NOW;
});

async function ask(keyId: string): Promise<Result<WebhookKey | null>> {
  asked.push(keyId);
  return { ok: true, value: keyId.startsWith('k') ? publicKey : null };
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');
const secondsAgo = (seconds: number) => Math.floor(NOW.getTime() / 1000) - seconds;

function sign({
  kid = 'k1',
  iat = secondsAgo(1),
  hash = sha256(BODY) as unknown,
  by = plaid,
  alg = 'ES256',
} = {}) {
  const token = new SignJWT({ request_body_sha256: hash, ...(iat === null ? {} : { iat }) });
  return token.setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(by.privateKey);
}

function verify(token: string, body = BODY): Promise<boolean> {
  const keys = createWebhookKeys(ask, () => time);
  return unwrap(isPlaidsWebhook({ token, body }, { keys, now: NOW }));
}

describe('a webhook of Plaid’s', () => {
  it('is believed', async () => {
    expect(await verify(await sign())).toBe(true);
  });

  it.each([0, 60, 300])('is believed %d seconds after it was signed', async (seconds) => {
    expect(await verify(await sign({ iat: secondsAgo(seconds) }))).toBe(true);
  });

  it('is believed from a clock a little ahead of ours', async () => {
    expect(await verify(await sign({ iat: secondsAgo(-5) }))).toBe(true);
  });
});

describe('a webhook is not believed', () => {
  it.each([301, 360, 86_400, -60])('%d seconds after it was signed', async (seconds) => {
    expect(await verify(await sign({ iat: secondsAgo(seconds) }))).toBe(false);
  });

  it('with another body, be it by one space', async () => {
    expect(await verify(await sign(), Buffer.from(`${BODY} `))).toBe(false);
    expect(await verify(await sign(), Buffer.alloc(0))).toBe(false);
  });

  it.each([undefined, null, '', 'abc', 7, {}, 'é'.repeat(64)])(
    'with %j for the hash of its body',
    async (hash) => {
      expect(await verify(await sign({ hash: hash === undefined ? 'undefined' : hash }))).toBe(false);
    },
  );

  it('signed by somebody else under a key id of Plaid’s', async () => {
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

  it('when its key cannot be had now: then this fails, so that Plaid tries again', async () => {
    const down = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
    const keys = createWebhookKeys(
      async () => down,
      () => time,
    );
    const token = await sign();
    expect(await isPlaidsWebhook({ token, body: BODY }, { keys, now: NOW })).toEqual(down);
  });
});

describe('the header is refused before anything is fetched', () => {
  const header = (fields: object) => `${Buffer.from(JSON.stringify(fields)).toString('base64url')}.e30.AA`;

  it.each([
    ['nothing', undefined],
    ['no token', 'garbage'],
    ['an empty one', ''],
    ['no algorithm', header({ alg: 'none', kid: 'k1' })],
    ['a shared secret', header({ alg: 'HS256', kid: 'k1' })],
    ['another curve', header({ alg: 'ES384', kid: 'k1' })],
    ['no key id', header({ alg: 'ES256' })],
    ['a key id that is none', header({ alg: 'ES256', kid: '../../k1' })],
    ['a key id and more', header({ alg: 'ES256', kid: 'k1/' })],
    ['more and a key id', header({ alg: 'ES256', kid: '/k1' })],
    ['an endless key id', header({ alg: 'ES256', kid: 'k'.repeat(65) })],
    ['a key id of another type', header({ alg: 'ES256', kid: ['k1'] })],
    ['an endless one', header({ alg: 'ES256', kid: 'k1', x: 'x'.repeat(3000) })],
  ])('with %s', async (_, token) => {
    expect(webhookKeyId(token)).toBeNull();
    if (token !== undefined) expect(await verify(token)).toBe(false);
    expect(asked).toEqual([]);
  });

  it('but not one of Plaid’s', async () => {
    expect(webhookKeyId(await sign())).toBe('k1');
    const noToken = header({ alg: 'ES256', kid: 'k1' });
    expect(webhookKeyId(noToken.padEnd(2000, 'A'))).toBe('k1');
    expect(webhookKeyId(noToken.padEnd(2001, 'A'))).toBeNull();
    expect(webhookKeyId(await sign({ kid: 'k-'.repeat(32) }))).toBe('k-'.repeat(32));
  });
});
