/** How much reading of banks one address, and this process, may have under way, and how many calls to Plaid a minute. */

import type { Request, Response } from 'express';
import { createAdmission } from '../web/admission.ts';
import { createCallBudget } from '../web/call-budget.ts';
import { HttpError } from '../web/errors.ts';
import { networkOf } from '../web/rate-limit.ts';
import { onceClosed } from '../web/response-closed.ts';

/**
 * So many banks are read at once: with two years of a busy bank each, some 70 MB of this process. A bank takes a
 * place until the page that asked for it has been sent.
 */
const BANKS_AT_ONCE = 64;
/** Half of it: a page of as many banks as a browser can hold, or many of a few. */
const BANKS_OF_ONE_ADDRESS = 32;
const MOST_WAITING = 8;
/** Each is a request that is held, of some 50 KB. */
const MOST_WAITING_IN_ALL = 250;
/** A hundred people who come at once are served within it, on a tenth of a core. */
const WAIT_MS = 60_000;
/** To one request: a page of three banks makes six to nine calls, and one of 24 banks over two years 150 of them. */
const CALLS_TO_A_REQUEST = 5;

export interface ReadingLimits {
  /**
   * Lets a page in that reads so many banks. Throws 429 where its address has made too many calls in this minute, and
   * a BusyError where there is no room soon. The place is given back when the answer has ended.
   */
  enter(reading: Reading): Promise<void>;
  /** A call to Plaid was made for this request. */
  spend(req: Request): void;
}

interface Reading {
  readonly req: Request;
  readonly res: Response;
  readonly banks: number;
  readonly signal: AbortSignal;
}

/** For this process alone, since it is this process that they protect. A rate limit of 0 leaves only the limit of all together. */
export function createReadingLimits(requestsPerMinute: number): ReadingLimits {
  const budget = createCallBudget(requestsPerMinute * CALLS_TO_A_REQUEST);
  const admission = createAdmission({
    total: BANKS_AT_ONCE,
    perAddress: requestsPerMinute === 0 ? 0 : BANKS_OF_ONE_ADDRESS,
    waiting: MOST_WAITING,
    waitingInAll: MOST_WAITING_IN_ALL,
    waitMs: WAIT_MS,
  });
  return {
    async enter({ req, res, banks, signal }) {
      const address = networkOf(req);
      const secondsLeft = budget.secondsLeft(address);
      if (secondsLeft > 0) throw new HttpError(429, secondsLeft);
      onceClosed(res, await admission.enter({ address, size: banks, signal }));
    },
    spend: (req) => budget.spend(networkOf(req)),
  };
}
