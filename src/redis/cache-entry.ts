/** One bank's cached transactions, and their form in Redis: a list of metadata, packed and encrypted. */

import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { type AeadOptions, decrypt, encrypt, IV_BYTES } from '../crypto/aead.ts';
import { deriveKey, keyedHash } from '../crypto/keys.ts';
import type { HashedTransaction } from '../finance/merchant-keys.ts';
import type { Day, Transaction } from '../finance/model.ts';

/** Every transaction of one bank from a day on, as it was at a moment. */
export interface CacheEntry {
  readonly from: Day;
  readonly madeAt: Date;
  /** Its first bytes in Redis, an initialisation vector that no other entry has. */
  readonly version: Buffer;
  /** As they lie in Redis. */
  readonly rows: readonly Metadata[];
  /** Whether the Item shared these very accounts when it was made: its owner can choose others at any time. */
  isOf(accountIds: readonly string[]): boolean;
  /** The account of each is one of these, or an opaque reference where it is none of them. */
  transactions(accountIds: readonly string[]): HashedTransaction[];
}

/** What a cache entry is made from. */
export interface CacheSource {
  readonly from: Day;
  readonly at: Date;
  readonly transactions: readonly HashedTransaction[];
  /** Those of the Item. */
  readonly accountIds: readonly string[];
}

/** Raised when what rows have changes: a page must not take an entry of another release for one of its own. */
const FORMAT = 2;

interface Content {
  readonly format: typeof FORMAT;
  readonly from: Day;
  readonly at: string;
  readonly rows: readonly Metadata[];
  /** References to the Item's accounts, sorted. */
  readonly accounts: readonly string[];
}

const compress = promisify(deflateRaw);
const decompress = promisify(inflateRaw);

/** The bytes for Redis. */
export async function packEntry(source: CacheSource, lock: AeadOptions): Promise<Buffer> {
  const { from, at, transactions, accountIds } = source;
  const referenceOf = createReferences(lock.key);
  const rows = transactions.map((row) => toMetadata(row, referenceOf(row.accountId)));
  const accounts = accountIds.map(referenceOf).toSorted();
  const content: Content = { format: FORMAT, from, at: at.toISOString(), rows, accounts };
  return encrypt(await compress(JSON.stringify(content)), lock);
}

/** The entry; null where this key does not open it, or another release has made it. */
export async function unpackEntry(bytes: Buffer, lock: AeadOptions): Promise<CacheEntry | null> {
  const packed = decrypt(bytes, lock);
  if (!packed) return null;
  const { format, from, at, rows, accounts }: Content = JSON.parse(String(await decompress(packed)));
  if (format !== FORMAT) return null;
  return {
    from,
    madeAt: new Date(at),
    version: Buffer.from(bytes.subarray(0, IV_BYTES)),
    rows,
    isOf(accountIds) {
      const references = accountIds.map(createReferences(lock.key)).toSorted();
      return references.join() === accounts.join();
    },
    transactions(accountIds) {
      const referenceOf = createReferences(lock.key);
      const ids = new Map(accountIds.map((id) => [referenceOf(id), id]));
      return rows.map((row) => fromMetadata(row, ids.get(row.accountReference) ?? row.accountReference));
    },
  };
}

/** Sixteen letters for each account: a hash under a key of the entry's, worked out once for each. */
function createReferences(key: Uint8Array): (accountId: string) => string {
  const referenceKey = deriveKey(key, 'account');
  const known = new Map<string, string>();
  return (accountId) => {
    const reference = known.get(accountId) ?? keyedHash(referenceKey, accountId).slice(0, 16);
    known.set(accountId, reference);
    return reference;
  };
}

type Kept = 'id' | 'date' | 'amountMinor' | 'currency' | 'isPending' | 'probablySameAs';

interface Metadata extends Pick<Transaction, Kept> {
  /** Plaid's personal finance category, which has two levels. */
  readonly category: readonly [primary: string, detailed: string];
  /** The name of the merchant, or of whoever was paid where Plaid knows no merchant. */
  readonly merchant: string;
  /** Stands for the account, and tells nothing of it. */
  readonly accountReference: string;
  /** The same for Plaid's merchant id and for the bank's own text; null for what is not known. */
  readonly merchantReferences: readonly [merchantId: string | null, bankText: string | null];
}

export function toMetadata(transaction: HashedTransaction, accountReference: string): Metadata {
  const { id, date, amountMinor, currency, category, detailedCategory, name, isPending } = transaction;
  const { merchantId, textHash, probablySameAs } = transaction;
  return {
    id,
    date,
    amountMinor,
    currency,
    category: [category, detailedCategory],
    merchant: name,
    isPending,
    accountReference,
    merchantReferences: [merchantId, textHash],
    ...(probablySameAs ? { probablySameAs } : {}),
  };
}

/** The transaction again, without what the list leaves out. */
export function fromMetadata(metadata: Metadata, accountId: string): HashedTransaction {
  const { id, date, amountMinor, currency, category, merchant, isPending, probablySameAs } = metadata;
  const [primary, detailed] = category;
  const [merchantId, textHash] = metadata.merchantReferences;
  return {
    id,
    accountId,
    date,
    amountMinor,
    currency,
    name: merchant,
    originalName: merchant,
    merchantId,
    textHash,
    category: primary,
    detailedCategory: detailed,
    isPending,
    pendingId: null,
    ...(probablySameAs ? { probablySameAs } : {}),
  };
}
