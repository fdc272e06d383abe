/** Cards and loans as programs read them. */

import type { Account } from '../../bank/bank.ts';
import type { DebtTerms } from '../../bank/debt-terms.ts';
import { utilisation } from '../../present/accounts.ts';
import type { Amounts } from '../../present/amounts.ts';
import type { CreditUse } from '../../present/credit.ts';
import type { KnownCredit } from '../credit.ts';

/** How much of the limits of all cards together is used, in each currency. */
export function creditUseFacts(use: readonly CreditUse[], amounts: Amounts): object[] {
  return use.map(({ currency, owedMinor, limitMinor, ratio, cardCount }) => ({
    currency,
    owed: amounts.of(owedMinor, currency),
    limit: amounts.of(limitMinor, currency),
    utilisation: amounts.ratio(ratio),
    cardCount,
  }));
}

export function cardFacts({ cards }: KnownCredit, amounts: Amounts): object[] {
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

export function loanFacts({ loans }: KnownCredit, amounts: Amounts): object[] {
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

function accountOf(account: Account, bank: { id: string; name: string }, amounts: Amounts): object {
  const { id, name, mask, subtype, balanceMinor, currency } = account;
  return {
    ...{ accountId: id, bankId: bank.id, bank: bank.name, name, mask, subtype },
    balance: amounts.of(balanceMinor, currency),
  };
}

function payments(terms: DebtTerms | null, currency: string, amounts: Amounts): object {
  return {
    nextPayment: amounts.of(terms?.nextPaymentMinor ?? null, currency),
    dueOn: terms?.dueOn ?? null,
    isOverdue: terms?.isOverdue ?? null,
    lastPayment: amounts.of(terms?.lastPaymentMinor ?? null, currency),
    lastPaymentOn: terms?.lastPaymentOn ?? null,
  };
}
