/**
 * What a transaction does to a person's money: the one place that says what counts as income and as spending. The
 * first line that fits decides.
 *
 * | account      | category                          | money in   | money out  | because                               |
 * |--------------|-----------------------------------|------------|------------|---------------------------------------|
 * | any, pending | any, probably posted as well      | nothing    | nothing    | the posted one counts                 |
 * | any          | any, and the person's book says ⁶ | as it says | as it says | a person knows their own money        |
 * | any          | TRANSFER_IN, TRANSFER_OUT         | transfer ¹ | transfer   | it only moves                         |
 * | any          | LOAN_PAYMENTS_CREDIT_CARD_PAYMENT | payment    | payment    | the purchases were counted already    |
 * | loan         | any                               | payment    | borrowing  | counted where the money left          |
 * | investment   | BANK_FEES                         | spending   | spending   | a fee is gone for good                |
 * | investment   | any other                         | transfer   | transfer   | buying and selling changes its form   |
 * | credit       | LOAN_PAYMENTS                     | payment    | spending   |                                       |
 * | credit       | LOAN_DISBURSEMENTS                | payment    | borrowing  | Plaid's name for a card's own payment |
 * | credit       | OTHER                             | payment ³  | spending   | an unnamed payment would undo a month |
 * | credit       | any other                         | spending ² | spending   | money in on a card is never income    |
 * | depository ⁴ | LOAN_DISBURSEMENTS                | borrowing  | borrowing  | it has to be paid back                |
 * | depository ⁴ | INCOME                            | income     | income ⁵   |                                       |
 * | depository ⁴ | OTHER                             | income     | spending   | nothing says that it is a refund      |
 * | depository ⁴ | any other, also unknown ones      | spending ² | spending   | mortgage and student loan among them  |
 *
 * ¹ On a credit account it is a payment. ² A refund: it lessens what was spent in its category. ³ Card payments are
 * far larger than refunds, so a missed refund errs by less. ⁴ And `other`, and an account we do not know. ⁵ Pay that
 * was taken back: it lessens income. ⁶ By a line such as `count "ann rent share" as transfer`. Filed under another category
 * of Plaid's, a transaction goes by that one; under words of the person's own, by the one that Plaid told.
 */

import { isPlaidCategory } from './categories.ts';
import type { Account, AccountType, Transaction } from './model.ts';

export type FlowKind = 'income' | 'spending' | 'transfer' | 'payment' | 'borrowing' | 'nothing';

/** A transaction and what it counts as. */
export interface Flow extends Transaction {
  readonly kind: FlowKind;
  /** What it would count as, had the person not left it out of totals: the money moved all the same. */
  readonly kindLeftOut?: FlowKind;
}

/** What every transaction counts as, in the order given. */
export function flowsOf(transactions: readonly Transaction[], accounts: readonly Account[]): Flow[] {
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return transactions.map((transaction) => {
    const account = accountsById.get(transaction.accountId);
    const flow = { ...transaction, kind: flowKind(transaction, account) };
    if (transaction.countsAs !== 'nothing') return flow;
    const { countsAs: _, ...counted } = transaction;
    return { ...flow, kindLeftOut: flowKind(counted, account) };
  });
}

/** Whether money moved between accounts, a payment among them, also where the person leaves that out of totals. */
export function isMoved({ kind, kindLeftOut = kind }: Pick<Flow, 'kind' | 'kindLeftOut'>): boolean {
  return kindLeftOut === 'transfer' || kindLeftOut === 'payment';
}

/** What a transaction counts as, by the table above. */
export function flowKind(
  transaction: CategoryFacts & Pick<Transaction, 'amountMinor' | 'probablySameAs' | 'countsAs'>,
  account: Pick<Account, 'type'> | undefined,
): FlowKind {
  const { amountMinor, probablySameAs, countsAs } = transaction;
  if (probablySameAs) return 'nothing';
  if (countsAs) return countsAs;
  const { category, detailedCategory } = plaidCategories(transaction);
  const type = account?.type ?? 'depository';
  const isIn = amountMinor > 0;
  if (category === 'TRANSFER_IN' || category === 'TRANSFER_OUT') {
    return type === 'credit' && isIn ? 'payment' : 'transfer';
  }
  if (detailedCategory === 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT') return 'payment';
  return BY_ACCOUNT_TYPE[type](category, isIn);
}

type CategoryFacts = Pick<Transaction, 'category' | 'detailedCategory' | 'told'>;

/** The categories that say what a transaction is: its own, or Plaid's where it is filed under words of the person's own. */
export function plaidCategories(row: CategoryFacts): Omit<CategoryFacts, 'told'> {
  return row.told && !isPlaidCategory(row.category) ? row.told : row;
}

type Rule = (category: string, isIn: boolean) => FlowKind;

const onDepository: Rule = (category, isIn) => {
  if (category === 'LOAN_DISBURSEMENTS') return 'borrowing';
  if (category === 'INCOME') return 'income';
  return category === 'OTHER' && isIn ? 'income' : 'spending';
};

const onCredit: Rule = (category, isIn) => {
  if (category === 'LOAN_DISBURSEMENTS') return isIn ? 'payment' : 'borrowing';
  return isIn && (category === 'LOAN_PAYMENTS' || category === 'OTHER') ? 'payment' : 'spending';
};

const BY_ACCOUNT_TYPE: Readonly<Record<AccountType, Rule>> = {
  depository: onDepository,
  other: onDepository,
  credit: onCredit,
  investment: (category) => (category === 'BANK_FEES' ? 'spending' : 'transfer'),
  loan: (_category, isIn) => (isIn ? 'payment' : 'borrowing'),
};

export interface IncomeAndSpending {
  readonly incomeMinor: number;
  /** Positive is spent; refunds are taken off, so that it is negative where more came back. */
  readonly spentMinor: number;
  /** Income less spending. */
  readonly netMinor: number;
}

/** Transfers, payments and borrowing count as neither. */
export function incomeAndSpending(flows: readonly Flow[]): IncomeAndSpending {
  let incomeMinor = 0;
  let spentMinor = 0;
  for (const { kind, amountMinor } of flows) {
    if (kind === 'income') incomeMinor += amountMinor;
    else if (kind === 'spending') spentMinor -= amountMinor;
  }
  return { incomeMinor, spentMinor, netMinor: incomeMinor - spentMinor };
}

/** Whether a flow counts at all. */
export function isIncomeOrSpending({ kind }: Flow): boolean {
  return kind === 'income' || kind === 'spending';
}
