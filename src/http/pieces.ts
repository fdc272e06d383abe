/** An answer that is written while it is sent: nothing of it is ever held as a whole. */

import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Sends the pieces as fast as the reader takes them. When a piece fails, the connection is cut, so that browsers tell a
 * failed answer from a whole one; then this rejects with what failed. A reader who leaves is no failure.
 */
export async function sendPieces(res: Response, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(pieces, res);
  } catch (error) {
    const failures = failuresIn(error);
    if (failures.length > 0) throw failures.length === 1 ? failures[0] : error;
  }
}

/** What went wrong apart from the reader leaving: a piece that fails after that comes with it in an AggregateError. */
function failuresIn(error: unknown): unknown[] {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.filter((one) => (one as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE');
}
