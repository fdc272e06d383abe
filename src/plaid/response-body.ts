/** Reads response bodies with backpressure: at most eight large ones are buffered at a time. */

import { isAscii } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { Deadline } from './deadline.ts';
import { PlaidError } from './errors.ts';

/** More would be no faster, since they are parsed one after the other. */
const AT_ONCE = 8;
/** So much of each arrives unasked. What is no longer, or drips, takes no place from anyone. */
const UNASKED_BYTES = 64 * 1024;
/** A page of 500 transactions is about a megabyte. */
const MAX_BYTES = 10 * 1024 * 1024;
const placeForLong = createSemaphore(AT_ONCE);

interface BodyOptions {
  /** Waits for a place of ours. */
  readonly whilePaused?: Deadline['whilePaused'];
  /** The one whose place it is. */
  readonly owner?: object | undefined;
  /** Gives the place back at once, although the work still waits for its turn. */
  readonly signal?: AbortSignal | undefined;
}

/** Does what there is to do with a body's bytes; rejects with a PlaidError where they break off or have no end. */
export async function withBytes<T>(
  body: Readable,
  work: (bytes: Buffer) => Promise<T>,
  { whilePaused = (waiting) => waiting, owner, signal }: BodyOptions = {},
): Promise<T> {
  // It may be given up while it waits, and an error that nobody listens to would end the process.
  body.on('error', () => {});
  let leave: (() => void) | undefined;
  const becomesLong = async () => {
    leave ??= await whilePaused(placeForLong(owner));
  };
  try {
    return await untilAborted(work(await bytesOf(body, becomesLong)), signal);
  } finally {
    leave?.();
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener('abort', give);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
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

/** Waits for a place; what it gives is to be called once, when the place is free again. */
type Semaphore = (owner?: object) => Promise<() => void>;

/**
 * With so many places, of which one owner has half at most. The one whose owner holds fewest is next, and of those the
 * first that came: many pages pass nobody's one.
 */
export function createSemaphore(places: number): Semaphore {
  let free = places;
  const held = new Map<object, number>();
  const waiting: { readonly owner: object; readonly enter: () => void }[] = [];
  const heldBy = (owner: object) => held.get(owner) ?? 0;

  function enterNext(): void {
    const entrants = waiting.filter(({ owner }) => heldBy(owner) < places / 2);
    const [first, ...others] = entrants;
    if (!first || free === 0) return;
    const next = others.reduce(
      (least, one) => (heldBy(one.owner) < heldBy(least.owner) ? one : least),
      first,
    );
    waiting.splice(waiting.indexOf(next), 1);
    free -= 1;
    held.set(next.owner, heldBy(next.owner) + 1);
    next.enter();
  }

  function leave(owner: object): void {
    free += 1;
    if (heldBy(owner) > 1) held.set(owner, heldBy(owner) - 1);
    else held.delete(owner);
    enterNext();
  }

  return async (owner = {}) => {
    await new Promise<void>((enter) => {
      waiting.push({ owner, enter });
      enterNext();
    });
    return () => leave(owner);
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
