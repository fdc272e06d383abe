/** What can be spent until the next income: what is there, without what is due before. */

import { addDays, daysBetween } from '../../finance/days.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Account, Day } from '../../finance/model.ts';
import { type Books, balanceOn, cardAccounts, cashAccounts } from './forecast/books.ts';
import { pendingRows } from './forecast/certain.ts';
import type { Expected } from './forecast/expected.ts';
import type { Plans } from './forecast/plans.ts';

/** One line of the sum; `of` is what it is made of. */
export interface SumLine {
  readonly amountMinor: number;
  /** Null for what has no day of its own. */
  readonly day: Day | null;
  readonly of:
    | { readonly kind: 'balance' | 'pending' | 'saving'; readonly account: Account }
    | { readonly kind: 'card'; readonly card: Account }
    | { readonly kind: 'payment'; readonly expected: Expected };
}

export interface SafeToSpend {
  readonly currency: string;
  /** The sum of the lines; below zero is short. Null with too little history to know what is due: the lines are what is certain. */
  readonly safeMinor: number | null;
  readonly lines: readonly SumLine[];
  /** The income it lasts until; null where none is regular, and it looks so many days ahead. */
  readonly income: { readonly day: Day; readonly expected: Expected } | null;
  /** The last day whose payments are in the sum. */
  readonly until: Day;
  /** Accounts with too little history for a sum. */
  readonly tooYoung: readonly Account[];
  /** What is not counted: savings and deposits, and cards that owe and of which no payment is expected. */
  readonly leftOut: readonly Account[];
  /** The other currencies in which something is pending on the accounts; what the bank takes for it is not told. */
  readonly otherCurrencies: readonly string[];
}

/** Where no income is regular. */
export const DAYS_WITHOUT_INCOME = 30;

/** Plaid's subtypes of accounts that are not for spending (plaid.com/docs/api/accounts). */
const NOT_FOR_SPENDING = ['savings', 'cd', 'money market', 'hsa', 'cash isa'];

/** For each currency with an account for spending, in the order of the accounts. */
export function safeToSpend(books: Books, plans: Plans): SafeToSpend[] {
  const cash = cashAccounts(books);
  const isForSpending = ({ subtype }: Account) => !NOT_FOR_SPENDING.includes(subtype ?? '');
  const currencies = [...new Set(cash.filter(isForSpending).map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const own = cash.filter((account) => account.currency === currency);
    const accounts = own.filter(isForSpending);
    const income = nextIncome(books, plans, accounts);
    // What is due on the day of the income counts: nobody knows which of the two is posted first.
    const until = income?.day ?? addDays(books.today, DAYS_WITHOUT_INCOME);
    const found = [...present(books, accounts), ...due(plans, accounts, until)];
    const tooYoung = accounts.filter((account) => isTooYoung(books, account));
    const isKnown = tooYoung.length === 0;
    const lines = isKnown ? found : found.filter(isCertain);
    return {
      ...{ currency, lines, income, until, tooYoung },
      safeMinor: isKnown ? lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) : null,
      leftOut: [...own.filter((account) => !isForSpending(account)), ...cardsLeftOut(books, plans, currency)],
      otherCurrencies: pendingIn(books, accounts).filter((other) => other !== currency),
    };
  });
}

/** Cards that owe and are new, or paid at no regular time: when they are paid, and how much of it, is not known. */
function cardsLeftOut(books: Books, plans: Plans, currency: string): Account[] {
  const planned = plans.cards.map(({ card }) => card.id);
  // One that is paid each week has no plan of its own, but its payments are expected as any others.
  const counted = new Set([...planned, ...plans.expected.map(({ otherId }) => otherId)]);
  const owing = cardAccounts(books).filter(({ balanceMinor }) => (balanceMinor ?? 0) < 0);
  return owing.filter((card) => card.currency === currency && !counted.has(card.id));
}

/** The currencies of what is pending on these accounts. */
function pendingIn({ told }: Books, accounts: readonly Account[]): string[] {
  const ids = accounts.map(({ id }) => id);
  const pending = told.filter(({ isPending, accountId }) => isPending && ids.includes(accountId));
  return [...new Set(pending.map(({ currency }) => currency))].sort();
}

/** Three months: with less, what comes once a month has hardly shown itself. */
const LEAST_DAYS = 90;
/** An account with fewer rows is rarely used: its first row says nothing of how far its history goes back. */
const LEAST_ROWS = 4;

