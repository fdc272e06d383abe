/** Asking banks on behalf of one request: it ends when the reader leaves, and each failure gets one log line. */

import { setMaxListeners } from 'node:events';
import type { Request, Response } from 'express';
import type { Log } from '../log.ts';
import { logFailure } from '../plaid/failure-log.ts';
import type { Asking } from '../plaid/gateway.ts';
import { onceClosed } from '../web/response-closed.ts';
import { takeBankWish } from './fresh-data.ts';

/** For the questions of a page that only reads; to be called before its first byte. */
export function askingFor(req: Request, res: Response, log: Log): Asking {
  const controller = new AbortController();
  // Every call in flight listens; Node suspects a leak from the eleventh on.
  setMaxListeners(0, controller.signal);
  onceClosed(res, () => {
    if (!res.writableFinished) controller.abort();
  });
  const onlyFromBank = takeBankWish(req);
  return { ...askingToTheEnd(req, log), signal: controller.signal, onlyFromBank };
}

/** For what must be finished even when the reader leaves half-way: linking and removing. */
export function askingToTheEnd(req: Request, log: Log): Asking {
  return {
    onFailure: (failure) => logFailure(log, failure, { requestId: req.id }),
  };
}
