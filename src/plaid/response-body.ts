/** Reads response bodies with backpressure: at most eight large ones are buffered at a time. */

import { isAscii } from 'node:buffer';
import type { Readable } from 'node:stream';
import { PlaidError } from './errors.ts';

/** More would be no faster, since they are parsed one after the other. */
const AT_ONCE = 8;
/** So much of each arrives unasked. What is no longer, or drips, takes no place from anyone. */
const UNASKED_BYTES = 64 * 1024;
/** A page of 500 transactions is about a megabyte. */
const MAX_BYTES = 10 * 1024 * 1024;
const placeForLong = createSemaphore(AT_ONCE);

/** Does what there is to do with a body's bytes; rejects with a PlaidError where they break off or have no end. */
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
    throw new PlaidError({ kind: 'plaid-down', code: 'BROKEN_ANSWER' });
  }
  if (length > MAX_BYTES) throw new PlaidError({ kind: 'plaid-down', code: 'ENDLESS_ANSWER' });
  return Buffer.concat(chunks, length);
}

/** Waits for a place, in the order of coming; what it gives is to be called once, when the place is free again. */
type Semaphore = () => Promise<() => void>;

/** With so many places. */
export function createSemaphore(places: number): Semaphore {
  let free = places;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    return leave;
  };
}

/** The object that an answer's JSON stands for; null for what is not one. Never throws. */
export function parseAnswer(bytes: Buffer): object | null {
  try {
    const answer: unknown = JSON.parse(textOf(bytes));
    return answer instanceof Object ? answer : null;
  } catch {
    return null;
  }
}

/** Nearly every answer is plain ASCII; knowing that, its text is a copy of its bytes, and twice as small. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
