/** Verifies a webhook: signed by Plaid, at most five minutes old, and for this very body. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { type CryptoKey, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Result } from './result.ts';
import type { WebhookKeys } from './webhook-keys.ts';

/** Plaid's token is about 400 letters long. */
const MAX_TOKEN_LENGTH = 2000;
const KEY_ID = /^[\w-]{1,64}$/;
/** Five minutes (Plaid, webhook verification), ten seconds of which our clocks may differ. */
const MAX_AGE_SECONDS = 290;
const CLOCK_TOLERANCE_SECONDS = 10;

/** The id of the key that a `Plaid-Verification` header says it was signed with; null for what Plaid never sends. */
export function webhookKeyId(token: string | undefined): string | null {
  if (token === undefined || token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === 'ES256' && typeof kid === 'string' && KEY_ID.test(kid) ? kid : null;
  } catch {
    return null;
  }
}

/** Whether the token is Plaid's and about this body. Fails when its key cannot be had now. */
export async function isPlaidsWebhook(
  webhook: Webhook,
  { keys, now }: { keys: WebhookKeys; now: Date },
): Promise<Result<boolean>> {
  const keyId = webhookKeyId(webhook.token);
  if (!keyId) return { ok: true, value: false };
  const key = await keys(keyId);
  if (!key.ok) return key;
  return { ok: true, value: key.value !== null && (await isSigned(webhook, key.value, now)) };
}

interface Webhook {
  readonly token: string;
  readonly body: Uint8Array;
}

async function isSigned({ token, body }: Webhook, key: CryptoKey, now: Date): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['ES256'],
      maxTokenAge: MAX_AGE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
    return isHashOf(String(payload.request_body_sha256), body);
  } catch {
    return false;
  }
}

/** Throws where the lengths differ. */
function isHashOf(named: string, body: Uint8Array): boolean {
  const actual = createHash('sha256').update(body).digest('hex');
  return timingSafeEqual(Buffer.from(named), Buffer.from(actual));
}
