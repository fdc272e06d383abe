import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Connection,
  environmentOf,
  packConnection,
  packUnexchanged,
  unpackConnection,
} from '../../src/connections/connection.ts';

const usual: Connection = {
  accessToken: 'access-production-01234567-89ab-cdef-0123-456789abcdef',
  itemId: 'DWVAAPWq4RHGlEaNyGKRTAnPLaEmo8Cvq7na6',
  userId: 'usr_8c3ZbDBYjaqUXZ',
  institutionId: 'ins_109508',
  institutionName: 'First Platypus Bank',
  linkedAt: new Date('2026-03-01T12:00:00Z'),
};

const repacked = (connection: Connection) => unpackConnection(packConnection(connection));

describe('a packed connection', () => {
  it('is unpacked as it was, whatever is in it', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    const token = fc.oneof(
      anyText,
      fc.uuid().map((uuid) => `access-sandbox-${uuid}`),
      fc.uuid().map((uuid) => `access-production-${uuid}`),
      anyText.map((text) => `access-sandbox-${text}`),
    );
    const connections = fc.record({
      accessToken: token,
      itemId: anyText,
      userId: fc.option(fc.string({ unit: 'binary', minLength: 1 })),
      institutionId: fc.option(fc.string({ unit: 'binary', minLength: 1 })),
      institutionName: fc.string({ maxLength: 32 }),
      linkedAt: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((second) => new Date(second * 1000)),
    });
    const digests = fc.array(fc.stringMatching(/^[0-9a-f]{6}$/), { maxLength: 8 });
    fc.assert(
      fc.property(connections, digests, (connection, accountDigests) => {
        const known = accountDigests.length > 0 ? { accountDigests } : {};
        expect(repacked({ ...connection, accountDigests })).toEqual({ ...connection, ...known });
      }),
    );
  });

  it('of an earlier version, which knows no accounts, is unpacked without any', () => {
    const packed = Buffer.from(
      'AQEjRWeJq83vASNFZ4mrze9ppCpAACVEV1ZBQVBXcTRSSEdsRWFOeUdLUlRBblBMYUVtbzhDdnE3bmE2ABJ1c3JfOGMzWmJEQllqYXFVWFoACmluc18xMDk1MDgAE0ZpcnN0IFBsYXR5cHVzIEJhbms=',
      'base64',
    );
    expect(unpackConnection(packed)).toEqual(usual);
  });

  it('keeps the digests of the first eight accounts', () => {
    const accountDigests = Array.from({ length: 12 }, (_, index) => `0000${index + 10}`);
    expect(repacked({ ...usual, accountDigests })?.accountDigests).toEqual(accountDigests.slice(0, 8));
  });

  it('keeps the time of linking to the second', () => {
    const linkedAt = new Date('2026-03-01T12:00:00.999Z');
    expect(repacked({ ...usual, linkedAt })?.linkedAt).toEqual(usual.linkedAt);
  });

  it.each(['institutionId', 'userId'])('may have no %s', (name) => {
    expect(repacked({ ...usual, [name]: null })).toEqual({ ...usual, [name]: null });
  });
});

describe('the size of a packed connection', () => {
  it.each(['access-sandbox-', 'access-production-'])(
    'is small for a token of the usual form %s…',
    (prefix) => {
      const accessToken = prefix + randomUUID();
      expect(packConnection({ ...usual, accessToken })).toHaveLength(
        1 + 16 + 4 + 2 + 37 + 2 + 18 + 2 + 10 + 2 + 19,
      );
      expect(repacked({ ...usual, accessToken })?.accessToken).toBe(accessToken);
    },
  );

  it.each([
    ['capital letters', usual.accessToken.toUpperCase().replace('ACCESS-PRODUCTION-', 'access-production-')],
    ['another environment', usual.accessToken.replace('production', 'development')],
    ['one part too many', `${usual.accessToken}-0`],
    ['a line break at its end', `${usual.accessToken}\n`],
    ['dashes elsewhere', 'access-production-0123456789ab-cdef-0123-4567-89abcdef'],
    ['no prefix', usual.accessToken.replace('access-production-', '')],
    ['a letter before its uuid', usual.accessToken.replace('production-', 'production-x')],
    ['no uuid', 'access-production-'],
    ['nothing at all', ''],
  ])('grows for a token with %s, which is unpacked all the same', (_, accessToken) => {
    const packed = packConnection({ ...usual, accessToken });
    expect(packed).toHaveLength(packConnection(usual).length - 16 + 2 + accessToken.length);
    expect(unpackConnection(packed)?.accessToken).toBe(accessToken);
  });
});

