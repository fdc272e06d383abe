/** What all answers of the API have in common. */

import type { Request, RequestHandler, Response } from 'express';
import { dayOf } from '../finance/days.ts';
import type { Log } from '../log.ts';
import type { Asking } from '../plaid/gateway.ts';
import { type AskedBank, attentionTo } from '../sections/attention.ts';
import type { BankProblem } from '../sections/bank-problems.ts';
import type { Services } from '../services.ts';
import { readPreferences } from '../web/preferences.ts';
import { type Amounts, createAmounts } from './api-amounts.ts';
import { formatFor } from './format-for-request.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { askingFor } from './plaid-call-options.ts';

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

type Line = BankProblem & { readonly id: string; readonly name: string };

export interface ProblemFacts extends Omit<BankProblem, 'sentence'> {
  readonly bankId: string;
  readonly bank: string;
  /** A whole one, which names the bank. */
  readonly sentence: string;
}

/** The same lines as on the pages, each with a whole sentence. */
export function problemFacts(lines: readonly Line[]): ProblemFacts[] {
  return lines.map(({ id, name, kind, sentence, action, requestId }) => ({
    bankId: id,
    bank: name,
    kind,
    sentence: `${name} ${sentence}.`,
    action,
    requestId,
  }));
}
