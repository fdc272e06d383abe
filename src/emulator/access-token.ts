/**
 * Access tokens that carry their Item: the uuid holds what the emulator must know, under a short MAC, so that an
 * emulator that never saw the token (the demo's host slept) serves the same data, and refuses invented ones.
 */
import { createHmac } from 'node:crypto';

/** What an Item is made of, as packed into its token. */
export interface ItemSeed {
  /** Position in the list of institutions. */
  readonly institution: number;
  /** Position in the list of people. */
  readonly person: number;
  /** Bit i is set when account i is shared. */
  readonly sharedAccounts: number;
  readonly createdAt: Date;
  readonly daysRequested: number;
  /** Tells apart Items made alike in the same second, 0–16383. */
  readonly nonce: number;
  /** Counts the invalidated tokens before this one, 0–63; the Item stays the same. */
  readonly generation: number;
}

const PREFIX = 'access-sandbox-';
const DEMO_KEY = 'a fixed key: invented data needs no secret';

/** The token of an Item. Its uuid has version 4 and the usual variant, like Plaid's. */
export function writeAccessToken(seed: ItemSeed): string {
  const bytes = Buffer.alloc(16);
  bytes[0] = seed.institution;
  bytes[1] = seed.sharedAccounts;
  bytes.writeUInt32BE(Math.floor(seed.createdAt.getTime() / 1000), 2);
  bytes[6] = 0x40 | seed.person;
  bytes[7] = seed.nonce & 0xff;
  bytes[8] = 0x80 | seed.generation;
  bytes.writeUInt16BE(((seed.nonce >> 8) << 10) | seed.daysRequested, 9);
  macOf(bytes).copy(bytes, 11);
  const hex = bytes.toString('hex');
  return PREFIX + hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The Item of a token, or null where no emulator of ours made it. */
export function readAccessToken(token: string): ItemSeed | null {
  if (!/^access-sandbox-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(token)) return null;
  const bytes = Buffer.from(token.slice(PREFIX.length).replaceAll('-', ''), 'hex');
  if (!macOf(bytes).equals(bytes.subarray(11))) return null;
  const packed = bytes.readUInt16BE(9);
  return {
    institution: bytes.readUInt8(0),
    sharedAccounts: bytes.readUInt8(1),
    createdAt: new Date(bytes.readUInt32BE(2) * 1000),
    person: bytes.readUInt8(6) & 0x0f,
    nonce: bytes.readUInt8(7) | ((packed >> 10) << 8),
    generation: bytes.readUInt8(8) & 0x3f,
    daysRequested: packed & 0x3ff,
  };
}

function macOf(bytes: Buffer): Buffer {
  return createHmac('sha256', DEMO_KEY).update(bytes.subarray(0, 11)).digest().subarray(0, 5);
}
