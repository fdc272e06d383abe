/** Readers who take nothing, or too little, of what waits for them: Node itself waits for them without end. */

import type { ServerResponse } from 'node:http';

interface Looks {
  readonly everyMs: number;
  /** What is to be taken from one look to the next. */
  readonly leastBytes: number;
  /** Whether this look cuts anybody off; every look does where it is left out. */
  readonly isDue?: () => boolean;
}

/** Cuts off readers who take less of what waits for them. Where nothing waits it is we who are slow. */
export function cutSlowReaders(
  answers: ReadonlySet<ServerResponse>,
  { everyMs, leastBytes, isDue = () => true }: Looks,
): NodeJS.Timeout {
  let takenBefore = new WeakMap<ServerResponse, number>();
  return setInterval(() => {
    const takenNow = new WeakMap<ServerResponse, number>();
    for (const res of answers) {
      const { socket } = res;
      if (!socket || socket.writableLength === 0) continue;
      // Node hands the next piece to the system when all of the one before has been taken.
      const taken = socket.bytesWritten - socket.writableLength;
      const before = takenBefore.get(res) ?? Number.NEGATIVE_INFINITY;
      if (taken - before < leastBytes && isDue()) res.destroy();
      else takenNow.set(res, taken);
    }
    takenBefore = takenNow;
  }, everyMs).unref();
}
