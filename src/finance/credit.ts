/** Cards and loans with what is due on them, and how much of the credit limit is used. */

import { utilisation } from './accounts.ts';
import { groupByCurrency } from './group-by.ts';
import type { Account, CardTerms, Day, DebtTerms, Liabilities, LoanTerms } from './model.ts';

/** Terms are null where the bank tells none. */
export interface Card {
  readonly account: Account;
  readonly terms: CardTerms | null;
}

export interface Loan {
  readonly account: Account;
  readonly terms: LoanTerms | null;
}

/** Every account that owes is one of the two: by its terms, or by its kind where it has none. */
export function debtsOf({ accounts, terms }: Liabilities): { cards: Card[]; loans: Loan[] } {
  const cards: Card[] = [];
  const loans: Loan[] = [];
  for (const account of accounts) {
    const own = terms.get(account.id) ?? null;
    if (own?.kind === 'card' || (own === null && account.type === 'credit')) {
      cards.push({ account, terms: own });
    } else {
      loans.push({ account, terms: own });
    }
  }
  return { cards, loans };
}

/** All cards of one currency together. */
export interface CreditUse {
  readonly currency: string;
  /** Positive. A card in its holder's favour owes nothing, and lessens no other's debt. */
  readonly owedMinor: number;
  readonly limitMinor: number;
  /** Of the limits together: 0 is none, over 1 is beyond them. */
  readonly ratio: number;
  readonly cardCount: number;
}

/** Of those cards among the accounts whose balance and limit are both known. */
export function creditUse(accounts: readonly Account[]): CreditUse[] {
  const measured = accounts.filter((account) => utilisation(account) !== null);
  return groupByCurrency(measured).map(({ currency, rows }) => {
    const owedMinor = rows.reduce((sum, { balanceMinor }) => sum + Math.max(0, -(balanceMinor ?? 0)), 0);
    const limitMinor = rows.reduce((sum, { limitMinor: limit }) => sum + (limit ?? 0), 0);
    return { currency, owedMinor, limitMinor, ratio: owedMinor / limitMinor, cardCount: rows.length };
  });
}

/** The debt whose payment is due first; null where none is expected. */
export function nextDue<D extends { readonly terms: DebtTerms | null }>(debts: readonly D[]): D | null {
  return debts.reduce<D | null>((first, debt) => {
    const dueOn = debt.terms?.dueOn;
    return dueOn && dueOn < (first?.terms?.dueOn ?? '9999') ? debt : first;
  }, null);
}

/** Of debts whose due day has passed, the latest that may still be unpaid; null where all are paid. */
export function latestUnpaid<D extends { readonly terms: DebtTerms | null }>(debts: readonly D[]): D | null {
  return debts.reduce<D | null>((latest, debt) => {
    const terms: DebtTerms | null = debt.terms;
    if (!terms?.dueOn || terms.dueOn <= (latest?.terms?.dueOn ?? '')) return latest;
    return isPaid(terms, terms.dueOn) ? latest : debt;
  }, null);
}

/**
 * Whether a due day that has passed is paid. Until its next statement a bank tells that day on, also where it is paid: what
 * counts is what the bank says of it, else a payment since the statement, or since the due day where there is no statement.
 */
function isPaid(terms: DebtTerms, dueOn: Day): boolean {
  if (terms.isOverdue !== null) return !terms.isOverdue;
  const since = (terms.kind === 'card' && terms.statementOn) || dueOn;
  return terms.lastPaymentOn !== null && terms.lastPaymentOn >= since;
}
