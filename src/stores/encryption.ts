/** Authenticated encryption of what lies in Redis: AES-256-GCM, with a key that Redis never sees. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
/** Node accepts a GCM tag cut to four bytes unless its length is demanded. */
const TAG = { authTagLength: 16 };

export interface Lock {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Where the value lies: moved elsewhere it does not open. */
  readonly place: string;
}

/** Initialisation vector, ciphertext and tag. */
export function encrypt(content: Uint8Array, { key, place }: Lock): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, TAG).setAAD(Buffer.from(place));
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** What `encrypt` was given; null for what it never made, or made under another lock. */
export function decrypt(sealed: Buffer, { key, place }: Lock): Buffer | null {
  if (sealed.length < IV_BYTES + TAG.authTagLength) return null;
  const iv = sealed.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(CIPHER, key, iv, TAG).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG.authTagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG.authTagLength)), decipher.final()]);
  } catch {
    return null;
  }
}
