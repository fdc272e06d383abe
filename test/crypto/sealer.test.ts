import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Binding, createSealer, keyId, MAX_SEALED_LENGTH } from '../../src/crypto/sealer.ts';

const binding = { purpose: 'bank', name: 'bank-abcdef' } as const;
const PURPOSES = ['bank', 'session', 'user', 'webhook', 'sign-in', 'disconnect'] as const;
const expiresAt = new Date('2026-03-01T12:00:00Z');
const content = Buffer.from('contents');
const key = createHash('sha256').update('a key of these tests').digest();
const sealer = createSealer([key]);
const sealed = sealer.seal(content, expiresAt, binding);
const [version = '', id = '', text = ''] = sealed.split('.');
const body = Buffer.from(text, 'base64url');

describe('a seal', () => {
  it('returns what was sealed, whatever it was', () => {
    const bytes = fc.uint8Array({ maxLength: 2000 });
    const seconds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const purposes = fc.constantFrom(...PURPOSES);
    fc.assert(
      fc.property(bytes, seconds, purposes, fc.string(), (given, second, purpose, name) => {
        const expiry = new Date(second * 1000);
        const opened = sealer.open(sealer.seal(given, expiry, { purpose, name }), { purpose, name });
        expect(opened).toEqual({ content: Buffer.from(given), expiresAt: expiry, isOldKey: false });
      }),
    );
  });

  it('shows its version and the id of its key, and nothing else', () => {
    expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/);
    expect(id).toBe(keyId(key));
    expect(Buffer.from(sealed).includes(content)).toBe(false);
  });

  it('rounds its expiry down to a second, so that it never lasts longer than promised', () => {
    const late = sealer.seal(content, new Date('2026-03-01T12:00:00.999Z'), binding);
    expect(sealer.open(late, binding)?.expiresAt).toEqual(expiresAt);
  });

  it('is as short as the room for thirty banks requires', () => {
    expect(sealed).toHaveLength('v1.'.length + 8 + 1 + Math.ceil(((12 + 4 + content.length + 16) * 4) / 3));
  });

  it('never uses an initialization vector twice', () => {
    const count = 20_000;
    const ivs = Array.from({ length: count }, () => sealer.seal(content, expiresAt, binding).slice(12, 28));
    expect(new Set(ivs).size).toBe(count);
  });

  it('opens up to its maximum length, and never beyond', () => {
    const sealOf = (bytes: number) => sealer.seal(Buffer.alloc(bytes), expiresAt, binding);
    expect(sealOf(2809)).toHaveLength(MAX_SEALED_LENGTH);
    expect(sealer.open(sealOf(2809), binding)).not.toBeNull();
    expect(sealer.open(sealOf(2810), binding)).toBeNull();
  });

  it('may be empty', () => {
    const empty = sealer.seal(Buffer.alloc(0), expiresAt, binding);
    expect(sealer.open(empty, binding)?.content).toHaveLength(0);
  });

  it.each<[string, { purpose: string; name: string }]>([
    ['another name', { ...binding, name: 'bank-abcdeg' }],
    ['another purpose', { ...binding, purpose: 'session' }],
    ['purpose and name with their border moved', { purpose: 'bank\0bank', name: '-abcdef' }],
    ['no name', { ...binding, name: '' }],
  ])('does not open under %s', (_, other) => {
    expect(sealer.open(sealed, other as Binding)).toBeNull();
    expect(sealer.open(sealed, binding)).not.toBeNull();
  });
});

describe('the keys of a sealer', () => {
  it('all open, and the first one seals', () => {
    const newKey = randomBytes(32);
    const rotated = createSealer([newKey, key]);
    expect(rotated.open(sealed, binding)).toEqual({ content, expiresAt, isOldKey: true });
    const anew = rotated.seal(content, expiresAt, binding);
    expect(rotated.open(anew, binding)?.isOldKey).toBe(false);
    expect(createSealer([newKey]).open(anew, binding)).not.toBeNull();
    expect(sealer.open(anew, binding)).toBeNull();
  });

  it('open nothing once they are removed', () => {
    const stranger = createSealer([randomBytes(32)]);
    expect(stranger.open(sealed, binding)).toBeNull();
    expect([stranger.isOfUnknownKey(sealed), sealer.isOfUnknownKey(sealed)]).toEqual([true, false]);
  });

  it('are found by their id and never tried in turn', () => {
    const other = randomBytes(32);
    const renamed = sealed.replace(keyId(key), keyId(other));
    expect(renamed).not.toBe(sealed);
    expect(createSealer([key, other]).open(renamed, binding)).toBeNull();
  });

  it('are at least one', () => {
    expect(() => createSealer([])).toThrow('at least one key');
  });

  it('have ids that reveal nothing of them and differ', () => {
    expect(keyId(key)).toMatch(/^[\w-]{8}$/);
    expect(keyId(key)).not.toBe(keyId(randomBytes(32)));
    expect(key.toString('base64url')).not.toContain(keyId(key));
  });

  it('have the same ids in every version, as they stand in cookies', () => {
    const expected = createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
    expect(keyId(key)).toBe(expected);
  });
});

