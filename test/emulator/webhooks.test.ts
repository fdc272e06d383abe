/** How webhooks are sent: signed, and again while nobody has taken them. */

import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchedule, type Schedule } from '../../src/emulator/webhooks/schedule.ts';
import { createSigningKeys, type SigningKeys } from '../../src/emulator/webhooks/signing-keys.ts';
import { createWebhooks, type Webhooks } from '../../src/emulator/webhooks/webhooks.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const START = Date.parse('2026-05-20T12:00:00Z');
const HOOK = { webhook_code: 'DEFAULT_UPDATE', item_id: 'item' };

describe('a webhook', () => {
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

  it('is JSON indented by two spaces, with its signature in a header', async () => {
    await webhooks.send(receiver.url, HOOK);
    const [hook] = receiver.received;
    expect(hook?.body).toBe('{\n  "webhook_code": "DEFAULT_UPDATE",\n  "item_id": "item"\n}');
    expect(hook?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(hook?.headers['plaid-verification']).toBe(webhooks.list()[0]?.token);
    expect(webhooks.list()).toMatchObject([{ url: receiver.url, code: 'DEFAULT_UPDATE', status: 200 }]);
  });

  it('is not sent again after a 200', async () => {
    await webhooks.send(receiver.url, HOOK);
    expect(await triesWithin(86_400, 600)).toEqual([0]);
  });

  it.each([500, 404, 202, 301])('is sent again for half a day while the answer is %i', async (status) => {
    receiver.answers = [{ status }];
    await webhooks.send(receiver.url, HOOK);
    expect(await triesWithin(90_000)).toEqual([0, 30, 150, 630, 2_550, 10_230, 40_950]);
  });

  it('has the same body when it is sent again, and a signature of that time', async () => {
    receiver.answers = [{ status: 500 }, { status: 200 }];
    await webhooks.send(receiver.url, HOOK);
    expect(await triesWithin(3_600)).toEqual([0, 30]);
    const [first, second] = webhooks.list();
    expect(second?.body).toBe(first?.body);
    const iat = (token = '') =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).iat;
    expect(iat(second?.token) - iat(first?.token)).toBe(30);
  });

  it('waits as long as a 429 asks for, and four hours at most', async () => {
    receiver.answers = [
      { status: 429, retryAfter: '100' },
      { status: 429, retryAfter: '99999' },
      { status: 200 },
    ];
    await webhooks.send(receiver.url, HOOK);
    expect(await triesWithin(20_000)).toEqual([0, 100, 14_500]);
  });

  it('is sent again, and does not throw, where nobody listens', async () => {
    await webhooks.send('http://127.0.0.1:9/hook', HOOK);
    expect(await triesWithin(60)).toEqual([0, 30]);
    expect(webhooks.list().map(({ status }) => status)).toEqual([null, null]);
  });

  it.each(['ftp://127.0.0.1/hook', 'file:///etc/passwd', 'nonsense', ''])(
    'is not sent to "%s"',
    async (url) => {
      await webhooks.send(url, HOOK);
      expect(webhooks.list()).toEqual([]);
    },
  );

  it('is sent only where that is allowed', async () => {
    build(({ pathname }) => pathname === '/hook');
    await webhooks.send(receiver.url, HOOK);
    await webhooks.send(receiver.url.replace('/hook', '/other'), HOOK);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });
});

describe('the schedule', () => {
  let ms: number;
  let done: string[];
  let schedule: Schedule;
  beforeEach(() => {
    [ms, done] = [0, []];
    schedule = createSchedule(() => new Date(ms));
  });
  const plan = (at: number, name: string) => schedule.at(new Date(at), async () => void done.push(name));

  it('runs what is due, earliest first, and each only once', async () => {
    plan(20, 'second');
    plan(10, 'first');
    plan(30, 'later');
    ms = 20;
    await schedule.runDue();
    await schedule.runDue();
    expect(done).toEqual(['first', 'second']);
  });

  it('runs what was planned for now by what it ran', async () => {
    schedule.at(new Date(0), async () => plan(0, 'next'));
    await schedule.runDue();
    expect(done).toEqual(['next']);
  });

  it('forgets everything when cleared', async () => {
    plan(0, 'never');
    schedule.clear();
    await schedule.runDue();
    expect(done).toEqual([]);
  });
});

describe('the signature of a webhook', () => {
  const AT = new Date('2026-05-20T12:00:00.900Z');
  const newKeys = () => createSigningKeys(() => AT);

  const kidOf = (token: string) => String(decodeProtectedHeader(token).kid);

  async function claimsOf(keys: SigningKeys, token: string) {
    const key = await importJWK(keys.publicKey(kidOf(token)) as JWK, 'ES256');
    const { payload, protectedHeader } = await compactVerify(token, key, { algorithms: ['ES256'] });
    return { claims: JSON.parse(new TextDecoder().decode(payload)), alg: protectedHeader.alg };
  }

  it('is verified by the key it names, and says when and what was signed', async () => {
    const keys = newKeys();
    const body = '{\n  "a": "é"\n}';
    const sha256 = createHash('sha256').update(body).digest('hex');
    expect(await claimsOf(keys, keys.sign(body, AT))).toEqual({
      alg: 'ES256',
      claims: { iat: 1_779_278_400, request_body_sha256: sha256 },
    });
  });

  it('is not verified with one letter changed', async () => {
    const keys = newKeys();
    const [head, claims, signature = ''] = keys.sign('{}', AT).split('.');
    const forged = [head, claims, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)].join('.');
    await expect(claimsOf(keys, forged)).rejects.toThrow();
  });

  it('is by one of two keys in turn', () => {
    const keys = newKeys();
    const kids = [1, 2, 3, 4].map(() => kidOf(keys.sign('{}', AT)));
    expect(new Set(kids).size).toBe(2);
    expect(kids.slice(2)).toEqual(kids.slice(0, 2));
  });

  it('is by a new key in the place of the oldest one after a rotation; the old one can still be asked for', () => {
    const keys = newKeys();
    const before = [keys.sign('{}', AT), keys.sign('{}', AT)].map(kidOf);
    keys.rotate();
    const after = [keys.sign('{}', AT), keys.sign('{}', AT)].map(kidOf);
    expect(keys.publicKey(before[0] ?? '')).toMatchObject({ kid: before[0], expired_at: 1_779_278_400 });
    expect(after).toContain(before[1]);
    expect(after).not.toContain(before[0]);
    expect(keys.publicKey(before[1] ?? '')).toMatchObject({ expired_at: null, use: 'sig' });
  });

  it('cannot be by a key that does not exist', () => {
    expect(() => newKeys().publicKey('other')).toThrow(
      expect.objectContaining({ code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID' }),
    );
  });

  it('is by a key whose private half is never given', () => {
    const keys = newKeys();
    expect(keys.publicKey(kidOf(keys.sign('{}', AT)))).not.toHaveProperty('d');
  });
});
