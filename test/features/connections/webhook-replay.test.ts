/** The same genuine webhook of Plaid's once more, from somebody who has read it on its way. */

import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { hasRedis } from '../../support/redis.ts';
import { forgetRemovals, type RedisApp, startRedisApp, untilCopied } from '../../support/redis-app.ts';

const MINUTE_HOURS = 1 / 60;
/** The number of points of P-256 (FIPS 186-5): a signature (r, s) is as good as (r, n − s). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

interface Webhook {
  readonly url: string;
  readonly body: string;
  readonly token: string;
}

describe.runIf(hasRedis)('a genuine webhook that is sent again', () => {
  let app: RedisApp;
  let person: Client;
  let webhook: Webhook;
  beforeAll(async () => {
    app = await startRedisApp();
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    person = await app.reader();
    const [item] = app.emulator.control.items();
    const body = JSON.stringify({
      webhook_type: 'TRANSACTIONS',
      webhook_code: 'DEFAULT_UPDATE',
      item_id: item?.id,
    });
    webhook = { url: item?.webhook ?? '', body, token: app.emulator.control.sign(body, app.now()) };
    expect(await send(webhook)).toBe(200);
    await forgetRemovals(app.redis);
    await untilCopied(app.redis, 1, () => person.get('/recurring'));
    app.callsTo('/transactions/get');
  });
  afterEach(() => app.forget());

  async function send({ url, body, token }: Webhook): Promise<number> {
    return (await fetch(url, { method: 'POST', headers: { 'plaid-verification': token }, body })).status;
  }

  /** Nothing was removed, and nothing is asked a second time. */
  async function expectNoHarm(): Promise<void> {
    expect(await app.copyNames()).toHaveLength(1);
    expect((await person.get('/transactions')).status).toBe(200);
    expect(app.callsTo('/transactions/get')).toBe(0);
    expect(app.emulator.control.items()).toHaveLength(1);
    expect(app.emulator.control.users()).toHaveLength(1);
  }

  it('within five minutes does nothing', async () => {
    for (let minute = 0; minute < 4; minute += 1) {
      await app.pass(MINUTE_HOURS);
      const before = app.emulator.control.calls().length;
      for (let times = 0; times < 5; times += 1) expect(await send(webhook)).toBe(200);
      expect(app.emulator.control.calls()).toHaveLength(before);
    }
    await expectNoHarm();
  });

  it('with the other signature that is as good does nothing, either', async () => {
    const again = { ...webhook, token: otherSignature(webhook.token) };
    const { kid } = JSON.parse(Buffer.from(webhook.token.split('.')[0] ?? '', 'base64url').toString());
    expect(await isGenuine(again.token, kid)).toBe(true);
    expect(await send(again)).toBe(200);
    await expectNoHarm();
  });

  it('after five minutes is refused', async () => {
    await app.pass(4.9 * MINUTE_HOURS);
    expect(await send(webhook)).toBe(200);
    await app.pass(0.2 * MINUTE_HOURS);
    expect(await send(webhook)).toBe(401);
    await expectNoHarm();
  });

  it('that failed the first time is taken the second time', async () => {
    const body = `${webhook.body} `;
    const news = { ...webhook, body, token: app.emulator.control.sign(body, app.now()) };
    app.redis.freeze();
    expect(await send(news)).toBe(503);
    app.redis.thaw();
    await expect.poll(() => send(news)).toBe(200);
    expect(await app.copyNames()).toEqual([]);
  });

  /** Whether Plaid's key verifies the token, told by Node itself. */
  async function isGenuine(token: string, kid: string): Promise<boolean> {
    const answer = await fetch(`${app.emulator.baseUrl}/webhook_verification_key/get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: 'test-client', secret: 'test-secret', key_id: kid }),
    });
    const { key } = (await answer.json()) as { key: JsonWebKey };
    const at = token.lastIndexOf('.');
    return verify(
      'sha256',
      Buffer.from(token.slice(0, at)),
      { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(token.slice(at + 1), 'base64url'),
    );
  }
});

/** The same token with s turned into n − s. */
function otherSignature(token: string): string {
  const at = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(at + 1), 'base64url');
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
  const other = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex');
  const text = Buffer.concat([signature.subarray(0, 32), other]).toString('base64url');
  return `${token.slice(0, at)}.${text}`;
}
