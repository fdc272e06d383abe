/** One copy of a bank's transactions, and the bytes that it is in Redis: a list of metadata, packed and encrypted. */

import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Day, Transaction } from '../bank/model.ts';
import { type AeadOptions, decrypt, encrypt } from '../crypto/aead.ts';
import { deriveKey, keyedHash } from '../crypto/keys.ts';
import { fromMetadata, type Metadata, toMetadata } from './metadata.ts';

/** Every transaction of one bank from a day on, as it was at a moment. */
export interface Copy {
  readonly from: Day;
  readonly madeAt: Date;
  /** As they lie in Redis. */
  readonly rows: readonly Metadata[];
  /** The account of each is one of these, or an opaque reference where it is none of them. */
  transactions(accountIds: readonly string[]): Transaction[];
}

/** What a copy is made of. */
export interface CopySource {
  readonly from: Day;
  readonly at: Date;
  readonly transactions: readonly Transaction[];
}

interface Content {
  readonly from: Day;
  readonly at: string;
  readonly rows: readonly Metadata[];
}

const compress = promisify(deflateRaw);
const decompress = promisify(inflateRaw);

/** The bytes for Redis. */
export async function packCopy({ from, at, transactions }: CopySource, lock: AeadOptions): Promise<Buffer> {
  const referenceOf = createReferences(lock.key);
  const rows = transactions.map((row) => toMetadata(row, referenceOf(row.accountId)));
  const content: Content = { from, at: at.toISOString(), rows };
  return encrypt(await compress(JSON.stringify(content)), lock);
}

/** The copy; null where the lock does not open it. */
export async function unpackCopy(bytes: Buffer, lock: AeadOptions): Promise<Copy | null> {
  const packed = decrypt(bytes, lock);
  if (!packed) return null;
  const { from, at, rows }: Content = JSON.parse(String(await decompress(packed)));
  return {
    from,
    madeAt: new Date(at),
    rows,
    transactions(accountIds) {
      const referenceOf = createReferences(lock.key);
      const ids = new Map(accountIds.map((id) => [referenceOf(id), id]));
      return rows.map((row) => fromMetadata(row, ids.get(row.accountReference) ?? row.accountReference));
    },
  };
}

/** Sixteen letters for each account: a hash under a key of the copy's, worked out once for each. */
function createReferences(key: Uint8Array): (accountId: string) => string {
  const referenceKey = deriveKey(key, 'account');
  const known = new Map<string, string>();
  return (accountId) => {
    const reference = known.get(accountId) ?? keyedHash(referenceKey, accountId).slice(0, 16);
    known.set(accountId, reference);
    return reference;
  };
}
