import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { deriveKey, KEY_PURPOSES, keyedHash } from '../../src/crypto/keys.ts';
import { filesBelow } from '../source-files.ts';

const secret = Buffer.alloc(32, 7);
const hmac = (key: Uint8Array | string, data: Uint8Array | string) =>
  createHmac('sha256', key).update(data).digest();

/** HKDF by hand (RFC 5869, 2.2 and 2.3), for one block of output. */
function hkdf(from: Uint8Array | string, salt: string, info: string): Buffer {
  const extracted = hmac(salt === '' ? Buffer.alloc(32) : salt, from);
  return hmac(extracted, `${info}\x01`);
}

it.each(KEY_PURPOSES)('the key for "%s" is derived as RFC 5869 says, with and without a salt', (purpose) => {
  expect(deriveKey(secret, purpose)).toEqual(hkdf(secret, '', purpose));
  expect(deriveKey('access-token', purpose, 'salt')).toEqual(hkdf('access-token', 'salt', purpose));
});

it('each purpose has another key', () => {
  const keys = KEY_PURPOSES.map((purpose) => deriveKey(secret, purpose).toString('hex'));
  expect(new Set(keys).size).toBe(KEY_PURPOSES.length);
});

it('a keyed hash is made as RFC 2104 says', () => {
  expect(keyedHash(secret, 'an address')).toBe(hmac(secret, 'an address').toString('base64url'));
});

it('the purposes listed are those that are used in src/, and no others', () => {
  const sources = filesBelow('src', '.ts').filter(({ name }) => !name.startsWith('crypto/'));
  const used = sources.flatMap(({ text }) => [
    ...[...text.matchAll(/deriveKey\([^,]+, '([^']+)'/g)].map(([, purpose]) => purpose),
    ...[...text.matchAll(/\bpurpose: '([^']+)'|PURPOSE = '([^']+)'/g)].map(
      ([, one, other]) => `seal/${one ?? other}`,
    ),
  ]);
  expect([...new Set(used)].toSorted()).toEqual(KEY_PURPOSES.toSorted());
});

it('keys are derived and texts encrypted in src/crypto alone', () => {
  const calls = /\b(hkdf|hkdfSync|createHmac|createCipheriv|createDecipheriv|scryptSync|pbkdf2Sync)\b/;
  const files = filesBelow('src', '.ts').filter(({ text }) => calls.test(text));
  expect(files.map(({ name }) => name).filter((name) => !name.startsWith('emulator/'))).toEqual([
    'crypto/aead.ts',
    'crypto/keys.ts',
  ]);
});