/** A seal of other bytes, written as a real one. */
function encode(bytes: Buffer): string {
  return [version, id, bytes.toString('base64url')].join('.');
}

/** A seal of any plain text, made without our own code, as cookies outlive a deployment. */
function sealByHand(plain: Buffer): string {
  const subkey = Buffer.from(hkdfSync('sha256', key, keyId(key), 'seal/bank', 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', subkey, iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(`v1\0bank\0bank-abcdef\0${keyId(key)}`));
  return encode(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

describe('a seal that was changed', () => {
  it('opens without the change, which these tests rely on', () => {
    expect(sealer.open(encode(body), binding)?.content.toString()).toBe('contents');
  });

  it('by any single bit is refused', () => {
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const changed = Buffer.from(body);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(sealer.open(encode(changed), binding), `bit ${bit}`).toBeNull();
    }
  });

  it('by cutting it to any length, in bytes or in letters, is refused', () => {
    for (let length = 0; length < body.length; length += 1) {
      expect(sealer.open(encode(body.subarray(0, length)), binding), `${length} bytes`).toBeNull();
      expect(sealer.open(encode(body.subarray(body.length - length)), binding)).toBeNull();
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(sealer.open(sealed.slice(0, length), binding), `${length} letters`).toBeNull();
    }
  });

  it.each([4, 8, 12, 13, 14, 15])(
    'to a tag of %d bytes, which Node would accept by itself, is refused',
    (length) => {
      expect(sealer.open(encode(body.subarray(0, body.length - 16 + length)), binding)).toBeNull();
      const stretched = Buffer.concat([body.subarray(0, -16), body.subarray(-16, -16 + length)]);
      expect(sealer.open(encode(Buffer.concat([stretched, Buffer.alloc(16 - length)])), binding)).toBeNull();
    },
  );

  it('to a text of the forger’s choice is refused for its tag, before any of it is used', () => {
    // In counter mode, whoever knows the plain text can write any other, as long as nobody checks the tag.
    const forged = Buffer.from(body);
    forged[12] = (forged[12] ?? 0) ^ 0x80;
    for (const [index, letter] of [...Buffer.from('forgery!')].entries()) {
      const at = 16 + index;
      forged[at] = (forged[at] ?? 0) ^ letter ^ (content[index] ?? 0);
    }
    expect(sealer.open(encode(forged), binding)).toBeNull();
  });

  it('to be too short for an expiry is refused, even with a valid tag', () => {
    expect(sealer.open(sealByHand(Buffer.from('\0\0\0\x09contents')), binding)).toEqual({
      ...{ content, expiresAt: new Date(9000), isOldKey: false },
    });
    expect(sealer.open(sealByHand(Buffer.from('\0\0\0')), binding)).toBeNull();
  });
});

describe('another encoding of the same bytes', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twinOf = (letter: string) => alphabet[alphabet.indexOf(letter) ^ 1] ?? '';

  it.each([
    ['padding', `${text}=`],
    ['more padding', `${text}==`],
    ['a space', `${text.slice(0, 9)} ${text.slice(9)}`],
    ['a line break', `${text}\n`],
    ['letters outside the alphabet', `${text.slice(0, 5)}!!${text.slice(5)}`],
    ['other unused last bits', text.slice(0, -1) + twinOf(text.slice(-1))],
  ])('is refused: with %s', (_, other) => {
    expect(Buffer.from(other, 'base64url').equals(body)).toBe(true);
    expect(sealer.open([version, id, other].join('.'), binding)).toBeNull();
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
    ['another version', ['v2', id, text].join('.')],
    ['no version', ['', id, text].join('.')],
    ['an unknown key', [version, 'AAAAAAAA', text].join('.')],
    ['no key', [version, '', text].join('.')],
    ['a key named like a property', [version, '__proto__', text].join('.')],
    ['no text', [version, id, ''].join('.')],
    ['one part more', `${sealed}.x`],
    ['an empty part more', `${sealed}.`],
    ['one part', text],
    ['nothing', ''],
    ['a megabyte', [version, id, 'A'.repeat(1_000_000)].join('.')],
  ])('is refused: %s', (_, malformed) => {
    expect(sealer.open(malformed, binding)).toBeNull();
  });

  it('is refused and never throws, whatever it is', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 300 });
    const nearly = fc.tuple(fc.constantFrom(version, 'v0'), fc.constantFrom(id, 'x'), anything);
    const strings = fc.oneof(
      anything,
      nearly.map((parts) => parts.join('.')),
      fc.uint8Array({ maxLength: 80 }).map((bytes) => encode(Buffer.from(bytes))),
    );
    fc.assert(
      fc.property(strings, (given) => sealer.open(given, binding) === null),
      { numRuns: 5000 },
    );
  });
});
