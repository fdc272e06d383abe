/** What a line would change among the transactions of two years, before it is saved. */

import type { Request } from 'express';
import { applyBook, effects, unknownAccount } from '../../finance/book/apply.ts';
import type { BookLine } from '../../finance/book/lines.ts';
import { keyOf } from '../../finance/book/text.ts';
import { categoryOf, detailedLabel } from '../../finance/categories.ts';
import type { Format } from '../../finance/format.ts';
import type { Account, Day, Transaction } from '../../finance/model.ts';
import { wholeHistory } from '../../finance/period.ts';
import { accountLabel, transactionRow } from '../../finance/transaction-row.ts';
import { newestFirst } from '../../finance/transactions.ts';
import { knownHistory } from '../../reading/all-transactions.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Recurring } from '../recurring/detect/detect.ts';
import { aheadSentence, paymentsSentence, recurringPayments } from './recurs.ts';
import { lineSentence, transactionCount } from './words.ts';

export interface LinePreview {
  /** Such as `It changes 42 transactions of the last two years.` */
  readonly sentence: string;
  /** Why it changes fewer than have its words; null where it changes all of them. */
  readonly others: string | null;
  /** What comes of a payment that recurs; null where that is as one would think. */
  readonly ahead: string | null;
  /** The newest of them, at most five, as the book has them now. */
  readonly examples: readonly {
    readonly payee: string;
    readonly icon: string;
    readonly day: string;
    readonly account: string | null;
    /** Such as `Food and drink → Treats`; null where the line changes no words of a row. */
    readonly change: string | null;
    readonly category: string;
    readonly amount: string;
    readonly isIn: boolean;
  }[];
  /** The line of the book whose place it takes; null for none. */
  readonly replaces: string | null;
  /** Which banks could not be read, a sentence; null for none. */
  readonly missing: string | null;
}

const MOST_EXAMPLES = 5;

/** Asks all banks. `edited` is the line in whose place it would stand. */
export async function previewOf(
  req: Request,
  line: BookLine,
  edited: BookLine | undefined,
): Promise<LinePreview> {
  const { context } = req;
  const { format, wholeBook, today } = context;
  const options = context.readingOptions(wholeHistory(today), await context.plaidCalls());
  const known = await knownHistory(startHistories({ ...options, book: [] }));
  const { transactions, accounts, lane } = known;
  const others = wholeBook.filter((one) => keyOf(one) !== keyOf(line) && one !== edited);
  const before = await lane.scheduleNext(() => applyBook(wholeBook, transactions, accounts));
  const after = await lane.scheduleNext(() => applyBook([...others, line], transactions, accounts));
  const alone = await lane.scheduleNext(() => effects([line], transactions, accounts));
  const changed = before.flatMap((row, index) => {
    const changedRow = after[index] ?? row;
    return countsTheSame(row, changedRow) ? [] : [{ before: row, after: changedRow }];
  });
  const payments = await lane.scheduleNext(() => paymentsOf(line, { before, changed, accounts, today }));
  const replaced = wholeBook.find((one) => keyOf(one) === keyOf(line) && one !== edited);
  const unread = [...known.preparingBanks, ...known.lackingBanks, ...known.missingBanks];
  return {
    sentence: `${sentenceOf(line, { count: changed.length, payments, format })}${noAccount(line, accounts, unread.length > 0)}`,
    others: othersSentence(alone.get(keyOf(line)) ?? 0, changed.length, format),
    ahead: aheadSentence(line, payments, accounts),
    examples: examplesOf(changed, accounts, format),
    replaces: replaced ? lineSentence(replaced, format) : null,
    missing:
      unread.length === 0 ? null : `This is without ${formatList(unread)}, which could not be read just now.`,
  };
}

/** A row as the book has it now, and as it would be with the line. */
interface Changed {
  readonly before: Transaction;
  readonly after: Transaction;
}

