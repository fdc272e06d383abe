import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer, keyId, type Sealer } from '../../src/crypto/sealer.ts';

const binding = { purpose: 'bank', name: 'bank-abcdef' } as const;
const expiresAt = new Date('2026-03-01T12:00:00Z');
const key = createHash('sha256').update('a key of these tests').digest();

let sealer: Sealer;
let sealed: string;
let [version, id, text] = ['', '', ''];
let body: Buffer;
beforeEach(() => {
  sealer = createSealer([key]);
  sealed = sealer.seal(Buffer.from('contents'), expiresAt, binding);
  [version = '', id = '', text = ''] = sealed.split('.');
  body = Buffer.from(text, 'base64url');
});

/** A seal of other bytes, spelled as a real one. */
function spell(bytes: Buffer): string {
  return [version, id, bytes.toString('base64url')].join('.');
}

/** A seal of any plain text, made as the format says and not by our own code: cookies outlive a deployment. */
function sealByHand(plain: Buffer): string {
  const subkey = Buffer.from(hkdfSync('sha256', key, keyId(key), 'seal/bank', 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', subkey, iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(`v1\0bank\0bank-abcdef\0${keyId(key)}`));
  return spell(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

describe('a changed seal', () => {
  it('is what these tests start from: the real one opens', () => {
    expect(sealer.open(spell(body), binding)?.content.toString()).toBe('contents');
  });

  it('is refused for each single bit', () => {
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const changed = Buffer.from(body);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(sealer.open(spell(changed), binding), `bit ${bit}`).toBeNull();
    }
  });

  it('is refused at each shorter length, in bytes and in letters', () => {
    for (let length = 0; length < body.length; length += 1) {
      expect(sealer.open(spell(body.subarray(0, length)), binding), `${length} bytes`).toBeNull();
      expect(sealer.open(spell(body.subarray(body.length - length)), binding)).toBeNull();
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(sealer.open(sealed.slice(0, length), binding), `${length} letters`).toBeNull();
    }
  });

  it.each([4, 8, 12, 13, 14, 15])(
    'is refused with a tag of %d bytes, which Node alone would take',
    (length) => {
      expect(sealer.open(spell(body.subarray(0, body.length - 16 + length)), binding)).toBeNull();
      const stretched = Buffer.concat([body.subarray(0, -16), body.subarray(-16, -16 + length)]);
      expect(sealer.open(spell(Buffer.concat([stretched, Buffer.alloc(16 - length)])), binding)).toBeNull();
    },
  );

  it('is refused before anything of it is believed, even where its forged text would read well', () => {
    // Counter mode: who knows the plain text can write any other, as long as nobody looks at the tag.
    const forged = Buffer.from(body);
    forged[12] = (forged[12] ?? 0) ^ 0x80;
    for (const [index, letter] of [...Buffer.from('forgery!')].entries()) {
      const at = 16 + index;
      forged[at] = (forged[at] ?? 0) ^ letter ^ (Buffer.from('contents')[index] ?? 0);
    }
    expect(sealer.open(spell(forged), binding)).toBeNull();
  });

  it('is refused without the room for an expiry, though its tag is right', () => {
    expect(sealer.open(sealByHand(Buffer.from('\0\0\0\x09contents')), binding)).toEqual({
      content: Buffer.from('contents'),
      expiresAt: new Date(9000),
      isOldKey: false,
    });
    expect(sealer.open(sealByHand(Buffer.from('\0\0\0')), binding)).toBeNull();
  });
});

describe('another spelling of the same bytes', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twinOf = (letter: string) => alphabet[alphabet.indexOf(letter) ^ 1] ?? '';

  it.each([
    ['padding', () => `${text}=`],
    ['more padding', () => `${text}==`],
    ['a space', () => `${text.slice(0, 9)} ${text.slice(9)}`],
    ['a line break', () => `${text}\n`],
    ['letters outside the alphabet', () => `${text.slice(0, 5)}!!${text.slice(5)}`],
    ['unused last bits', () => text.slice(0, -1) + twinOf(text.slice(-1))],
  ])('is refused: %s', (_, respell) => {
    const spelling = respell();
    expect(Buffer.from(spelling, 'base64url').equals(body)).toBe(true);
    expect(sealer.open([version, id, spelling].join('.'), binding)).toBeNull();
  });

  it('is refused in the other base64 alphabet', () => {
    const long = sealer.seal(Buffer.alloc(900, 'content'), expiresAt, binding);
    const other = long.replaceAll('-', '+').replaceAll('_', '/');
    expect(other).not.toBe(long);
    expect(sealer.open(other, binding)).toBeNull();
  });
});

describe('a malformed seal', () => {
  it.each([
    ['another version', () => ['v2', id, text].join('.')],
    ['no version', () => ['', id, text].join('.')],
    ['an unknown key', () => [version, 'AAAAAAAA', text].join('.')],
    ['no key', () => [version, '', text].join('.')],
    ['a key named like a property', () => [version, '__proto__', text].join('.')],
    ['no text', () => [version, id, ''].join('.')],
    ['a part more', () => `${sealed}.x`],
    ['an empty part more', () => `${sealed}.`],
    ['one part', () => text],
    ['nothing', () => ''],
    ['a megabyte', () => [version, id, 'A'.repeat(1_000_000)].join('.')],
  ])('is refused: %s', (_, malformed) => {
    expect(sealer.open(malformed(), binding)).toBeNull();
  });

  it('is refused and never throws, whatever it is', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 300 });
    const nearly = fc.tuple(fc.constantFrom(version, 'v0'), fc.constantFrom(id, 'x'), anything);
    const base64 = fc.uint8Array({ maxLength: 80 }).map((bytes) => spell(Buffer.from(bytes)));
    const strings = fc.oneof(
      anything,
      nearly.map((parts) => parts.join('.')),
      base64,
    );
    fc.assert(
      fc.property(strings, (given) => sealer.open(given, binding) === null),
      { numRuns: 5000 },
    );
  });
});
