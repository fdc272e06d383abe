import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { decrypt, encrypt } from '../../src/crypto/aead.ts';

const key = randomBytes(32);
const lock = { key, boundTo: 'a' };
const content = Buffer.from('rent, 1,200.00');

it('gives back what it was given, and never the same bytes twice', () => {
  const [first, second] = [encrypt(content, lock), encrypt(content, lock)];
  expect(decrypt(first, lock)).toEqual(content);
  expect(first.equals(second)).toBe(false);
  expect(first.includes('rent')).toBe(false);
});

it('gives back nothing where it was given nothing', () => {
  expect(decrypt(encrypt(Buffer.alloc(0), lock), lock)).toEqual(Buffer.alloc(0));
});

it('opens with no other key, and bound to nothing else', () => {
  const sealed = encrypt(content, lock);
  expect(decrypt(sealed, { key: randomBytes(32), boundTo: 'a' })).toBeNull();
  expect(decrypt(sealed, { key, boundTo: 'b' })).toBeNull();
});

it('opens nothing with a bit changed or a byte missing', () => {
  const sealed = encrypt(content, lock);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(decrypt(changed, lock)).toBeNull();
    expect(decrypt(sealed.subarray(0, at), lock)).toBeNull();
  }
});
