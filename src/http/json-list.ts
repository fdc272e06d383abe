/** JSON with one long list in it, written in pieces: between two of them other requests get their turn. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';
import { sendPieces } from './pieces.ts';

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
