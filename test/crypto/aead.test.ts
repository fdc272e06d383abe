import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { decrypt, encrypt } from '../../src/crypto/aead.ts';

const key = randomBytes(32);
const lock = { key, boundTo: 'a' };
const content = Buffer.from('rent, 1,200.00');

it('decrypting returns what was encrypted, and encrypting never makes the same bytes twice', () => {
  const [first, second] = [encrypt(content, lock), encrypt(content, lock)];
  expect(decrypt(first, lock)).toEqual(content);
  expect(first.equals(second)).toBe(false);
  expect(first.includes('rent')).toBe(false);
});

it('an empty text can be encrypted and decrypted as well', () => {
  expect(decrypt(encrypt(Buffer.alloc(0), lock), lock)).toEqual(Buffer.alloc(0));
});

it('decrypting fails with another key, and for what is bound to something else', () => {
  const sealed = encrypt(content, lock);
  expect(decrypt(sealed, { key: randomBytes(32), boundTo: 'a' })).toBeNull();
  expect(decrypt(sealed, { key, boundTo: 'b' })).toBeNull();
});

it('decrypting fails when a bit is changed or bytes are missing', () => {
  const sealed = encrypt(content, lock);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(decrypt(changed, lock)).toBeNull();
    expect(decrypt(sealed.subarray(0, at), lock)).toBeNull();
  }
});
