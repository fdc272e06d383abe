/** The endpoints that exist only in Plaid's Sandbox. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { breakItem, linkItem } from '../item-life.ts';
import { PlaidFault } from '../plaid-error.ts';
import { isHookCode } from '../webhooks/item-hooks.ts';
import { tell } from '../webhooks/tell.ts';
import { INSTITUTIONS } from '../world/institutions.ts';
import { personNamed } from '../world/people.ts';

const DEFAULT_DAYS = 90;

const CREATE_FIELDS = {
  institution_id: { kind: 'string', isRequired: true },
  initial_products: { kind: 'list', isRequired: true },
  options: {
    kind: 'object',
    fields: {
      webhook: { kind: 'string' },
      override_username: { kind: 'string' },
      override_password: { kind: 'string' },
      statements: { kind: 'any' },
      income_verification: { kind: 'any' },
      transactions: {
        kind: 'object',
        fields: {
          start_date: { kind: 'day' },
          end_date: { kind: 'day' },
          days_requested: { kind: 'integer', min: 1, max: 730 },
        },
      },
    },
  },
  user_id: { kind: 'string' },
  user_token: { kind: 'string' },
} as const;

/** The user name chooses the person by id; `error_<CODE>` as a password plays that error. */
export const sandboxPublicTokenCreate = endpoint(CREATE_FIELDS, (body, { plaid, requestId }) => {
  const institution = INSTITUTIONS.find(({ id }) => id === body.institution_id);
  if (institution === undefined) throw new PlaidFault('INVALID_INSTITUTION');
  const { webhook, override_username, override_password, transactions } = body.options ?? {};
  const [, errorCode] = /^error_(\w+)$/.exec(override_password ?? '') ?? [];
  if (errorCode !== undefined) throw new PlaidFault(errorCode);
  const item = linkItem(plaid, {
    institution,
    person: personNamed(override_username),
    products: body.initial_products,
    daysRequested: transactions?.days_requested ?? DEFAULT_DAYS,
    webhook: webhook ?? null,
    userId: body.user_id ? plaid.users.open(body.user_id).id : null,
  });
  return { public_token: plaid.publicTokens.issue(item), request_id: requestId };
});

export const sandboxItemResetLogin = endpoint(
  { access_token: ACCESS_TOKEN },
  (body, { plaid, requestId }) => {
    breakItem(plaid, plaid.items.open(body.access_token), 'ITEM_LOGIN_REQUIRED');
    return { request_id: requestId, reset_login: true };
  },
);

export const sandboxItemFireWebhook = endpoint(
  {
    access_token: ACCESS_TOKEN,
    webhook_type: { kind: 'string' },
    webhook_code: { kind: 'string', isRequired: true },
  },
  (body, { plaid, requestId }) => {
    const item = plaid.items.open(body.access_token);
    if (item.webhook === null) throw new PlaidFault('SANDBOX_WEBHOOK_INVALID');
    if (!isHookCode(body.webhook_code)) {
      throw new PlaidFault('INVALID_FIELD', `${body.webhook_code} is not a webhook_code that can be fired`);
    }
    void tell(plaid, item, body.webhook_code);
    return { request_id: requestId, webhook_fired: true };
  },
);
