/** A file that is written while it is sent: nothing of it is ever held as a whole, on disk or in memory. */

import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export interface Download {
  /** Plain letters, digits, points and hyphens. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly pieces: AsyncIterable<string>;
}

/**
 * Sends the file as fast as the reader takes it. When a piece fails, the connection is cut, so that browsers tell a
 * failed download from a whole one; then this rejects with what failed. A reader who leaves is no failure.
 */
export async function sendDownload(res: Response, { fileName, mediaType, pieces }: Download): Promise<void> {
  res.status(200).set('Content-Type', mediaType);
  res.set('Content-Disposition', `attachment; filename="${fileName}"`);
  // A proxy that collects the answer would send a cut one as if it were whole.
  res.set('X-Accel-Buffering', 'no');
  try {
    await pipeline(pieces, res);
  } catch (error) {
    const hasLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!hasLeft) throw error;
  }
}
