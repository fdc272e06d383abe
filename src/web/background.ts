/** Work that goes on when its reader has left, so that a process that stops can wait for it. */

import type { RequestHandler } from 'express';

export interface Unfinished {
  /** The same handler, whose work is waited for. */
  toTheEnd<P>(handler: RequestHandler<P>): RequestHandler<P>;
  /** Ends when nothing of it is under way. */
  settled(): Promise<void>;
}

/** Nothing is under way yet. */
export function createUnfinished(): Unfinished {
  const underWay = new Set<Promise<unknown>>();
  return {
    toTheEnd: (handler) => (req, res, next) => {
      const work = (async () => handler(req, res, next))();
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
