/** /item/get, /item/remove, /item/webhook/update and /item/access_token/invalidate. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { PlaidFault } from '../plaid-error.ts';
import { tellLater } from '../webhooks/tell.ts';
import { wireItem, wireUpdates } from '../wire-item.ts';

export const itemGet = endpoint({ access_token: ACCESS_TOKEN }, (body, call) => {
  const item = call.plaid.items.open(body.access_token);
  const { lastWebhook, seed } = item;
  return {
    item: {
      ...wireItem(item, call),
      created_at: seed.createdAt.toISOString(),
      consented_data_scopes: [],
      consented_use_cases: [],
    },
    request_id: call.requestId,
    status: {
      investments: null,
      last_webhook: lastWebhook && { code_sent: lastWebhook.code, sent_at: lastWebhook.sentAt.toISOString() },
      transactions: wireUpdates(item, call.plaid.now()),
    },
  };
});

export const itemRemove = endpoint(
  { access_token: ACCESS_TOKEN, reason_code: { kind: 'string' }, reason_note: { kind: 'string' } },
  (body, { plaid, requestId }) => {
    plaid.items.remove(plaid.items.open(body.access_token));
    return { request_id: requestId };
  },
);

export const itemWebhookUpdate = endpoint(
  { access_token: ACCESS_TOKEN, webhook: { kind: 'string' } },
  (body, call) => {
    const item = call.plaid.items.open(body.access_token);
    if (body.webhook && !URL.canParse(body.webhook))
      throw new PlaidFault('INVALID_FIELD', 'webhook must be a valid URL');
    item.webhook = body.webhook || null;
    tellLater(call.plaid, item, 'WEBHOOK_UPDATE_ACKNOWLEDGED');
    return { item: wireItem(item, call), request_id: call.requestId };
  },
);

export const itemAccessTokenInvalidate = endpoint(
  { access_token: ACCESS_TOKEN },
  (body, { plaid, requestId }) => {
    const item = plaid.items.open(body.access_token);
    return { new_access_token: plaid.items.replaceToken(item), request_id: requestId };
  },
);
