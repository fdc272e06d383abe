/** The credit page's one section: cards and loans in words, what is used, what it costs, what is due when. */

import type { Book } from '../../finance/book/lines.ts';
import { bankOrOwnFigure } from '../../finance/book/own-accounts.ts';
import { latestUnpaid, nextDue } from '../../finance/credit.ts';
import { currencyName } from '../../finance/currency.ts';
import { type Format, HIDDEN_AMOUNT, inSentence } from '../../finance/format.ts';
import type { Account, Apr, Day, DebtTerms, LoanTerms } from '../../finance/model.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { formatList } from '../../reading/missing-banks.ts';
import type { Section } from '../../sections/section.ts';
import { accountUsage, type Usage, usageOf } from '../../sections/usage.ts';
import { type CreditReading, type KnownCredit, knownCredit } from './read-credit.ts';

/** An Item's first answer is the slow one (plaid.com/docs/link/initializing-products). */
const LATE =
  'Still waiting: the first time that a bank is asked for its cards and loans, its answer can take half a minute.';

/** Cards and loans of all banks together. */
export function creditSections(
  banks: readonly CreditReading[],
  book: Book,
  today: Day,
  format: Format,
): Section[] {
  return [
    {
      id: 'credit',
      title: 'Cards and loans',
      skeleton: 'lines',
      late: LATE,
      final: knownCredit(banks, book).then((known) => creditSection(known, today, format)),
    },
  ];
}

export interface CreditModel {
  readonly problems: KnownCredit['problems'];
  /** Where no bank could be read: what stands above the problems. */
  readonly heading: string | null;
  readonly isPartial: boolean;
  /** Whether there is neither card nor loan. */
  readonly isEmpty: boolean;
  /** All cards of each currency together. */
  readonly currencies: readonly {
    readonly name: string;
    readonly ratio: string;
    readonly owed: string;
    readonly limit: string;
    readonly usage: Usage | null;
  }[];
  /** The latest payment that was due and may be unpaid, and the first that is still to come. */
  readonly due: readonly DueLine[];
  readonly cards: readonly CardRow[];
  readonly loans: readonly LoanRow[];
  /** The banks that have neither, as a list in words. */
  readonly without: string | null;
  readonly areSeveralWithout: boolean;
}

interface DueLine {
  readonly isPast: boolean;
  /** Within a sentence. */
  readonly day: string;
  readonly label: string;
  readonly amount: string | null;
}

interface DebtRow {
  readonly name: string;
  readonly mask: string | null;
  /** The bank, or that it is the person's own figure, and of when. */
  readonly bankName: string;
  readonly owed: string;
  readonly payment: string | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
}

interface CardRow extends DebtRow {
  readonly usage: Usage | null;
  readonly rates: readonly string[];
  readonly statement: string | null;
  readonly statementOn: string | null;
}

interface LoanRow extends DebtRow {
  readonly kind: string | null;
  readonly rate: string | null;
  readonly status: string | null;
  readonly maturesOn: string | null;
}

/** What is wrong, the sums, the tables, and which banks have nothing of the kind. */
export function creditSection(known: KnownCredit, today: Day, format: Format): CreditModel {
  const { cards, loans, use, banksWithout, problems, isAnyRead } = known;
  return {
    problems,
    heading: isAnyRead ? null : 'Your cards and loans cannot be shown right now',
    isPartial: problems.length > 0,
    isEmpty: cards.length + loans.length === 0,
    currencies: use.map((one) => ({
      name: currencyName(one.currency),
      ratio: format.isHidden ? HIDDEN_AMOUNT : format.percent(one.ratio),
      owed: format.money({ amountMinor: one.owedMinor, currency: one.currency }),
      limit: format.money({ amountMinor: one.limitMinor, currency: one.currency }),
      usage: usageOf(one, format),
    })),
    due: dueLines(known, today, format),
    cards: cards.map((card) => cardRow(card, format)),
    loans: loans.map((loan) => loanRow(loan, format)),
    without: banksWithout.length > 0 ? formatList(banksWithout) : null,
    areSeveralWithout: banksWithout.length > 1,
  };
}

function dueLines({ cards, loans }: KnownCredit, today: Day, format: Format): DueLine[] {
  const debts: readonly (typeof cards | typeof loans)[number][] = [...cards, ...loans];
  return [true, false].flatMap((isPast) => {
    const due = debts.filter(({ terms }) => terms?.dueOn && terms.dueOn < today === isPast);
    const told = isPast ? latestUnpaid(due) : nextDue(due);
    if (!told?.terms?.dueOn) return [];
    const { account, terms } = told;
    const amount = moneyIn(account, format)(terms.nextPaymentMinor);
    const day = inSentence(format.dayHeading(told.terms.dueOn));
    return [{ isPast, day, label: accountLabel(account), amount }];
  });
}

function cardRow({ account, terms, bank }: KnownCredit['cards'][number], format: Format): CardRow {
  return {
    ...debtRow(account, terms, bank.name, format),
    usage: accountUsage(account, format),
    rates: terms?.aprs.map((apr) => rateOf(apr, format)) ?? [],
    statement: moneyIn(account, format)(terms?.statementMinor),
    statementOn: terms?.statementOn ? format.day(terms.statementOn) : null,
  };
}

function loanRow({ account, terms, bank }: KnownCredit['loans'][number], format: Format): LoanRow {
  const rate = terms?.ratePercent == null ? null : format.rate(terms.ratePercent);
  return {
    ...debtRow(account, terms, bank.name, format),
    kind: terms ? LOAN_KINDS[terms.kind] : null,
    rate: rate && terms?.rateType ? `${rate} ${terms.rateType}` : rate,
    // A loan that is being paid back is the usual case, and not worth a word.
    status: terms?.status && terms.status !== 'repayment' ? terms.status : null,
    maturesOn: terms?.maturesOn ? format.day(terms.maturesOn) : null,
  };
}

function debtRow(account: Account, terms: DebtTerms | null, bankName: string, format: Format): DebtRow {
  const { name, mask, balanceMinor } = account;
  const money = moneyIn(account, format);
  return {
    ...{ name, mask, bankName: bankOrOwnFigure(account, bankName, format) },
    owed: money(balanceMinor === null ? null : -balanceMinor) ?? 'not reported',
    payment: money(terms?.nextPaymentMinor),
    dueOn: terms?.dueOn ? format.day(terms.dueOn) : null,
    isOverdue: terms?.isOverdue === true,
  };
}

function moneyIn({ currency }: Account, format: Format) {
  return (amountMinor: number | null | undefined) =>
    amountMinor == null ? null : format.money({ amountMinor, currency });
}

function rateOf({ type, percent }: Apr, format: Format): string {
  const words = APR_WORDS[type] ?? type.replaceAll('_', ' ').replace(/ apr$/, '');
  return `${format.rate(percent)} ${words}`;
}

const APR_WORDS: Readonly<Record<string, string>> = {
  purchase_apr: 'on purchases',
  cash_apr: 'on cash advances',
  balance_transfer_apr: 'on balance transfers',
  special: 'special rate',
};

const LOAN_KINDS: Readonly<Record<LoanTerms['kind'], string>> = {
  mortgage: 'Mortgage',
  student: 'Student loan',
  loan: 'Loan',
  'line-of-credit': 'Line of credit',
};
