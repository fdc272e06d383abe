/** One log line for each request, with its route and never its address, which can hold what a person searched for. */

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../log.ts';
import { onceClosed } from './response-closed.ts';

declare global {
  namespace Express {
    interface Request {
      /** Joins the log lines of one request. */
      id: string;
    }
  }
}

/** Names the request and logs it when its answer has ended, or its reader has left. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    req.id = randomUUID();
    const start = performance.now();
    onceClosed(res, () => {
      log.info(
        {
          requestId: req.id,
          method: req.method,
          route: req.route ? `${req.baseUrl}${req.route.path}` : 'none',
          status: res.statusCode,
          ms: Math.round(performance.now() - start),
          ...(res.writableFinished ? {} : { isAborted: true }),
        },
        'request',
      );
    });
    next();
  };
}