describe('the environment of Plaid’s that a token names', () => {
  const uuid = '01234567-89ab-cdef-0123-456789abcdef';
  it.each([
    [`access-production-${uuid}`, 'production'],
    [`access-sandbox-${uuid}`, 'sandbox'],
    // Plaid closed it in 2024.
    [`access-development-${uuid}`, null],
    [`access-production-${uuid}0`, null],
    ['access-production-', null],
    [`public-production-${uuid}`, null],
    ['any other token', null],
    ['', null],
  ])('%s: %s', (accessToken, environment) => {
    expect(environmentOf(accessToken)).toBe(environment);
  });
});

it('the digests of accounts take three bytes each', () => {
  const accountDigests = ['0a1b2c', 'ffffff'];
  expect(packConnection({ ...usual, accountDigests })).toHaveLength(packConnection(usual).length + 6);
});

describe('the name of a bank', () => {
  const nameOf = (institutionName: string) => repacked({ ...usual, institutionName })?.institutionName;

  it.each([
    ['40 letters', 'a'.repeat(40), 'a'.repeat(40)],
    ['41 letters', 'a'.repeat(41), `${'a'.repeat(37)}…`],
    ['two words', `${'a'.repeat(36)} ${'b'.repeat(9)}`, `${'a'.repeat(36)}…`],
    ['two-byte letters over the edge', `${'a'.repeat(36)}éaaa`, `${'a'.repeat(36)}…`],
    ['three-byte letters', '銀'.repeat(20), `${'銀'.repeat(12)}…`],
    ['four-byte letters', `a${'🏦'.repeat(10)}`, `a${'🏦'.repeat(9)}…`],
    ['nothing', '', ''],
  ])('is cut between characters: %s', (_, given, kept) => {
    expect(nameOf(given)).toBe(kept);
  });

  it('has at most 40 bytes and never ends within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
        const kept = nameOf(given) ?? '';
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(40);
        expect(given.startsWith(kept.replace(/…$/, ''))).toBe(true);
        expect(Buffer.from(kept).toString()).toBe(kept);
      }),
    );
  });
});

it('is known to its length before its key is, where Plaid’s token and id are as usual', () => {
  const userId = 'usr_8c3ZbDBYjaqUXZ';
  const itemId = 'eVBnVMp7zdTJLkRNr33Rs6zr7KNJqBFL9DrE6';
  const accountDigests = ['aaaaaa', 'bbbbbb'];
  for (const institutionName of ['Chase', 'a'.repeat(32), 'a'.repeat(99)]) {
    const known = { userId, institutionId: 'ins_56', institutionName, accountDigests };
    const packed = packConnection({ ...usual, ...known, itemId });
    expect(packUnexchanged(known)).toHaveLength(packed.length);
    expect(packUnexchanged({ ...known, institutionName: null }).length).toBeGreaterThanOrEqual(packed.length);
  }
});

describe('what is not a packed connection', () => {
  it.each([usual.accessToken, 'another kind of token'])('is null: %s cut to any length', (accessToken) => {
    const packed = packConnection({ ...usual, accessToken });
    for (let length = 0; length < packed.length; length += 1) {
      expect(unpackConnection(packed.subarray(0, length)), `${length} bytes`).toBeNull();
    }
  });

  it('is null: one byte too many', () => {
    expect(unpackConnection(Buffer.concat([packConnection(usual), Buffer.from([0])]))).toBeNull();
  });

  it('is null: an unknown form of token', () => {
    for (const form of [2, 0xfe]) {
      const packed = packConnection(usual).subarray(1);
      expect(unpackConnection(Buffer.concat([Buffer.from([form]), packed]))).toBeNull();
    }
  });

  it('is null or a connection, and unpacking never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const connection = unpackConnection(Buffer.from(bytes));
        if (connection) expect(repacked(connection)).not.toBeNull();
      }),
      { numRuns: 3000 },
    );
  });
});
