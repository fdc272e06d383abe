/** The bytes of answers, a few answers at a time: the rest waits with the network, and not in our memory. */

import type { Readable } from 'node:stream';
import { BankError } from './errors.ts';
import { createGate } from './gate.ts';

/** More would be no faster, since they are parsed one after the other; one that stops half-way holds up nobody. */
const AT_ONCE = 8;
/** A page of 500 transactions is about a megabyte. */
const MAX_BYTES = 10 * 1024 * 1024;
const aFewAtOnce = createGate(AT_ONCE);

/** Does what there is to do with a body's bytes; rejects with a BankError where they break off or have no end. */
export function withBytes<T>(body: Readable, work: (bytes: Buffer) => Promise<T>): Promise<T> {
  // It may be given up while it waits, and an error that nobody listens to would end the process.
  body.on('error', () => {});
  return aFewAtOnce(async () => work(await bytesOf(body)));
}

async function bytesOf(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > MAX_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new BankError({ kind: 'plaid-down', code: 'BROKEN_ANSWER' });
  }
  if (length > MAX_BYTES) throw new BankError({ kind: 'plaid-down', code: 'ENDLESS_ANSWER' });
  return Buffer.concat(chunks, length);
}
