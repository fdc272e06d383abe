/** /webhook_verification_key/get. */
import { endpoint } from '../endpoint.ts';

export const webhookVerificationKeyGet = endpoint(
  { key_id: { kind: 'string', isRequired: true } },
  (body, { plaid, requestId }) => ({ key: plaid.keys.publicKey(body.key_id), request_id: requestId }),
);
