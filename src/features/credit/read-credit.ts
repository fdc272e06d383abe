/** Cards and loans of all banks. They are requested nowhere else: at each bank the first call begins a fee. */

import type { Book } from '../../finance/book/lines.ts';
import { OWN_BANK, ownAccounts } from '../../finance/book/own-accounts.ts';
import { type Card, type CreditUse, creditUse, debtsOf, type Loan } from '../../finance/credit.ts';
import type { Liabilities } from '../../finance/model.ts';
import type { Gateway, PlaidCallOptions, Result } from '../../plaid/gateway.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import type { ProblemLine } from '../../sections/attention.ts';
import { creditProblem, NOT_ALLOWED, personFirst } from '../../sections/bank-problems.ts';

/** What one bank was asked. */
export interface CreditReading {
  readonly id: string;
  readonly name: string;
  readonly liabilities: Promise<Result<Liabilities>>;
}

/** Asks every bank at once. */
export function startCredit(options: {
  gateway: Gateway;
  linkedBanks: readonly LinkedBank[];
  callOptions: PlaidCallOptions;
}): CreditReading[] {
  const { gateway, linkedBanks, callOptions } = options;
  return linkedBanks.map(({ id, connection }) => ({
    id,
    name: connection.institutionName,
    liabilities: gateway.liabilities(connection.accessToken, callOptions),
  }));
}

interface AtBank {
  readonly bank: Pick<CreditReading, 'id' | 'name'>;
}

export interface KnownCredit {
  readonly cards: readonly (Card & AtBank)[];
  readonly loans: readonly (Loan & AtBank)[];
  readonly use: readonly CreditUse[];
  /** Banks that have neither. */
  readonly banksWithout: readonly string[];
  readonly problems: readonly ProblemLine[];
  /** Whether any bank has answered, be it that it has neither. */
  readonly isAnyRead: boolean;
}

/** Resolves when every bank has answered or failed. Loans of the book come last, and only where any bank was read. */
export async function knownCredit(banks: readonly CreditReading[], book: Book): Promise<KnownCredit> {
  const answers = await Promise.all(banks.map(async (bank) => ({ bank, outcome: await bank.liabilities })));
  const known = answers.flatMap(({ bank, outcome }) =>
    outcome.ok ? [{ bank, ...debtsOf(outcome.value) }] : [],
  );
  const errors = answers.flatMap(({ bank, outcome }) => (outcome.ok ? [] : [{ bank, error: outcome.error }]));
  const isLacking = ({ error }: (typeof errors)[number]) =>
    error.kind === 'unsupported' && !NOT_ALLOWED.includes(error.code);
  const withoutDebts = known.filter(({ cards, loans }) => cards.length + loans.length === 0);
  const isAnyRead = known.length > 0 || errors.some(isLacking);
  const ownLoans = ownAccounts(isAnyRead ? book : [])
    .filter(({ type }) => type === 'loan')
    .map((account) => ({ account, terms: null, bank: OWN_BANK }));
  const cards = known.flatMap((one) => one.cards.map((card) => ({ ...card, bank: one.bank })));
  return {
    cards,
    loans: [...known.flatMap((one) => one.loans.map((loan) => ({ ...loan, bank: one.bank }))), ...ownLoans],
    use: creditUse(cards.map(({ account }) => account)),
    banksWithout: [...withoutDebts, ...errors.filter(isLacking)].map(({ bank }) => bank.name),
    isAnyRead,
    problems: personFirst(
      errors
        .filter((one) => !isLacking(one))
        .map(({ bank: { id, name }, error }) => ({ id, name, ...creditProblem(error) })),
    ),
  };
}
