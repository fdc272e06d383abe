/** How much reading of banks one address, and this process, may have under way, and how many calls to Plaid a minute. */

import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { createAdmission } from '../web/admission.ts';
import { createCallBudget } from '../web/call-budget.ts';
import { HttpError } from '../web/errors.ts';
import { networkOf } from '../web/rate-limit.ts';
import { onceClosed } from '../web/response-closed.ts';
import { cutSlowReaders } from '../web/slow-readers.ts';

/**
 * So many banks are read at once: with two years of a busy bank each, some 70 MB of this process. A bank takes a
 * place until the page that asked for it has been sent.
 */
const BANKS_AT_ONCE = 64;
/** A file lasts as long as its reader takes, so that each of its banks takes two places. */
const PLACES_IN_A_FILE = 2;
/** Half of all places, so that files keep nobody from a page. */
const PLACES_OF_FILES = 32;
/** Half as well: a page of as many banks as a browser can hold, or many of a few. */
const BANKS_OF_ONE_ADDRESS = 32;
const MOST_WAITING = 8;
/** Each is a request that is held, of some 50 KB. */
const MOST_WAITING_IN_ALL = 250;
/** A hundred people who come at once are served within it, on a tenth of a core. */
const WAIT_MS = 60_000;
/**
 * While others wait for their places, readers keep them only if they take 4 KB a second, between two looks. Whoever takes
 * 8 KB a second is surely spared, since what is taken is counted in pieces: that is 64 kbit/s, where a page takes half a
 * minute.
 */
const LEAST_READING = { everyMs: 30_000, leastBytes: 30 * 4_096 };
/** To one request: a page of three banks makes six to nine calls, and one of 24 banks over two years 150 of them. */
const CALLS_TO_A_REQUEST = 5;

export interface ReadingLimits {
  /**
   * Lets a page in that reads so many banks. Throws 429 where its address has made too many calls in this minute, and
   * a BusyError where there is no room soon. The place is given back when the answer has ended, or its reader is cut off.
   */
  enter(reading: Reading): Promise<void>;
  /** A call to Plaid was made for this request. */
  spend(req: Request): void;
}

interface Reading {
  readonly req: Request;
  readonly res: Response;
  readonly banks: number;
  readonly isFile: boolean;
  readonly signal: AbortSignal;
}

interface Place {
  readonly isFile: boolean;
  readonly leave: () => void;
}

/** For this process alone, since it is this process that they protect. A rate limit of 0 leaves only the limit of all together. */
export function createReadingLimits(requestsPerMinute: number): ReadingLimits {
  const budget = createCallBudget(requestsPerMinute * CALLS_TO_A_REQUEST);
  const admission = createAdmission({
    total: BANKS_AT_ONCE,
    perAddress: requestsPerMinute === 0 ? 0 : BANKS_OF_ONE_ADDRESS,
    files: PLACES_OF_FILES,
    waiting: MOST_WAITING,
    waitingInAll: MOST_WAITING_IN_ALL,
    waitMs: WAIT_MS,
  });
  const places = new Map<ServerResponse, Place>();
  cutSlowReaders(places, {
    ...LEAST_READING,
    onSlow(res) {
      const place = places.get(res);
      if (!place || !admission.isWaitedFor(place)) return;
      // Now, not when the answer has closed: until then more would be cut off for the same one who waits.
      place.leave();
      res.destroy();
    },
  });
  return {
    async enter({ req, res, banks, isFile, signal }) {
      const address = networkOf(req);
      const secondsLeft = budget.secondsLeft(address);
      if (secondsLeft > 0) throw new HttpError(429, secondsLeft);
      const size = isFile ? banks * PLACES_IN_A_FILE : banks;
      const leave = await admission.enter({ address, size, isFile, signal });
      places.set(res, { isFile, leave });
      onceClosed(res, () => {
        places.delete(res);
        leave();
      });
    },
    spend: (req) => budget.spend(networkOf(req)),
  };
}
