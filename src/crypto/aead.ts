/** Authenticated encryption, AES-256-GCM: nothing opens that was changed, or bound to something else. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
export const IV_BYTES = 12;
/** Node accepts a GCM tag cut to four bytes unless its length is demanded. */
const TAG = { authTagLength: 16 };

/** How many bytes encryption adds. */
export const OVERHEAD_BYTES = IV_BYTES + TAG.authTagLength;

export interface AeadOptions {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Where or what it is for (the additional data): under any other it does not open. */
  readonly boundTo: string;
}

/** Initialisation vector, ciphertext and tag. */
export function encrypt(content: Uint8Array, { key, boundTo }: AeadOptions): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, TAG).setAAD(Buffer.from(boundTo));
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** What `encrypt` was given; null for what it never made, or made with another key or bound to something else. */
export function decrypt(encrypted: Buffer, { key, boundTo }: AeadOptions): Buffer | null {
  if (encrypted.length < OVERHEAD_BYTES) return null;
  const iv = encrypted.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(CIPHER, key, iv, TAG).setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(encrypted.subarray(-TAG.authTagLength));
  try {
    // update() already gives the text of a forgery; only final() says whether to believe it.
    const content = decipher.update(encrypted.subarray(IV_BYTES, -TAG.authTagLength));
    return Buffer.concat([content, decipher.final()]);
  } catch {
    return null;
  }
}