/** Of one without rows nothing is due, unless there are none at all: then no bank has told its history yet. */
function isTooYoung({ flows, today }: Books, { id }: Account): boolean {
  const posted = flows.filter(({ isPending }) => !isPending);
  const own = posted.filter(({ accountId }) => accountId === id);
  const isShort = own.every(({ date }) => daysBetween(date, today) < LEAST_DAYS);
  return posted.length === 0 || (own.length >= LEAST_ROWS && isShort);
}

function isCertain({ of }: SumLine): boolean {
  return of.kind !== 'saving' && (of.kind !== 'payment' || of.expected.recurring.confidence === 'high');
}

/** A smaller part of a month's income is not waited for, such as cashback. */
const FAIR_SHARE = 1 / 4;
const MONTHS = 6;
const DAYS_OF_MONTH = 30;

/** The next that is a fair share of what comes in from others. Interest is an income too, but nobody waits for it. */
function nextIncome(books: Books, plans: Plans, accounts: readonly Account[]): SafeToSpend['income'] {
  const ids = accounts.map(({ id }) => id);
  const incomes = plans.expected.filter(
    ({ recurring, accountId, otherId }) =>
      recurring.amountMinor > 0 && ids.includes(accountId) && otherId === null,
  );
  const regular = new Set(incomes.flatMap(({ rows }) => rows));
  const received = books.flows.filter(
    (row) => ids.includes(row.accountId) && (row.kind === 'income' || regular.has(row)),
  );
  const leastMinor = monthlyMinor(received, books.today) * FAIR_SHARE;
  const next = incomes
    .filter(({ recurring }) => recurring.detailedCategory !== 'INCOME_INTEREST_EARNED')
    .filter(({ rows }) => monthlyMinor(rows, books.today) >= leastMinor)
    .flatMap((one) => (one.dues[0] ? [{ day: one.dues[0].day, expected: one }] : []));
  return next.sort((a, b) => a.day.localeCompare(b.day))[0] ?? null;
}

/** What these rows come to in the middle one of the last six months, which a single large sum does not move. */
function monthlyMinor(rows: readonly Flow[], today: Day): number {
  const months = new Array<number>(MONTHS).fill(0);
  for (const { date, amountMinor } of rows) {
    const month = Math.floor(daysBetween(date, today) / DAYS_OF_MONTH);
    if (month >= 0 && month < MONTHS) months[month] = (months[month] ?? 0) + amountMinor;
  }
  return months.sort((a, b) => a - b)[MONTHS / 2] ?? 0;
}

function present(books: Books, accounts: readonly Account[]): SumLine[] {
  const pending = pendingRows(books);
  return accounts.flatMap((account) => {
    const own = pending.filter(({ accountId }) => accountId === account.id);
    const pendingMinor = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const balanceMinor = balanceOn(books, account.id, books.today) ?? 0;
    return [
      { amountMinor: balanceMinor, day: null, of: { kind: 'balance', account } },
      ...(own.length === 0
        ? []
        : [{ amountMinor: pendingMinor, day: null, of: { kind: 'pending', account } } as const]),
    ];
  });
}

/** Payments, cards and fixed transfers to savings by a day, the soonest first. A transfer of what is left takes nothing away. */
function due(plans: Plans, accounts: readonly Account[], until: Day): SumLine[] {
  const ids = accounts.map(({ id }) => id);
  const lines: SumLine[] = [];
  for (const expected of plans.expected) {
    const { recurring, accountId, otherId, dues } = expected;
    if (recurring.amountMinor >= 0 || !ids.includes(accountId)) continue;
    // From one account for spending to another it stays there.
    if (otherId !== null && ids.includes(otherId)) continue;
    for (const { day } of dues) {
      lines.push({ amountMinor: recurring.amountMinor, day, of: { kind: 'payment', expected } });
    }
  }
  for (const { card, payerId, dues, nextMinor } of plans.cards) {
    const [next] = dues;
    if (!next || !ids.includes(payerId)) continue;
    lines.push({ amountMinor: -nextMinor, day: next.day, of: { kind: 'card', card } });
  }
  for (const { accountId, otherId, leftMinor, amountsMinor, dues } of plans.sweeps) {
    const [account, ...more] = accounts.filter(({ id }) => id === accountId || id === otherId);
    const gotMinor = amountsMinor.at(-1) ?? 0;
    const amountMinor = account?.id === accountId ? gotMinor : -gotMinor;
    // With both accounts for spending it stays there.
    if (leftMinor !== null || !account || more.length > 0 || amountMinor >= 0) continue;
    for (const { day } of dues) lines.push({ amountMinor, day, of: { kind: 'saving', account } });
  }
  return lines
    .filter(({ day, amountMinor }) => day !== null && day <= until && amountMinor !== 0)
    .sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
}
