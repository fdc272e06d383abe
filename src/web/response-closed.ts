/** The end of a response, also for those who ask after it. */

import type { ServerResponse } from 'node:http';

/** One listener for all of them: Node suspects a leak from the eleventh on. */
const callbacks = new WeakMap<ServerResponse, (() => void)[]>();

/** Calls back when the answer has ended or its reader has left; at once when that has been already. */
export function onceClosed(res: ServerResponse, callback: () => void): void {
  if (res.closed) {
    callback();
    return;
  }
  const waiting = callbacks.get(res) ?? [];
  waiting.push(callback);
  if (waiting.length > 1) return;
  callbacks.set(res, waiting);
  res.once('close', () => {
    for (const call of waiting) call();
  });
}
