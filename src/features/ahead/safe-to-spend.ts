/** What can be spent until the next income: what is there, without what is due before. */

import { addDays } from '../../finance/days.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Account, Day } from '../../finance/model.ts';
import { type Books, balanceOn, cashAccounts } from './forecast/books.ts';
import type { Expected } from './forecast/expected.ts';
import type { Plans } from './forecast/plans.ts';
import { pendingRows } from './forecast/sure.ts';

/** One line of the sum; `of` is what it is made of. */
export interface SumLine {
  readonly amountMinor: number;
  /** Null for what has no day of its own. */
  readonly day: Day | null;
  readonly of:
    | { readonly kind: 'balance' | 'pending'; readonly account: Account }
    | { readonly kind: 'card'; readonly card: Account }
    | { readonly kind: 'payment'; readonly expected: Expected }
    | { readonly kind: 'saving'; readonly account: Account; readonly rows: readonly Flow[] };
}

export interface SafeToSpend {
  readonly currency: string;
  /** The sum of the lines; below zero is short. */
  readonly safeMinor: number;
  readonly lines: readonly SumLine[];
  /** The income it lasts until; null where none is regular, and it looks so many days ahead. */
  readonly income: { readonly day: Day; readonly expected: Expected } | null;
  /** The last day whose payments are in the sum. */
  readonly until: Day;
  /** Savings and deposits, which are not counted. */
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
    const income = nextIncome(plans, accounts);
    // What is due on the day of the income counts: nobody knows which of the two is posted first.
    const until = income?.day ?? addDays(books.today, DAYS_WITHOUT_INCOME);
    const lines = [...present(books, accounts), ...due(plans, accounts, until)];
    return {
      ...{ currency, lines, income, until },
      safeMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      leftOut: own.filter((account) => !isForSpending(account)),
      otherCurrencies: pendingIn(books, accounts).filter((other) => other !== currency),
    };
  });
}

/** The currencies of what is pending on these accounts. */
function pendingIn({ told }: Books, accounts: readonly Account[]): string[] {
  const ids = accounts.map(({ id }) => id);
  const pending = told.filter(({ isPending, accountId }) => isPending && ids.includes(accountId));
  return [...new Set(pending.map(({ currency }) => currency))].sort();
}

/** Interest is an income too, but nobody waits for it. */
function nextIncome({ expected }: Plans, accounts: readonly Account[]): SafeToSpend['income'] {
  const ids = accounts.map(({ id }) => id);
  const incomes = expected
    .filter(({ recurring, accountId }) => recurring.amountMinor > 0 && ids.includes(accountId))
    .filter(({ recurring }) => recurring.detailedCategory !== 'INCOME_INTEREST_EARNED')
    .flatMap((one) => (one.dues[0] ? [{ day: one.dues[0].day, expected: one }] : []));
  return incomes.sort((a, b) => a.day.localeCompare(b.day))[0] ?? null;
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
    const { recurring, accountId, dues } = expected;
    if (recurring.amountMinor >= 0 || !ids.includes(accountId)) continue;
    for (const { day } of dues) {
      lines.push({ amountMinor: recurring.amountMinor, day, of: { kind: 'payment', expected } });
    }
  }
  for (const { card, payerId, dues, nextMinor } of plans.cards) {
    const [next] = dues;
    if (!next || !ids.includes(payerId)) continue;
    lines.push({ amountMinor: -nextMinor, day: next.day, of: { kind: 'card', card } });
  }
  for (const { accountId, otherId, leftMinor, amountsMinor, dues, rows } of plans.sweeps) {
    const account = accounts.find(({ id }) => id === accountId);
    const amountMinor = amountsMinor.at(-1) ?? 0;
    if (leftMinor !== null || !account || ids.includes(otherId) || amountMinor >= 0) continue;
    for (const { day } of dues) lines.push({ amountMinor, day, of: { kind: 'saving', account, rows } });
  }
  return lines
    .filter(({ day, amountMinor }) => day !== null && day <= until && amountMinor !== 0)
    .sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
}
