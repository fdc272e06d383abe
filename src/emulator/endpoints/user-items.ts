/** /user/items/get and /user/items/remove: a user's Items without any access token. */
import { endpoint } from '../endpoint.ts';
import { PlaidFault } from '../plaid-error.ts';
import { wireItem } from '../wire-item.ts';
import { USER_ID } from './user.ts';

const USER_FIELDS = { user_id: USER_ID, user_token: { kind: 'string' } } as const;

export const userItemsGet = endpoint(USER_FIELDS, (body, call) => {
  const user = call.plaid.users.open(body.user_id);
  const items = call.plaid.items.ofUser(user.id).map((item) => wireItem(item, call));
  return { items, request_id: call.requestId };
});

/** Every Item must be the user's, or none is removed. */
export const userItemsRemove = endpoint(
  { ...USER_FIELDS, item_ids: { kind: 'list', isRequired: true } },
  (body, { plaid, requestId }) => {
    const user = plaid.users.open(body.user_id);
    const removed = plaid.items.ofUser(user.id).filter(({ id }) => body.item_ids.includes(id));
    if (removed.length !== new Set(body.item_ids).size) throw new PlaidFault('ITEM_NOT_FOUND');
    for (const item of removed) plaid.items.remove(item);
    return { request_id: requestId };
  },
);
