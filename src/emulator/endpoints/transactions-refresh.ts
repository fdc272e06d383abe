/** /transactions/refresh: the books are always of today, so that a look at the bank finds nothing to tell of. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { openForProduct } from '../product-call.ts';

export const transactionsRefresh = endpoint({ access_token: ACCESS_TOKEN }, async (body, call) => {
  await openForProduct(body.access_token, call);
  return { request_id: call.requestId };
});
