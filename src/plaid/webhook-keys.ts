/** The public keys that verify Plaid's webhooks, each fetched once a day. */

import { type CryptoKey, importJWK } from 'jose';
import { attempt, type Result } from './result.ts';

/** A public key on an elliptic curve (RFC 7517). */
export interface WebhookKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

/** The key of this id; null where Plaid has none, or where too many unknown ids came at once. */
export type WebhookKeys = (keyId: string) => Promise<Result<CryptoKey | null>>;

interface KnownKey {
  readonly key: Promise<Result<CryptoKey | null>>;
  readonly askedAt: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;
/** Plaid has two or three keys at a time. */
const MAX_KNOWN = 32;
/** Whoever invents key ids makes us ask no more often than this. */
const MAX_ASKED_PER_MINUTE = 5;

/** Keys over `ask`, which gives null for an id that Plaid does not know or no longer uses. */
export function createWebhookKeys(
  ask: (keyId: string) => Promise<Result<WebhookKey | null>>,
  now: () => Date,
): WebhookKeys {
  const known = new Map<string, KnownKey>();
  let minute = { startedAt: Number.NEGATIVE_INFINITY, asked: 0 };

  return async (keyId) => {
    const time = now().getTime();
    const kept = known.get(keyId);
    // A day later Plaid may have retired it.
    if (kept && time - kept.askedAt < DAY_MS) return kept.key;
    if (time - minute.startedAt >= MINUTE_MS) minute = { startedAt: time, asked: 0 };
    if (minute.asked >= MAX_ASKED_PER_MINUTE) return { ok: true, value: null };
    minute.asked += 1;

    const key = askAndImport(keyId);
    keep(keyId, { key, askedAt: time });
    return key;
  };

  function keep(keyId: string, entry: KnownKey): void {
    known.delete(keyId);
    known.set(keyId, entry);
    const [oldest = keyId] = known.keys();
    if (known.size > MAX_KNOWN) known.delete(oldest);
    void entry.key.then(({ ok }) => ok || known.delete(keyId));
  }

  function askAndImport(keyId: string): Promise<Result<CryptoKey | null>> {
    return attempt(undefined, async () => {
      const asked = await ask(keyId);
      if (!asked.ok) return asked;
      const jwk = asked.value;
      return { ok: true, value: jwk && ((await importJWK(jwk, 'ES256')) as CryptoKey) };
    });
  }
}
