/** /item/get, /item/import, /item/remove, /item/webhook/update and /item/access_token/invalidate. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { admitItem, linkItem } from '../item-life.ts';
import { PlaidFault } from '../plaid-error.ts';
import { tellLater } from '../webhooks/tell.ts';
import { wireItem, wireUpdates } from '../wire-item.ts';
import { INSTITUTIONS } from '../world/institutions.ts';
import { personNamed } from '../world/people.ts';

export const itemGet = endpoint({ access_token: ACCESS_TOKEN }, (body, call) => {
  const item = call.plaid.items.open(body.access_token);
  const { lastWebhook, seed } = item;
  const updates = wireUpdates(item, call.plaid.now());
  return {
    item: {
      ...wireItem(item, call),
      created_at: seed.createdAt.toISOString(),
      consented_data_scopes: [],
      consented_use_cases: [],
    },
    request_id: call.requestId,
    status: {
      investments: item.products.includes('investments') ? updates : null,
      last_webhook: lastWebhook && { code_sent: lastWebhook.code, sent_at: lastWebhook.sentAt.toISOString() },
      transactions: updates,
    },
  };
});

const IMPORT_FIELDS = {
  institution_id: { kind: 'string' },
  products: { kind: 'list', isRequired: true },
  user_auth: {
    kind: 'object',
    isRequired: true,
    fields: {
      user_id: { kind: 'string', isRequired: true },
      auth_token: { kind: 'string', isRequired: true },
    },
  },
  options: { kind: 'object', fields: { webhook: { kind: 'string' } } },
} as const;

/** Without an institution it is the Sandbox's first one. */
const IMPORTED_FROM = 'ins_109508';

export const itemImport = endpoint(IMPORT_FIELDS, (body, { plaid, requestId }) => {
  const id = body.institution_id ?? IMPORTED_FROM;
  const institution = INSTITUTIONS.find((one) => one.id === id);
  if (institution === undefined) throw new PlaidFault('INVALID_INSTITUTION');
  const person = personNamed(body.user_auth.user_id);
  const item = linkItem(plaid, {
    institution,
    person,
    products: body.products,
    webhook: body.options?.webhook ?? null,
  });
  admitItem(plaid, item);
  return { access_token: item.accessToken, request_id: requestId };
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
