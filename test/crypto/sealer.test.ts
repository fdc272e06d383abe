import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Binding,
  createSealer,
  keyId,
  MAX_SEALED_LENGTH,
  type Sealer,
} from '../../src/crypto/sealer.ts';

const binding = { purpose: 'bank', name: 'bank-abcdef' } as const;
const PURPOSES = ['bank', 'session', 'user', 'webhook', 'sign-in', 'disconnect'] as const;
const expiresAt = new Date('2026-03-01T12:00:00Z');
const content = Buffer.from('what the browser carries');

let key: Buffer;
let sealer: Sealer;
let sealed: string;

beforeEach(() => {
  key = randomBytes(32);
  sealer = createSealer([key]);
  sealed = sealer.seal(content, expiresAt, binding);
});

describe('a seal', () => {
  it('gives back what was sealed, whatever it was', () => {
    const bytes = fc.uint8Array({ maxLength: 2000 });
    const seconds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(
        bytes,
        seconds,
        fc.constantFrom(...PURPOSES),
        fc.string(),
        (given, second, purpose, name) => {
          const expiry = new Date(second * 1000);
          const opened = sealer.open(sealer.seal(given, expiry, { purpose, name }), { purpose, name });
          expect(opened).toEqual({ content: Buffer.from(given), expiresAt: expiry, isOldKey: false });
        },
      ),
    );
  });

  it('names its version and its key in clear, and nothing else', () => {
    expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/);
    expect(sealed.split('.')[1]).toBe(keyId(key));
    expect(Buffer.from(sealed).includes(content)).toBe(false);
  });

  it('rounds its expiry down to a second, so that it never lasts longer than promised', () => {
    const late = sealer.seal(content, new Date('2026-03-01T12:00:00.999Z'), binding);
    expect(sealer.open(late, binding)?.expiresAt).toEqual(expiresAt);
  });

  it('is of the size that thirty banks are counted on', () => {
    expect(sealed).toHaveLength('v1.'.length + 8 + 1 + Math.ceil(((12 + 4 + content.length + 16) * 4) / 3));
  });

  it('never uses an initialization vector twice', () => {
    const count = 20_000;
    const ivs = Array.from({ length: count }, () => sealer.seal(content, expiresAt, binding).slice(12, 28));
    expect(new Set(ivs).size).toBe(count);
  });

  it('opens up to its greatest length, and no seal beyond it', () => {
    const sealOf = (bytes: number) => sealer.seal(Buffer.alloc(bytes), expiresAt, binding);
    expect(sealOf(2809)).toHaveLength(MAX_SEALED_LENGTH);
    expect(sealer.open(sealOf(2809), binding)).not.toBeNull();
    expect(sealer.open(sealOf(2810), binding)).toBeNull();
  });

  it('may be empty', () => {
    const empty = sealer.seal(Buffer.alloc(0), expiresAt, binding);
    expect(sealer.open(empty, binding)?.content).toHaveLength(0);
  });
});

describe('what a seal is bound to', () => {
  it.each<[string, { purpose: string; name: string }]>([
    ['another name', { ...binding, name: 'bank-abcdeg' }],
    ['another purpose', { ...binding, purpose: 'session' }],
    ['purpose and name with their border moved', { purpose: 'bank\0bank', name: '-abcdef' }],
    ['no name', { ...binding, name: '' }],
  ])('it does not open under %s', (_, other) => {
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

  it('open nothing once they are dropped', () => {
    expect(createSealer([randomBytes(32)]).open(sealed, binding)).toBeNull();
  });

  it('are looked up by their id and never tried in turn', () => {
    const other = randomBytes(32);
    const both = createSealer([key, other]);
    const renamed = sealed.replace(keyId(key), keyId(other));
    expect(renamed).not.toBe(sealed);
    expect(both.open(renamed, binding)).toBeNull();
  });

  it('are at least one', () => {
    expect(() => createSealer([])).toThrow('at least one key');
  });

  it('have ids that say nothing of them and differ', () => {
    expect(keyId(key)).toMatch(/^[\w-]{8}$/);
    expect(keyId(key)).not.toBe(keyId(randomBytes(32)));
    expect(key.toString('base64url')).not.toContain(keyId(key));
  });

  it('keep their ids from one version to the next, as cookies name them', () => {
    const expected = createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
    expect(keyId(key)).toBe(expected);
  });
});
