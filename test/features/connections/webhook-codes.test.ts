/** What each of Plaid's webhooks about an Item does, over the list in Plaid's own document. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { giveBank } from '../../support/give-bank.ts';
import { hasRedis } from '../../support/redis.ts';
import { type RedisApp, startRedisApp, untilCopied } from '../../support/redis-app.ts';

/** Whether the copy of the Item's transactions is removed: they have changed, or are not ours to know any more. */
const REMOVES_COPY: Readonly<Record<string, boolean>> = {
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

it('is told for every webhook that Plaid documents for Items and transactions', () => {
  const document = path.join(import.meta.dirname, '..', '..', 'emulator', 'plaid-openapi.json');
  const schemas: Record<string, Schema> = JSON.parse(readFileSync(document, 'utf8')).components.schemas;
  const told = Object.values(schemas).flatMap(({ properties }) => {
    const type = properties?.webhook_type?.description ?? '';
    const code = properties?.webhook_code?.description ?? '';
    return /^`(ITEM|TRANSACTIONS)`$/.test(type) ? [`${type} ${code}`.replaceAll('`', '')] : [];
  });
  expect(told.sort()).toEqual(Object.keys(REMOVES_COPY));
});

describe.skipIf(!hasRedis)('the webhook', () => {
  let app: RedisApp;
  beforeAll(async () => {
    app = await startRedisApp();
  });
  afterAll(() => app.close());
  afterEach(() => app.forget());

  it.each(Object.entries(REMOVES_COPY))(
    '%s removes the copy of its own Item: %s; and ends the Item when its time is over',
    async (name, removesCopy) => {
      const [webhook_type, webhook_code] = name.split(' ');
      const person = await app.reader();
      const [item] = app.emulator.control.items();
      const url = item?.webhook ?? '';
      const send = async () => {
        const body = JSON.stringify({ webhook_type, webhook_code, item_id: item?.id });
        const token = app.emulator.control.sign(body, app.now());
        const headers = { 'Content-Type': 'application/json', 'Plaid-Verification': token };
        return (await fetch(url, { method: 'POST', headers, body })).status;
      };
      giveBank(app, person);
      const other = app.emulator.control.items().find(({ id }) => id !== item?.id);
      await untilCopied(app.redis, 2, () => person.get('/dashboard'));

      await vi.waitFor(async () => expect(await send()).toBe(200), 20_000);
      expect(await app.copyNames()).toHaveLength(removesCopy ? 1 : 2);
      expect(app.emulator.control.items()).toHaveLength(2);

      // Meanwhile Plaid itself tells of nothing.
      if (item) item.webhook = null;
      await app.pass(25);
      if (item) item.webhook = url;
      expect(app.emulator.control.items()).toHaveLength(2);
      await vi.waitFor(async () => expect(await send()).toBe(200), 20_000);
      await vi.waitFor(() => expect(app.emulator.control.items()).toEqual([other]), 10_000);
    },
  );
});
