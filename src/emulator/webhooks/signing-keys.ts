/** The keys that Plaid signs webhooks with: several are live at once, and old ones end. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { PlaidFault } from '../plaid-error.ts';

export interface SigningKeys {
  /** The JWT of a body, ES256: its SHA-256 and the time. Live keys take turns. */
  sign(body: string, at: Date): string;
  /** The public half of a key, live or ended, as a JWK. Throws INVALID_WEBHOOK_VERIFICATION_KEY_ID. */
  publicKey(kid: string): object;
  /** Ends the oldest live key and adds a new one. */
  rotate(): void;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly createdAt: Date;
  expiredAt: Date | null;
}

const KEPT_KEYS = 20;

/** Two live keys; `now` is the emulator's clock. */
export function createSigningKeys(now: () => Date): SigningKeys {
  const keys = [newKey(now()), newKey(now())];
  let signed = 0;

  return {
    sign(body, at) {
      const live = keys.filter(({ expiredAt }) => expiredAt === null);
      const key = live[signed++ % live.length];
      if (key === undefined) throw new Error('there is always a live key');
      return jwtOf(key, {
        iat: secondsOf(at),
        request_body_sha256: createHash('sha256').update(body).digest('hex'),
      });
    },
    publicKey(kid) {
      const key = keys.find((candidate) => candidate.kid === kid);
      if (key === undefined) throw new PlaidFault('INVALID_WEBHOOK_VERIFICATION_KEY_ID');
      return jwkOf(key);
    },
    rotate() {
      const oldest = keys.find(({ expiredAt }) => expiredAt === null);
      if (oldest !== undefined) oldest.expiredAt = now();
      keys.push(newKey(now()));
      if (keys.length > KEPT_KEYS) keys.shift();
    },
  };
}

function newKey(createdAt: Date): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid: crypto.randomUUID(), privateKey, publicKey, createdAt, expiredAt: null };
}

function jwtOf({ kid, privateKey }: SigningKey, claims: object): string {
  const text = [{ alg: 'ES256', kid, typ: 'JWT' }, claims].map(base64url).join('.');
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function base64url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function jwkOf({ kid, publicKey, createdAt, expiredAt }: SigningKey): object {
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
  return {
    alg: 'ES256',
    created_at: secondsOf(createdAt),
    crv,
    expired_at: expiredAt && secondsOf(expiredAt),
    kid,
    kty,
    use: 'sig',
    x,
    y,
  };
}

function secondsOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
