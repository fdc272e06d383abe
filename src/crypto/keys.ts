/** Every key that is derived from another, by its purpose: this list is all there is. */

import { createHmac, hkdfSync } from 'node:crypto';

/**
 * What each key is for. The name is part of the derivation (HKDF's `info`, RFC 5869): under another name the key is
 * another one, and what was made with it is lost.
 */
const PURPOSES = {
  'seal/bank': 'the cookie of a linked bank',
  'seal/book': 'the cookies of a person’s own book',
  'seal/link': 'the cookies of visits to Plaid under way',
  'seal/session': 'the session cookie',
  'seal/user': 'the cookie of whoever is signed in',
  'seal/known-browser': 'the cookie of a browser that has signed in before',
  'seal/visit': 'the address that leads back from a visit to Plaid',
  'seal/webhook': 'the path at which Plaid tells of a user’s Items',
  'seal/sign-in': 'a sign-in link',
  'seal/disconnect': 'a disconnect link',
  'session signature': 'the signature that express-session adds to its cookie',
  count: 'names of counts in Redis, in place of addresses',
  'mail limit': 'counts of sign-in links, in place of e-mail addresses',
  'known address': 'addresses in the cookie of a browser that has signed in before',
  'setup token': 'SETUP_TOKEN in the session of whoever has typed it in',
  'copy name': 'names of cached transactions in Redis, in place of Item ids',
  'copy salt': 'the server’s half of the key of cached transactions',
  copy: 'a bank’s cached transactions, from its access token and that half',
  account: 'account references in cached transactions, from their key',
  'copy merchant': 'merchants in cached transactions, in place of Plaid’s ids and the bank’s texts',
} as const satisfies Readonly<Record<string, string>>;

type KeyPurpose = keyof typeof PURPOSES;

type SealOf<Name> = Name extends `seal/${infer Seal}` ? Seal : never;
/** What a seal can be for: it opens for nothing else. */
export type SealPurpose = SealOf<KeyPurpose>;

/** All purposes, for the test that none is missing or without use. */
export const KEY_PURPOSES = Object.keys(PURPOSES) as readonly KeyPurpose[];

/** A key of 32 bytes for this purpose alone (HKDF with SHA-256, RFC 5869). */
export function deriveKey(
  secret: Uint8Array | string,
  purpose: KeyPurpose,
  salt: Uint8Array | string = '',
): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32));
}

/** A hash that nobody can try out without the key (HMAC with SHA-256), in base64url. */
export function keyedHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
