/** Work that goes on when its reader has left, and that a process shutting down waits for. */

import type { RequestHandler } from 'express';

export interface BackgroundWork {
  /** The same handler, whose work is waited for. */
  runToCompletion<P>(handler: RequestHandler<P>): RequestHandler<P>;
  /** Ends when nothing of it is under way. */
  settled(): Promise<void>;
}

/** Nothing is under way yet. */
export function createBackgroundWork(): BackgroundWork {
  const underWay = new Set<Promise<unknown>>();
  return {
    runToCompletion: (handler) => (req, res, next) => {
      const work = (async () => handler(req, res, next))();
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
