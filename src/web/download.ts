/** Responses written while they are sent, never held as a whole: files, and JSON with one long list. */

import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';

/**
 * Sends the pieces as fast as the reader takes them. When a piece fails, the connection is cut, so that browsers tell a
 * failed answer from a whole one; then this rejects with what failed. A reader who leaves is no failure.
 */
async function sendPieces(res: Response, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(pieces, res);
  } catch (error) {
    const failures = failuresIn(error);
    if (failures.length > 0) throw failures[0];
  }
}

/** What went wrong apart from the reader leaving. A piece that fails after that comes with it in an AggregateError. */
function failuresIn(error: unknown): unknown[] {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.filter((one) => (one as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE');
}

interface Download {
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

export interface JsonWithList {
  /** What comes before the list; at least one property. */
  readonly facts: object;
  readonly listName: string;
  /** The list in parts, each made when its turn comes. */
  readonly parts: Iterable<readonly object[]>;
}

/** Sends it; rejects, after the connection was cut, when a part fails. */
export async function sendJsonWithList(res: Response, json: JsonWithList): Promise<void> {
  res.status(200).type('json');
  await sendPieces(res, piecesOf(json));
}

async function* piecesOf({ facts, listName, parts }: JsonWithList): AsyncGenerator<string> {
  yield `${JSON.stringify(facts).slice(0, -1)},${JSON.stringify(listName)}:[`;
  let separator = '';
  for (const part of parts) {
    if (part.length === 0) continue;
    yield separator + JSON.stringify(part).slice(1, -1);
    separator = ',';
    await nextTurn();
  }
  yield ']}';
}
