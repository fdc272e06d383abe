/** Cards and loans as JSON. As with the page, banks are asked for this only when it is requested. */

import type { RequestHandler } from 'express';
import { utilisation } from '../../finance/accounts.ts';
import type { CreditUse } from '../../finance/credit.ts';
import type { Account, Apr, CardTerms, DebtTerms, LoanTerms } from '../../finance/model.ts';
import type { Amount, Amounts } from '../../page/api-amounts.ts';
import { amountsFor, headingOf, problemFacts } from '../../page/api-answer.ts';
import type { Services } from '../../services.ts';
import { type KnownCredit, knownCredit, startCredit } from './read-credit.ts';

const NO_SCORE = 'Plaid has no credit score for consumers, so there is none here, and none is made up.';

/** GET /api/credit */
export function getCreditJson(services: Services): RequestHandler {
  const { gateway } = services;
  return async (req, res) => {
    const { now, banks: linkedBanks } = req.context;
    const amounts = amountsFor(req);
    const callOptions = req.context.plaidCalls();
    const known = await knownCredit(startCredit({ gateway, linkedBanks, callOptions }));
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

export interface CreditUseFacts {
  readonly currency: string;
  readonly owed: Amount | null;
  readonly limit: Amount | null;
  readonly utilisation: number | null;
  readonly cardCount: number;
}

export interface CardFacts extends DebtAccount, Payments {
  readonly limit: Amount | null;
  readonly utilisation: number | null;
  readonly aprs: readonly AprFacts[];
  readonly statementBalance: Amount | null;
  readonly statementOn: CardTerms['statementOn'];
}

export interface AprFacts extends Pick<Apr, 'type' | 'percent'> {
  readonly balance: Amount | null;
  readonly interest: Amount | null;
}

export interface LoanFacts
  extends DebtAccount,
    Payments,
    Pick<LoanTerms, 'ratePercent' | 'rateType' | 'maturesOn' | 'status'> {
  readonly kind: LoanTerms['kind'] | null;
}

interface DebtAccount extends Pick<Account, 'name' | 'mask' | 'subtype'> {
  readonly accountId: string;
  readonly bankId: string;
  readonly bank: string;
  readonly balance: Amount | null;
}

interface Payments extends Pick<DebtTerms, 'dueOn' | 'isOverdue' | 'lastPaymentOn'> {
  readonly nextPayment: Amount | null;
  readonly lastPayment: Amount | null;
}

/** How much of the limits of all cards together is used, in each currency. */
export function creditUseFacts(use: readonly CreditUse[], amounts: Amounts): CreditUseFacts[] {
  return use.map(({ currency, owedMinor, limitMinor, ratio, cardCount }) => ({
    currency,
    owed: amounts.of(owedMinor, currency),
    limit: amounts.of(limitMinor, currency),
    utilisation: amounts.ratio(ratio),
    cardCount,
  }));
}

export function cardFacts({ cards }: KnownCredit, amounts: Amounts): CardFacts[] {
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

export function loanFacts({ loans }: KnownCredit, amounts: Amounts): LoanFacts[] {
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

function accountOf(account: Account, bank: { id: string; name: string }, amounts: Amounts): DebtAccount {
  const { id, name, mask, subtype, balanceMinor, currency } = account;
  return {
    ...{ accountId: id, bankId: bank.id, bank: bank.name, name, mask, subtype },
    balance: amounts.of(balanceMinor, currency),
  };
}

function payments(terms: DebtTerms | null, currency: string, amounts: Amounts): Payments {
  return {
    nextPayment: amounts.of(terms?.nextPaymentMinor ?? null, currency),
    dueOn: terms?.dueOn ?? null,
    isOverdue: terms?.isOverdue ?? null,
    lastPayment: amounts.of(terms?.lastPaymentMinor ?? null, currency),
    lastPaymentOn: terms?.lastPaymentOn ?? null,
  };
}
