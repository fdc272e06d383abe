/** A file that is written while it is sent: nothing of it is ever held as a whole, on disk or in memory. */

import type { Response } from 'express';
import { sendPieces } from './pieces.ts';

export interface Download {
  /** Plain letters, digits, points and hyphens. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly pieces: AsyncIterable<string>;
}

/** Sends the file; rejects, after the connection was cut, when a piece fails. */
export async function sendDownload(res: Response, { fileName, mediaType, pieces }: Download): Promise<void> {
  res.status(200).set('Content-Type', mediaType);
  res.set('Content-Disposition', `attachment; filename="${fileName}"`);
  // A proxy that collects the answer would send a cut one as if it were whole.
  res.set('X-Accel-Buffering', 'no');
  await sendPieces(res, pieces);
}
