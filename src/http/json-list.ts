/** JSON with one long list in it, written in pieces: between two of them other requests get their turn. */

import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';

export interface JsonWithList {
  /** What comes before the list; at least one property. */
  readonly facts: object;
  readonly listName: string;
  /** The list in parts, each made when its turn comes. */
  readonly parts: Iterable<readonly object[]>;
}

/** Sends it as fast as the reader takes it. A reader who leaves is no failure. */
export async function sendJsonWithList(res: Response, json: JsonWithList): Promise<void> {
  res.status(200).type('json');
  try {
    await pipeline(piecesOf(json), res);
  } catch (error) {
    const hasLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!hasLeft) throw error;
  }
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