function countsTheSame(before: Transaction, after: Transaction): boolean {
  return (
    before.name === after.name &&
    before.category === after.category &&
    before.detailedCategory === after.detailedCategory &&
    before.countsAs === after.countsAs &&
    before.recurs === after.recurs
  );
}

interface PaymentsOptions {
  readonly before: readonly Transaction[];
  readonly changed: readonly Changed[];
  readonly accounts: readonly Account[];
  readonly today: Day;
}

/** The payments that recur as the book has them now, where the line is about that. */
function paymentsOf(
  line: BookLine,
  { before, changed, accounts, today }: PaymentsOptions,
): readonly Recurring[] {
  if (changed.length === 0 || (line.kind !== 'recurring' && line.kind !== 'count')) return [];
  const changedIds = new Set(changed.map((row) => row.before.id));
  return recurringPayments(before, accounts, { changedIds, today });
}

interface SentenceOptions {
  readonly count: number;
  readonly payments: readonly Recurring[];
  readonly format: Format;
}

function sentenceOf(line: BookLine, { count, payments, format }: SentenceOptions): string {
  if (count === 0) return 'It changes no transaction of the last two years.';
  const rows = `${transactionCount(count, format)} of the last two years`;
  if (line.kind !== 'recurring') return `It changes ${rows}.`;
  const named = paymentsSentence(payments, format);
  return named === null ? `It applies to ${rows}.` : `It applies to ${rows}, and to ${named}.`;
}

/**
 * Why a line for one account changes nothing: empty where one is called so, or none could be read. Where a bank could not be
 * read, the account may be there.
 */
function noAccount(line: BookLine, accounts: readonly Account[], isPartial: boolean): string {
  const name = unknownAccount(line, accounts);
  if (name === null || accounts.length === 0) return '';
  const names = formatList([...new Set(accounts.map(accountLabel))]);
  return isPartial
    ? ` None of the accounts that could be read is called “${name}”; they are ${names}.`
    : ` No account is called “${name}”; yours are ${names}.`;
}

function othersSentence(matching: number, changed: number, format: Format): string | null {
  if (matching <= changed) return null;
  const rest = matching - changed;
  const what = changed === 0 ? transactionCount(rest, format) : `${format.count(rest)} more`;
  return rest === 1
    ? `${what} has these words but does not change: it is like this already, or a more specific line applies.`
    : `${what} have these words but do not change: they are like this already, or a more specific line applies.`;
}

function examplesOf(
  changed: readonly Changed[],
  accounts: readonly Account[],
  format: Format,
): LinePreview['examples'] {
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  const byId = new Map(changed.map((row) => [row.before.id, row]));
  const newest = newestFirst(changed.map(({ before }) => before)).slice(0, MOST_EXAMPLES);
  return newest.map((row) => {
    const account = accountOf.get(row.accountId);
    const words = transactionRow(row, account, format);
    const after = byId.get(row.id)?.after ?? row;
    return {
      ...{ payee: words.payee, icon: words.icon, day: format.shortDay(row.date), account: words.account },
      change: changeWords(row, after, [words.countsAs, transactionRow(after, account, format).countsAs]),
      ...{ category: words.category, amount: words.amount, isIn: words.isIn },
    };
  });
}

/** The name now stands before it. Within a category the detailed one tells more than its name again. */
function changeWords(
  before: Transaction,
  after: Transaction,
  [countsAs, countsAsAfter]: readonly [string | null, string | null],
): string | null {
  if (before.name !== after.name) return `→ ${after.name}`;
  if (before.category !== after.category)
    return `${categoryOf(before.category).label} → ${categoryOf(after.category).label}`;
  if (before.detailedCategory !== after.detailedCategory)
    return `${detailedLabel(before.detailedCategory)} → ${detailedLabel(after.detailedCategory)}`;
  if (countsAs === countsAsAfter || countsAsAfter === null) return null;
  return `${countsAs ?? ''} → ${countsAsAfter}`.trim();
}
