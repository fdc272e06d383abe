/** Readers who take nothing, or too little, of what waits for them: Node itself waits for them without end. */

import type { ServerResponse } from 'node:http';

interface Looks {
  readonly everyMs: number;
  /** What is to be taken from one look to the next. */
  readonly leastBytes: number;
  /** For each who took less; they are cut off where it is left out. */
  readonly onSlow?: (res: ServerResponse) => void;
}

/** Cuts off readers who take less of what waits for them. Where nothing waits it is we who are slow. */
export function cutSlowReaders(
  answers: { keys(): Iterable<ServerResponse> },
  { everyMs, leastBytes, onSlow = (res) => void res.destroy() }: Looks,
): NodeJS.Timeout {
  let takenBefore = new WeakMap<ServerResponse, number>();
  return setInterval(() => {
    const takenNow = new WeakMap<ServerResponse, number>();
    for (const res of answers.keys()) {
      const { socket } = res;
      if (!socket || socket.writableLength === 0) continue;
      // Node hands the next piece to the system when all of the one before has been taken.
      const taken = socket.bytesWritten - socket.writableLength;
      const before = takenBefore.get(res) ?? Number.NEGATIVE_INFINITY;
      takenNow.set(res, taken);
      if (taken - before < leastBytes) onSlow(res);
    }
    takenBefore = takenNow;
  }, everyMs).unref();
}
