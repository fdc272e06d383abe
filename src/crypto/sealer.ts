/** Authenticated encryption for what a browser carries for us: only this server can read it, and none can change it. */

import { createHash } from 'node:crypto';
import { decrypt, encrypt, OVERHEAD_BYTES } from './aead.ts';
import { deriveKey, type SealPurpose } from './keys.ts';

/** What a seal is bound to: it opens under the same purpose and name, and under no other. */
export interface Binding {
  readonly purpose: SealPurpose;
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
  /** What `seal` was given, or null for anything forged, moved, malformed or sealed by an unknown key. Does not check the expiry: the caller does. Never throws. */
  open(sealed: string, binding: Binding): Opened | null;
  /** Whether the text has the form of a seal, but names a key that is not among these. */
  isOfUnknownKey(sealed: string): boolean;
}

const VERSION = 'v1';
const EXPIRY_BYTES = 4;
/** No longer seal is opened: well below the 4,096 bytes that a browser keeps of a cookie and its name. */
export const MAX_SEALED_LENGTH = 3800;

/** A sealer over 32-byte keys: the first one seals, all of them open. */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const [current] = keys;
  if (!current) throw new Error('a sealer needs at least one key');
  const currentId = keyId(current);
  const keysById = new Map(keys.map((key) => [keyId(key), key]));
  const derived = new Map<string, Buffer>();

  function optionsFor(key: Uint8Array, id: string, { purpose, name }: Binding) {
    const label = `${id}/${purpose}`;
    const own = derived.get(label) ?? deriveKey(key, `seal/${purpose}`, id);
    derived.set(label, own);
    return { key: own, boundTo: [VERSION, purpose, name, id].join('\0') };
  }

  return {
    seal(content, expiresAt, binding) {
      const expiry = Buffer.alloc(EXPIRY_BYTES);
      expiry.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000));
      const body = encrypt(Buffer.concat([expiry, content]), optionsFor(current, currentId, binding));
      return `${VERSION}.${currentId}.${body.toString('base64url')}`;
    },

    open(sealed, binding) {
      const parts = splitSeal(sealed);
      const key = parts && keysById.get(parts.keyId);
      if (!parts || !key) return null;
      const plain = decrypt(parts.body, optionsFor(key, parts.keyId, binding));
      if (!plain) return null;
      return {
        content: plain.subarray(EXPIRY_BYTES),
        expiresAt: new Date(plain.readUInt32BE() * 1000),
        isOldKey: parts.keyId !== currentId,
      };
    },

    isOfUnknownKey(sealed) {
      const parts = splitSeal(sealed);
      return parts !== null && !keysById.has(parts.keyId);
    },
  };
}

/** The public name of a key: eight letters that tell keys apart and give nothing of the key away. */
export function keyId(key: Uint8Array): string {
  return createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
}

function splitSeal(sealed: string): { keyId: string; body: Buffer } | null {
  if (sealed.length > MAX_SEALED_LENGTH) return null;
  const [version, id, text, ...rest] = sealed.split('.');
  if (version !== VERSION || !id || !text || rest.length > 0) return null;
  const body = Buffer.from(text, 'base64url');
  // Node decodes many spellings to the same bytes; only the one that seal() writes is ours.
  if (body.toString('base64url') !== text) return null;
  return body.length < OVERHEAD_BYTES + EXPIRY_BYTES ? null : { keyId: id, body };
}
