/** /item/public_token/exchange. */
import { endpoint } from '../endpoint.ts';
import { admitItem } from '../item-life.ts';

export const publicTokenExchange = endpoint(
  { public_token: { kind: 'string', isRequired: true } },
  (body, { plaid, requestId }) => {
    const item = plaid.publicTokens.redeem(body.public_token);
    admitItem(plaid, item);
    return { access_token: item.accessToken, item_id: item.id, request_id: requestId };
  },
);
