/** Cards and loans as JSON. As with the page, banks are asked for this only when it is requested. */

import type { RequestHandler } from 'express';
import { utilisation } from '../../finance/accounts.ts';
import type { CreditUse } from '../../finance/credit.ts';
import type { Account, DebtTerms } from '../../finance/model.ts';
import { type Amounts, amountsFor, headingOf, problemFacts } from '../../page/api-answer.ts';
import type { Api } from '../../page/api-schema.ts';
import type { Services } from '../../services.ts';
import { type KnownCredit, knownCredit, startCredit } from './read-credit.ts';

const OFF = {
  error: 'not-found',
  message: 'Cards and loans are turned off on this server (PLAID_CREDIT).',
};
const NO_SCORE = 'Plaid has no credit score for consumers, so there is none here, and none is made up.';

/** GET /api/credit; 404 without PLAID_CREDIT. */
export function getCreditJson({ config, gateway }: Services): RequestHandler {
  if (!config.hasCredit) return (_req, res) => void res.status(404).json(OFF);
  return async (req, res) => {
    const { banks: linkedBanks } = req.context;
    const amounts = amountsFor(req);
    const callOptions = await req.context.plaidCalls();
    const known = await knownCredit(startCredit({ gateway, linkedBanks, callOptions }), req.context.book);
    const answer: Api['Credit'] = {
      ...headingOf(req, problemFacts(known.problems)),
      score: NO_SCORE,
      use: creditUseFacts(known.use, amounts),
      cards: cardFacts(known, amounts),
      loans: loanFacts(known, amounts),
      banksWithout: known.banksWithout,
    };
    res.json(answer);
  };
}

/** How much of the limits of all cards together is used, in each currency. */
export function creditUseFacts(use: readonly CreditUse[], amounts: Amounts): Api['CreditUse'][] {
  return use.map(({ currency, owedMinor, limitMinor, ratio, cardCount }) => ({
    currency,
    owed: amounts.of(owedMinor, currency),
    limit: amounts.of(limitMinor, currency),
    utilisation: amounts.ratio(ratio),
    cardCount,
  }));
}

export function cardFacts({ cards }: KnownCredit, amounts: Amounts): Api['Credit']['cards'] {
  return cards.map(({ account, terms, bank }) => {
    const { currency } = account;
    return {
      ...accountOf(account, bank, amounts),
      limit: amounts.of(account.limitMinor, currency),
      utilisation: amounts.ratio(utilisation(account)),
      aprs: (terms?.aprs ?? []).map(({ type, percent, balanceMinor, interestMinor }) => ({
        type,
        percent,
        balance: amounts.of(balanceMinor, currency),
        interest: amounts.of(interestMinor, currency),
      })),
      statementBalance: amounts.of(terms?.statementMinor ?? null, currency),
      statementOn: terms?.statementOn ?? null,
      ...payments(terms, currency, amounts),
    };
  });
}

export function loanFacts({ loans }: KnownCredit, amounts: Amounts): Api['Credit']['loans'] {
  return loans.map(({ account, terms, bank }) => ({
    ...accountOf(account, bank, amounts),
    kind: terms?.kind ?? null,
    ratePercent: terms?.ratePercent ?? null,
    rateType: terms?.rateType ?? null,
    maturesOn: terms?.maturesOn ?? null,
    status: terms?.status ?? null,
    ...payments(terms, account.currency, amounts),
  }));
}

function accountOf(account: Account, bank: { id: string; name: string }, amounts: Amounts) {
  const { id, name, mask, subtype, balanceMinor, currency, ownFigureOn } = account;
  return {
    ...{ accountId: id, bankId: bank.id, bank: bank.name, name, mask, subtype },
    balance: amounts.of(balanceMinor, currency),
    ...(ownFigureOn === undefined ? {} : { ownFigureOn }),
  };
}

function payments(terms: DebtTerms | null, currency: string, amounts: Amounts) {
  return {
    nextPayment: amounts.of(terms?.nextPaymentMinor ?? null, currency),
    dueOn: terms?.dueOn ?? null,
    isOverdue: terms?.isOverdue ?? null,
    lastPayment: amounts.of(terms?.lastPaymentMinor ?? null, currency),
    lastPaymentOn: terms?.lastPaymentOn ?? null,
  };
}
