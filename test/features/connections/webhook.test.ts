/** Webhooks from Plaid: expired Items are removed, and those of changed transactions clear the cache. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asked } from '../../support/asked.ts';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import { giveBank } from '../../support/give-bank.ts';
import { linkBank } from '../../support/link.ts';
import { hasRedis } from '../../support/redis.ts';
import { type RedisApp, startRedisApp, untilCopied } from '../../support/redis-app.ts';

/** A webhook like Plaid's, to the address that Plaid has for the first Item. */
function webhookTo(
  app: ClockedApp,
  { url = app.emulator.control.items()[0]?.webhook ?? '', body = '{}' } = {},
) {
  const token = app.emulator.control.sign(body, app.now());
  return { url, body, headers: { 'Content-Type': 'application/json', 'Plaid-Verification': token } };
}

async function send({ url, body, headers }: ReturnType<typeof webhookTo>): Promise<number> {
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

describe('a webhook', () => {
  let app: ClockedApp;
  beforeEach(async () => {
    app = await startClockedApp();
    await linkBank(app.newClient());
  });
  afterEach(() => app.close());

  const control = () => app.emulator.control;
  const lastStatus = () => control().webhooks().at(-1)?.status;
  const callsTo = (path: string) => asked(app.emulator).filter((call) => call.path === path).length;
  const forgetExpiry = () => app.services.expirySchedule.forget(control().users()[0]?.id ?? '');

  /** A webhook is answered after a second at the latest, and its work goes on after the answer. */
  const untilRemoved = () => vi.waitFor(() => expect(control().items()).toEqual([]), 10_000);

  describe('about an expired Item', () => {
    it('removes the Item and its user', async () => {
      const webhook = webhookTo(app);
      await app.pass(24);
      await untilRemoved();
      expect(control().users()).toEqual([]);
      expect(await send(webhook)).toBe(401);
    });

    it('removes it after a restart too, when the schedule is lost', async () => {
      forgetExpiry();
      await app.pass(25);
      await untilRemoved();
    });

    it('is answered with an error when Plaid did not confirm, and removes the Item when it comes again', async () => {
      const restore = control().inject(
        { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
        { path: '/user/remove' },
      );
      await app.pass(25);
      expect(lastStatus()).toBe(500);
      expect(control().items()).toHaveLength(1);
      restore();
      await app.pass(0.02);
      expect(lastStatus()).toBe(200);
      expect(control().items()).toEqual([]);
    });

    it('is answered with success where Plaid takes the user’s id for none: to repeat it would help nobody', async () => {
      control().inject({ kind: 'error', code: 'INVALID_USER_ID' }, { path: '/user/items/get' });
      await app.pass(25);
      expect(lastStatus()).toBe(200);
      expect(control().items()).toHaveLength(1);
    });

    it('is answered before its work is done', async () => {
      const { url } = webhookTo(app);
      const release = control().hold({ path: '/user/remove' });
      const passing = app.pass(25);
      await vi.waitFor(() => expect(callsTo('/user/items/get')).toBe(1), 10_000);
      expect(await send(webhookTo(app, { url }))).toBe(200);
      await passing;
      release();
      await untilRemoved();
    });

    it('leads to one call to Plaid, however often it is repeated', async () => {
      const { url } = webhookTo(app);
      await app.pass(25);
      await untilRemoved();
      const before = asked(app.emulator).length;
      for (let i = 0; i < 5; i += 1) expect(await send(webhookTo(app, { url }))).toBe(200);
      expect(asked(app.emulator)).toHaveLength(before);
    });
  });

  describe('about an Item that has not expired', () => {
    it('changes nothing and calls nothing', async () => {
      await send(webhookTo(app));
      const before = asked(app.emulator).length;
      expect(await send(webhookTo(app))).toBe(200);
      expect(asked(app.emulator)).toHaveLength(before);
      expect(control().items()).toHaveLength(1);
    });

    it('puts the expiry back into the schedule of a restarted server', async () => {
      forgetExpiry();
      await send(webhookTo(app));
      control().inject({ kind: 'reset' }, { path: '/user/items/get', times: 3 });
      await app.pass(25);
      // The webhook may be answered before the last of its tries.
      await vi.waitFor(() => expect(callsTo('/user/items/get')).toBe(3), 10_000);
      expect(control().items()).toHaveLength(1);
      await vi.waitFor(async () => {
        await app.services.expirySchedule.sweep();
        expect(control().items()).toEqual([]);
      }, 10_000);
    });
  });

  describe('about a visit', () => {
    it.each([
      ['with a bank', { webhook_code: 'SESSION_FINISHED', public_tokens: ['public-1'] }, 1],
      ['with a bank, as it was told', { webhook_code: 'SESSION_FINISHED', public_token: 'public-1' }, 1],
      ['in which a bank was added', { webhook_code: 'ITEM_ADD_RESULT', public_token: 'public-1' }, 1],
      ['that was left', { webhook_code: 'SESSION_FINISHED', public_tokens: [] }, 0],
      ['that was left, as it was told', { webhook_code: 'SESSION_FINISHED' }, 0],
      ['that goes on', { webhook_code: 'EVENTS', events: [] }, 0],
    ])('%s notes its expiry where there is a bank', async (_, body, times) => {
      const note = vi.spyOn(app.services.expirySchedule, 'note');
      const webhook = webhookTo(app, { body: JSON.stringify({ webhook_type: 'LINK', ...body }) });
      expect(await send(webhook)).toBe(200);
      expect(note).toHaveBeenCalledTimes(times);
    });
  });

  it('gets no cookie and no session, and needs no origin', async () => {
    const { url, body, headers } = webhookTo(app);
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
  });

  it('keeps the sealed part of its address out of the log', async () => {
    await send(webhookTo(app));
    expect(app.logLines.join('')).not.toContain(webhookTo(app).url.split('/').at(-1) ?? 'none');
    expect(app.logLines.join('')).toContain('/plaid/webhook/:sealed');
  });
});

describe('the webhooks in Plaid’s API description', () => {
  /** Whether the Item's cache entry is deleted: its transactions have changed, or may not be kept any more. */
  const CLEARS_CACHE: Readonly<Record<string, boolean>> = {
    'ITEM ERROR': false,
    'ITEM LOGIN_REPAIRED': false,
    'ITEM NEW_ACCOUNTS_AVAILABLE': false,
    'ITEM PENDING_DISCONNECT': false,
    'ITEM PENDING_EXPIRATION': false,
    'ITEM USER_ACCOUNT_REVOKED': true,
    'ITEM USER_PERMISSION_REVOKED': true,
    'ITEM WEBHOOK_UPDATE_ACKNOWLEDGED': false,
    'TRANSACTIONS DEFAULT_UPDATE': true,
    'TRANSACTIONS HISTORICAL_UPDATE': true,
    'TRANSACTIONS INITIAL_UPDATE': true,
    'TRANSACTIONS RECURRING_TRANSACTIONS_UPDATE': true,
    'TRANSACTIONS SYNC_UPDATES_AVAILABLE': true,
    'TRANSACTIONS TRANSACTIONS_REMOVED': true,
  };

  interface Schema {
    readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  }

  it('are all tested here, as far as they are about Items and transactions', () => {
    const document = path.join(import.meta.dirname, '..', '..', 'emulator', 'plaid-openapi.json');
    const schemas: Record<string, Schema> = JSON.parse(readFileSync(document, 'utf8')).components.schemas;
    const documented = Object.values(schemas).flatMap(({ properties }) => {
      const type = properties?.webhook_type?.description ?? '';
      const code = properties?.webhook_code?.description ?? '';
      return /^`(ITEM|TRANSACTIONS)`$/.test(type) ? [`${type} ${code}`.replaceAll('`', '')] : [];
    });
    expect(documented.sort()).toEqual(Object.keys(CLEARS_CACHE));
  });

  describe.skipIf(!hasRedis)('with Redis', () => {
    let app: RedisApp;
    beforeAll(async () => {
      app = await startRedisApp();
    });
    afterAll(() => app.close());
    afterEach(() => app.forget());

    it.each(Object.entries(CLEARS_CACHE))(
      '%s deletes the cache entry of its own Item: %s; and removes the Item when it has expired',
      async (name, clearsCache) => {
        const [webhook_type, webhook_code] = name.split(' ');
        const client = await app.reader();
        const { control } = app.emulator;
        const [item] = control.items();
        const url = item?.webhook ?? '';
        const body = JSON.stringify({ webhook_type, webhook_code, item_id: item?.id });
        const untilAnswered = () =>
          vi.waitFor(async () => expect(await send(webhookTo(app, { url, body }))).toBe(200), 20_000);
        giveBank(app, client);
        const other = control.items().find(({ id }) => id !== item?.id);
        await untilCopied(app.redis, 2, () => client.get('/dashboard'));

        await untilAnswered();
        expect(await app.copyNames()).toHaveLength(clearsCache ? 1 : 2);
        expect(control.items()).toHaveLength(2);

        // Meanwhile Plaid itself sends no webhook.
        if (item) item.webhook = null;
        await app.pass(25);
        if (item) item.webhook = url;
        expect(control.items()).toHaveLength(2);
        await untilAnswered();
        await vi.waitFor(() => expect(control.items()).toEqual([other]), 10_000);
      },
    );
  });
});
