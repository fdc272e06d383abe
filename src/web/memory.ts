/** V8's memory: fewer collections, and clearing it after use, of what was freed and of the last match of a regular expression. */

import { type Server, setMaxIdleHTTPParsers } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import type { RequestHandler } from 'express';
import { onceClosed } from './response-closed.ts';

/** Long enough that somebody who goes from page to page is not held up. */
const IDLE_MS = 1_000;
/** The host asks for it every few seconds, and it touches nobody's data. */
const HEALTH_CHECK = '/healthz';
/** Finalizers run meanwhile, and whoever comes in between waits for one of the two steps at the most. */
const BETWEEN_STEPS_MS = 200;
/** Node 20's gc() treats any argument as a request for a minor collection. */
const IS_NODE_20 = process.version.startsWith('v20.');
/** V8's young generation, which keeps its last objects until others take their places. */
const FILLER_BYTES = 32 * 1024 * 1024;
const FILLER_LENGTH = 1_000;

/**
 * The heap may grow to three times what was alive before the next full collection, and compiled code stays. To be called when
 * all code is loaded: under other flags V8 refuses what Node brings compiled, which takes 45 ms of a start.
 */
export function tuneGarbageCollection(): void {
  setFlagsFromString('--heap-growing-percent=200');
  setFlagsFromString('--no-flush-bytecode');
}

/** Wipes each time that a second has passed without a request, and everything asked before was answered. */
export function overwriteFreedWhenIdle(server: Server, collect: NodeJS.GCFunction): void {
  // Each parser that Node keeps for a later connection holds the address and the headers of its last request.
  setMaxIdleHTTPParsers(1);
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;

  function wipeSoon(): void {
    timer = setTimeout(() => {
      collect();
      timer = setTimeout(() => overwriteFreed(collect), BETWEEN_STEPS_MS).unref();
    }, IDLE_MS).unref();
  }

  server.on('request', (req, res) => {
    if (req.url === HEALTH_CHECK) return;
    underWay += 1;
    clearTimeout(timer);
    res.once('close', () => {
      underWay -= 1;
      if (underWay === 0) wipeSoon();
    });
  });
}

/**
 * Node 24 overwrites what it frees only in a collection as for the last of its memory, which also gives pages back to
 * the system. Node 20 overwrites in any full collection.
 */
function overwriteFreed(collect: NodeJS.GCFunction): void {
  if (IS_NODE_20) collect();
  else collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  for (let bytes = 0; bytes < FILLER_BYTES; bytes += FILLER_LENGTH * 8) new Array(FILLER_LENGTH).fill(0);
}

/** Puts an empty text in its place; after a page was escaped it is some merchant's name. */
export function forgetLastMatch(): void {
  /^/.test('');
}

/** Forgets it when an answer has ended. */
export const forgetLastMatchAtEnd: RequestHandler = (_req, res, next) => {
  onceClosed(res, forgetLastMatch);
  next();
};
