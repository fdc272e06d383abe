/** Identifiers in Plaid's shapes: random ones, and ones that follow from a text and are the same after a restart. */
import { randomBytes } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PAIRS = Array.from({ length: 62 * 62 }, (_, i) => `${BASE62[Math.floor(i / 62)]}${BASE62[i % 62]}`);

/** 37 base62 characters that follow from the text: the shape of item, account and transaction ids. */
export function idFrom(text: string): string {
  // Four independent hashes: with only one, ids of 50,000 rows would collide. A page of 500 needs some 1,500.
  let [a, b, c, d] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    c = Math.imul(c ^ code, 0xc2b2ae35);
    d = Math.imul(d ^ code, 0x27d4eb2f);
  }
  const id = fourOf(a) + fourOf(b) + fourOf(c) + fourOf(d) + fourOf(a ^ c) + fourOf(b ^ d) + fourOf(a ^ d);
  return (id + fourOf(b ^ c) + fourOf(a ^ b) + fourOf(c ^ d)).slice(0, 37);
}

/** A new request id: 15 base62 characters. */
export function newRequestId(): string {
  return Array.from(randomBytes(15), (byte) => BASE62[byte % 62]).join('');
}

/** A new user id in the shape that Plaid's user API gives. */
export function newUserId(): string {
  return `usr_${newRequestId()}`;
}

function fourOf(word: number): string {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  return `${PAIRS[mixed % 3844]}${PAIRS[Math.floor(mixed / 3844) % 3844]}`;
}
