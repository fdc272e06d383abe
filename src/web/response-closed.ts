/** The end of a response, also for listeners that are added after it. */

import type { Response } from 'express';

/** Calls back when the answer has ended or its reader has left; at once when that has been already. */
export function onceClosed(res: Response, callback: () => void): void {
  if (res.closed) callback();
  else res.once('close', callback);
}
