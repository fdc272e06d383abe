/** /user/create, /user/get and /user/remove. */
import { endpoint } from '../endpoint.ts';
import { PlaidFault } from '../plaid-error.ts';

const LONGEST_CLIENT_ID = 128;

/** The field of a user's id. */
export const USER_ID = { kind: 'string', isRequired: true } as const;

const CREATE_FIELDS = {
  client_user_id: { kind: 'string', isRequired: true },
  with_upgraded_user: { kind: 'boolean' },
  identity: { kind: 'any' },
  end_customer: { kind: 'any' },
  consumer_report_user_identity: { kind: 'any' },
} as const;

export const userCreate = endpoint(CREATE_FIELDS, (body, { plaid, requestId }) => {
  if (body.client_user_id.length > LONGEST_CLIENT_ID) {
    throw new PlaidFault('INVALID_FIELD', `client_user_id must have at most ${LONGEST_CLIENT_ID} characters`);
  }
  return { request_id: requestId, user_id: plaid.users.create(body.client_user_id).id };
});

export const userGet = endpoint({ user_id: USER_ID }, (body, { plaid, requestId }) => {
  const { id, clientUserId, createdAt } = plaid.users.open(body.user_id);
  const at = createdAt.toISOString();
  return { client_user_id: clientUserId, created_at: at, request_id: requestId, updated_at: at, user_id: id };
});

export const userRemove = endpoint(
  { user_id: USER_ID, user_token: { kind: 'string' } },
  (body, { plaid, requestId }) => {
    const user = plaid.users.open(body.user_id);
    for (const item of plaid.items.ofUser(user.id)) plaid.items.remove(item);
    plaid.users.remove(user);
    return { request_id: requestId };
  },
);
