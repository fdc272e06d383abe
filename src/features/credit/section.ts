/** The credit page's one section: cards and loans in words, what is used, what it costs, what is due when. */

import { utilisation } from '../../finance/accounts.ts';
import { nextDue } from '../../finance/credit.ts';
import { currencyName } from '../../finance/currency-name.ts';
import { type Format, HIDDEN_AMOUNT } from '../../finance/format.ts';
import type { Account, Apr, LoanTerms } from '../../finance/model.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { listed } from '../../reading/missing-banks.ts';
import type { Section } from '../../sections/section.ts';
import { type Usage, usageOf } from '../../sections/usage.ts';
import { type CreditReading, type KnownCredit, knownCredit } from './read-credit.ts';

/** Cards and loans of all banks together. */
export function creditSections(banks: readonly CreditReading[], format: Format): Section[] {
  return [
    {
      id: 'credit',
      title: 'Cards and loans',
      skeleton: 'lines',
      final: knownCredit(banks).then((known) => ({ state: 'ready', model: creditSection(known, format) })),
    },
  ];
}

export interface CreditModel {
  readonly problems: KnownCredit['problems'];
  /** Whether there is neither card nor loan. */
  readonly isEmpty: boolean;
  readonly currencies: readonly CreditOfCurrency[];
  readonly nextDue: NextDue | null;
  readonly cards: readonly CardRow[];
  readonly loans: readonly LoanRow[];
  /** The banks that have neither, as a list in words. */
  readonly without: string | null;
  readonly areSeveralWithout: boolean;
}

/** All cards of one currency together. */
export interface CreditOfCurrency {
  readonly name: string;
  readonly ratio: string;
  readonly owed: string;
  readonly limit: string;
  readonly usage: Usage | null;
}

export interface NextDue {
  readonly day: string;
  readonly label: string;
  readonly amount: string | null;
}

export interface CardRow extends DebtHead, Payment {
  readonly usage: Usage | null;
  readonly rates: readonly string[];
  readonly statement: string | null;
  readonly statementOn: string | null;
}

export interface LoanRow extends DebtHead, Payment {
  readonly kind: string | null;
  readonly rate: string | null;
  readonly status: string | null;
  readonly maturesOn: string | null;
}

interface DebtHead {
  readonly name: string;
  readonly mask: string | null;
  readonly bankName: string;
  readonly owed: string;
}

interface Payment {
  readonly payment: string | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
}

/** What is wrong, the sums, the tables, and which banks have nothing of the kind. */
export function creditSection(known: KnownCredit, format: Format): CreditModel {
  const { cards, loans, use, banksWithout, problems } = known;
  return {
    problems,
    isEmpty: cards.length + loans.length === 0,
    currencies: use.map((one) => ({
      name: currencyName(one.currency),
      ratio: format.isHidden ? HIDDEN_AMOUNT : format.percent(one.ratio),
      owed: format.money({ amountMinor: one.owedMinor, currency: one.currency }),
      limit: format.money({ amountMinor: one.limitMinor, currency: one.currency }),
      usage: usageOf(one, format),
    })),
    nextDue: nextDueOf(known, format),
    cards: cards.map((card) => cardRow(card, format)),
    loans: loans.map((loan) => loanRow(loan, format)),
    without: banksWithout.length > 0 ? listed(banksWithout) : null,
    areSeveralWithout: banksWithout.length > 1,
  };
}

function nextDueOf({ cards, loans }: KnownCredit, format: Format): NextDue | null {
  const first = nextDue<(typeof cards | typeof loans)[number]>([...cards, ...loans]);
  if (!first?.terms?.dueOn) return null;
  const { account, terms } = first;
  return {
    day: format.dayHeading(first.terms.dueOn),
    label: accountLabel(account),
    amount: moneyIn(account, format)(terms.nextPaymentMinor),
  };
}

function cardRow({ account, terms, bank }: KnownCredit['cards'][number], format: Format): CardRow {
  const money = moneyIn(account, format);
  const ratio = utilisation(account);
  const { limitMinor, currency } = account;
  return {
    ...head(account, bank.name, format),
    usage: ratio === null ? null : usageOf({ ratio, limitMinor: limitMinor ?? 0, currency }, format),
    rates: terms?.aprs.map((apr) => rateOf(apr, format)) ?? [],
    statement: money(terms?.statementMinor),
    statementOn: terms?.statementOn ? format.day(terms.statementOn) : null,
    ...payment(terms, money, format),
  };
}

function loanRow({ account, terms, bank }: KnownCredit['loans'][number], format: Format): LoanRow {
  const rate = terms?.ratePercent == null ? null : format.rate(terms.ratePercent);
  return {
    ...head(account, bank.name, format),
    kind: terms ? LOAN_KINDS[terms.kind] : null,
    rate: rate && terms?.rateType ? `${rate} ${terms.rateType}` : rate,
    // A loan that is being paid back is the usual case, and not worth a word.
    status: terms?.status && terms.status !== 'repayment' ? terms.status : null,
    maturesOn: terms?.maturesOn ? format.day(terms.maturesOn) : null,
    ...payment(terms, moneyIn(account, format), format),
  };
}

function head({ name, mask, ...account }: Account, bankName: string, format: Format): DebtHead {
  const owedMinor = account.balanceMinor === null ? null : -account.balanceMinor;
  return { name, mask, bankName, owed: moneyIn(account, format)(owedMinor) ?? 'not given' };
}

type MoneyOrNull = (amountMinor: number | null | undefined) => string | null;

function moneyIn({ currency }: Pick<Account, 'currency'>, format: Format): MoneyOrNull {
  return (amountMinor) => (amountMinor == null ? null : format.money({ amountMinor, currency }));
}

function payment(
  terms: Pick<LoanTerms, 'nextPaymentMinor' | 'dueOn' | 'isOverdue'> | null,
  money: MoneyOrNull,
  format: Format,
): Payment {
  return {
    payment: money(terms?.nextPaymentMinor),
    dueOn: terms?.dueOn ? format.day(terms.dueOn) : null,
    isOverdue: terms?.isOverdue === true,
  };
}

function rateOf({ type, percent }: Apr, format: Format): string {
  const words = APR_WORDS[type] ?? type.replaceAll('_', ' ').replace(/ apr$/, '');
  return `${format.rate(percent)} ${words}`;
}

const APR_WORDS: Readonly<Record<string, string>> = {
  purchase_apr: 'on purchases',
  cash_apr: 'on cash',
  balance_transfer_apr: 'on transferred balances',
  special: 'special rate',
};

const LOAN_KINDS: Readonly<Record<LoanTerms['kind'], string>> = {
  mortgage: 'Mortgage',
  student: 'Student loan',
};
