import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../../src/emulator/behaviours.ts';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import type { Bench } from './client.ts';
import { expectValid, NOBODY, newUser, openContract, RANGE } from './contract.ts';
import type { PlaidDocument } from './plaid-document.ts';

const HOOKS = {
  INITIAL_UPDATE: 'InitialUpdateWebhook',
  HISTORICAL_UPDATE: 'HistoricalUpdateWebhook',
  DEFAULT_UPDATE: 'DefaultUpdateWebhook',
  SYNC_UPDATES_AVAILABLE: 'SyncUpdatesAvailableWebhook',
  ERROR: 'ItemErrorWebhook',
  LOGIN_REPAIRED: 'ItemLoginRepairedWebhook',
  NEW_ACCOUNTS_AVAILABLE: 'NewAccountsAvailableWebhook',
  PENDING_DISCONNECT: 'PendingDisconnectWebhook',
  PENDING_EXPIRATION: 'PendingExpirationWebhook',
  USER_ACCOUNT_REVOKED: 'UserAccountRevokedWebhook',
  USER_PERMISSION_REVOKED: 'UserPermissionRevokedWebhook',
  WEBHOOK_UPDATE_ACKNOWLEDGED: 'WebhookUpdateAcknowledgedWebhook',
};
const READABLE = INSTITUTIONS.filter(({ behaviour }) => !('fault' in BEHAVIOURS[behaviour]));

describe('what is told of an Item fits Plaid’s OpenAPI document', () => {
  let document: PlaidDocument;
  let bench: Bench;

  beforeAll(async () => {
    ({ document, bench } = await openContract());
  }, 60_000);
  afterAll(() => bench.emulator.close());

  it.each(READABLE.map(({ name, id }) => [name, id]))(
    '%s fits for every person',
    async (_, institutionId) => {
      for (const { id: person } of PEOPLE) {
        const { accessToken: token } = bench.emulator.control.createItem({ institutionId, person });
        for (const [path, extra] of [
          ['/transactions/get', { ...RANGE, options: { count: 500 } }],
          ['/liabilities/get', {}],
          ['/item/get', {}],
        ] as const) {
          const answer = await bench.post(path, { access_token: token, ...extra });
          expectValid(answer.status === 200 ? document.answerOf(path) : document.error, answer.body);
        }
      }
    },
  );

  it.each(Object.entries(HOOKS))('the webhook %s fits', async (webhook_code, schema) => {
    const { control } = bench.emulator;
    const userId = await newUser(bench);
    for (const institutionId of ['ins_900001', 'ins_900009', 'ins_900014']) {
      const wish = { institutionId, person: 'student', webhook: NOBODY, userId };
      const { accessToken: access_token } = control.createItem(wish);
      await bench.post('/sandbox/item/fire_webhook', { access_token, webhook_code });
      await control.tick();
      const delivery = control.webhooks().findLast(({ code }) => code === webhook_code);
      const sent = JSON.parse(delivery?.body ?? '{}');
      expect(sent).toMatchObject({ webhook_code, environment: 'sandbox' });
      expectValid(document.schema(schema), sent);
    }
  });
});
