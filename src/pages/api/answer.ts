/** What all answers of the API have in common. */

import type { Request, RequestHandler, Response } from 'express';
import type { Asking } from '../../bank/gateway.ts';
import { type ProblemFacts, problemFacts } from '../../dashboard/facts/problems.ts';
import { type AskedBank, attentionTo } from '../../dashboard/sections/attention.ts';
import { readPreferences } from '../../http/preferences.ts';
import type { Log } from '../../log.ts';
import { type Amounts, createAmounts } from '../../present/amounts.ts';
import { dayOf } from '../../present/days.ts';
import type { Services } from '../../services.ts';
import { askingFor } from '../asking.ts';
import { linkedBanksOf } from '../linked-banks.ts';
import { formatFor } from '../reader.ts';

/** Without a bank there is nothing to tell but how to link one. */
export function bankNeeded({ ownOrigin }: Services): RequestHandler {
  return (req, res, next) => {
    if (linkedBanksOf(req).length > 0) return next();
    const url = `${ownOrigin(req.headers.host)}/`;
    res.status(401).json({
      error: 'unauthorized',
      message: 'No bank is linked in the browser whose cookies came with this request, or none came.',
      howToLink: {
        url,
        sentence: `Open ${url} in a browser, press Connect a bank, and send the cookies it holds then.`,
      },
    });
  };
}

/** How the banks are asked; with `source=banks` also where there are copies. */
export function askingOf(req: Request, res: Response, log: Log): Asking {
  const asking = askingFor(req, res, log);
  return req.query.source === 'banks' ? { ...asking, onlyFromBank: true } : asking;
}

/** Amounts for this reader: hidden where they asked for that on the pages. */
export function amountsFor(req: Request): Amounts {
  return createAmounts(readPreferences(req).isHidden);
}

export interface Answer {
  readonly now: Date;
  readonly amounts: Amounts;
  /** As the strip at the head of the pages has them. */
  readonly problems: readonly ProblemFacts[];
}

export interface Heading {
  readonly madeAt: Date;
  /** Whether amounts are hidden. */
  readonly hidden: boolean;
  readonly problems: readonly ProblemFacts[];
}

/** What every answer begins with. */
export function headingOf({ now, amounts, problems }: Answer): Heading {
  return { madeAt: now, hidden: amounts.isHidden, problems };
}

/** What is wrong with these banks, in the words of the pages. */
export async function problemsOf(
  banks: readonly AskedBank[],
  req: Request,
  now: Date,
): Promise<ProblemFacts[]> {
  const attention = await attentionTo(banks, dayOf(now), formatFor(req, now));
  return problemFacts(attention?.lines ?? []);
}
