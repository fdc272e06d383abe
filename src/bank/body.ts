/** The bytes of answers, a few answers at a time: the rest waits with the network, and not in our memory. */

import type { Readable } from 'node:stream';
import { BankError } from './errors.ts';
import { createGate } from './gate.ts';

/** More would be no faster, since they are parsed one after the other. */
const AT_ONCE = 8;
/** So much of each arrives unasked. What is no longer, or drips, takes no place from anyone. */
const UNASKED_BYTES = 64 * 1024;
/** A page of 500 transactions is about a megabyte. */
const MAX_BYTES = 10 * 1024 * 1024;
const placeForLong = createGate(AT_ONCE);

/** Does what there is to do with a body's bytes; rejects with a BankError where they break off or have no end. */
export async function withBytes<T>(body: Readable, work: (bytes: Buffer) => Promise<T>): Promise<T> {
  // It may be given up while it waits, and an error that nobody listens to would end the process.
  body.on('error', () => {});
  let leave: (() => void) | undefined;
  const becomesLong = async () => {
    leave ??= await placeForLong();
  };
  try {
    return await work(await bytesOf(body, becomesLong));
  } finally {
    leave?.();
  }
}

async function bytesOf(body: Readable, becomesLong: () => Promise<void>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > MAX_BYTES) break;
      chunks.push(chunk);
      if (length > UNASKED_BYTES) await becomesLong();
    }
  } catch {
    throw new BankError({ kind: 'plaid-down', code: 'BROKEN_ANSWER' });
  }
  if (length > MAX_BYTES) throw new BankError({ kind: 'plaid-down', code: 'ENDLESS_ANSWER' });
  return Buffer.concat(chunks, length);
}
