/** Authenticated encryption for what a browser carries for us: only this server can read it, and none can change it. */

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** What a seal is bound to: it opens under the same purpose and name, and under no other. */
export interface Binding {
  readonly purpose: string;
  readonly name: string;
}

/** What was inside a seal. */
export interface Opened {
  readonly content: Buffer;
  readonly expiresAt: Date;
  /** Sealed with another key than the one that seals today: seal it again when you can. */
  readonly isOldKey: boolean;
}

export interface Sealer {
  /** `v1.<key id>.<base64url>`; the expiry is rounded down to a second. */
  seal(content: Uint8Array, expiresAt: Date, binding: Binding): string;
  /** What `seal` was given, or null for anything forged, moved, malformed or sealed by an unknown key. Never throws. */
  open(sealed: string, binding: Binding): Opened | null;
}

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const EXPIRY_BYTES = 4;
/** Node accepts a GCM tag cut to four bytes unless its length is demanded. */
const TAG_BYTES = 16;
/** No longer seal is opened: well below the 4,096 bytes that a browser keeps of a cookie and its name. */
export const MAX_SEALED_LENGTH = 3800;

/** A sealer over 32-byte keys: the first one seals, all of them open. */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const [current] = keys;
  if (!current) throw new Error('a sealer needs at least one key');
  const currentId = keyId(current);
  const keysById = new Map(keys.map((key) => [keyId(key), key]));
  const subkeys = new Map<string, Buffer>();

  function subkey(key: Uint8Array, id: string, purpose: string): Buffer {
    const label = `${id}/${purpose}`;
    const derived = subkeys.get(label) ?? Buffer.from(hkdfSync('sha256', key, id, `seal/${purpose}`, 32));
    subkeys.set(label, derived);
    return derived;
  }

  return {
    seal(content, expiresAt, binding) {
      const iv = randomBytes(IV_BYTES);
      const key = subkey(current, currentId, binding.purpose);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(additionalData(currentId, binding));
      const expiry = Buffer.alloc(EXPIRY_BYTES);
      expiry.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000));
      const body = [iv, cipher.update(expiry), cipher.update(content), cipher.final(), cipher.getAuthTag()];
      return `${VERSION}.${currentId}.${Buffer.concat(body).toString('base64url')}`;
    },

    open(sealed, binding) {
      const parts = splitSeal(sealed);
      const key = parts && keysById.get(parts.keyId);
      if (!parts || !key) return null;
      const decipher = createDecipheriv(CIPHER, subkey(key, parts.keyId, binding.purpose), parts.iv, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(additionalData(parts.keyId, binding));
      decipher.setAuthTag(parts.tag);
      try {
        // update() already gives the text of a forgery; only final() says whether to believe it.
        const plain = Buffer.concat([decipher.update(parts.ciphertext), decipher.final()]);
        return {
          content: plain.subarray(EXPIRY_BYTES),
          expiresAt: new Date(plain.readUInt32BE() * 1000),
          isOldKey: parts.keyId !== currentId,
        };
      } catch {
        return null;
      }
    },
  };
}

/** The public name of a key: eight letters that tell keys apart and give nothing of the key away. */
export function keyId(key: Uint8Array): string {
  return createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
}

function additionalData(id: string, { purpose, name }: Binding): Buffer {
  return Buffer.from([VERSION, purpose, name, id].join('\0'));
}

interface SealParts {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

function splitSeal(sealed: string): SealParts | null {
  if (sealed.length > MAX_SEALED_LENGTH) return null;
  const [version, id, text, ...rest] = sealed.split('.');
  if (version !== VERSION || !id || !text || rest.length > 0) return null;
  const body = Buffer.from(text, 'base64url');
  // Node decodes many spellings to the same bytes; only the one that seal() writes is ours.
  if (body.toString('base64url') !== text) return null;
  if (body.length < IV_BYTES + EXPIRY_BYTES + TAG_BYTES) return null;
  return {
    keyId: id,
    iv: body.subarray(0, IV_BYTES),
    ciphertext: body.subarray(IV_BYTES, -TAG_BYTES),
    tag: body.subarray(-TAG_BYTES),
  };
}
