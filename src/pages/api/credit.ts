/** Cards and loans as data. As with the page, banks are asked for this only when it is asked for. */

import type { RequestHandler } from 'express';
import { knownCredit, startCredit } from '../../dashboard/credit.ts';
import { cardFacts, creditUseFacts, loanFacts } from '../../dashboard/facts/credit.ts';
import { problemFacts } from '../../dashboard/facts/problems.ts';
import type { Services } from '../../services.ts';
import { askingFor } from '../asking.ts';
import { linkedBanksOf } from '../linked-banks.ts';
import { amountsFor, headingOf } from './answer.ts';

const NO_SCORE = 'Plaid has no credit score for consumers, so there is none here, and none is made up.';

/** GET /api/credit */
export function tellCredit(services: Services): RequestHandler {
  const { bank, log } = services;
  return async (req, res) => {
    const now = services.now();
    const amounts = amountsFor(req);
    const asking = askingFor(req, res, log);
    const known = await knownCredit(startCredit({ bank, linkedBanks: linkedBanksOf(req), asking }));
    res.json({
      ...headingOf({ now, amounts, problems: problemFacts(known.problems) }),
      score: NO_SCORE,
      use: creditUseFacts(known.use, amounts),
      cards: cardFacts(known, amounts),
      loans: loanFacts(known, amounts),
      banksWithout: known.banksWithout,
    });
  };
}
