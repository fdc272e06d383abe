/** What a line would change among the transactions of two years, before it counts. */

import type { Request } from 'express';
import { applyBook, effects, unknownAccount } from '../../finance/book/apply.ts';
import type { BookLine } from '../../finance/book/lines.ts';
import { keyOf } from '../../finance/book/text.ts';
import type { Format } from '../../finance/format.ts';
import type { Account, Transaction } from '../../finance/model.ts';
import { wholeHistory } from '../../finance/period.ts';
import { accountLabel, transactionRow } from '../../finance/transaction-row.ts';
import { newestFirst } from '../../finance/transactions.ts';
import { knownHistory } from '../../reading/all-transactions.ts';
import { listed } from '../../reading/missing-banks.ts';
import { startHistories } from '../../reading/reading.ts';
import { lineSentence, transactionCount } from './words.ts';

export interface LinePreview {
  /** Such as `It changes 42 transactions of the last two years.` */
  readonly sentence: string;
  /** Why it changes fewer than have its words; null where it changes all of them. */
  readonly others: string | null;
  /** The newest of them, at most five. */
  readonly examples: readonly {
    readonly payee: string;
    readonly icon: string;
    readonly day: string;
    readonly account: string | null;
    readonly category: string;
    readonly amount: string;
    readonly isIn: boolean;
  }[];
  /** The line of the book whose place it takes; null for none. */
  readonly replaces: string | null;
  /** Which banks could not be read, a sentence; null for none. */
  readonly missing: string | null;
  /** The names of all accounts, for the field of one. */
  readonly accounts: readonly string[];
}

const MOST_EXAMPLES = 5;

/** Asks all banks. `edited` is the line in whose place it would stand. */
export async function previewOf(
  req: Request,
  line: BookLine,
  edited: BookLine | undefined,
): Promise<LinePreview> {
  const { context } = req;
  const { format, wholeBook } = context;
  const options = context.readingOptions(wholeHistory(context.today), await context.plaidCalls());
  const known = await knownHistory(startHistories({ ...options, book: [] }));
  const { transactions, accounts, lane } = known;
  const others = wholeBook.filter((one) => keyOf(one) !== keyOf(line) && one !== edited);
  const before = await lane.scheduleNext(() => applyBook(wholeBook, transactions, accounts));
  const after = await lane.scheduleNext(() => applyBook([...others, line], transactions, accounts));
  const alone = await lane.scheduleNext(() => effects([line], transactions, accounts));
  const isChanged = (index: number) => !countsTheSame(before[index], after[index]);
  const changed = transactions.filter((_, index) => isChanged(index));
  const replaced = wholeBook.find((one) => keyOf(one) === keyOf(line) && one !== edited);
  const unread = [...known.preparingBanks, ...known.lackingBanks, ...known.missingBanks];
  return {
    sentence: `${sentenceOf(line, changed.length, format)}${noAccount(line, accounts)}`,
    others: othersSentence(alone.get(keyOf(line)) ?? 0, changed.length, format),
    examples: examplesOf(changed, accounts, format),
    replaces: replaced ? lineSentence(replaced, format) : null,
    missing:
      unread.length === 0 ? null : `This is without ${listed(unread)}, which could not be read just now.`,
    accounts: [...new Set(accounts.map(({ name }) => name))],
  };
}

function countsTheSame(before: Transaction | undefined, after: Transaction | undefined): boolean {
  return (
    before?.name === after?.name &&
    before?.category === after?.category &&
    before?.detailedCategory === after?.detailedCategory &&
    before?.countsAs === after?.countsAs &&
    before?.recurs === after?.recurs
  );
}

function sentenceOf(line: BookLine, count: number, format: Format): string {
  if (count === 0) return 'It changes no transaction of the last two years.';
  if (line.kind === 'recurring')
    return `It is about ${transactionCount(count, format)} of the last two years.`;
  return `It changes ${transactionCount(count, format)} of the last two years.`;
}

/** Why a line for one account changes nothing: empty where one is called so, or none could be read. */
function noAccount(line: BookLine, accounts: readonly Account[]): string {
  const name = unknownAccount(line, accounts);
  if (name === null || accounts.length === 0) return '';
  return ` No account is called “${name}”; yours are ${listed([...new Set(accounts.map(accountLabel))])}.`;
}

function othersSentence(matching: number, changed: number, format: Format): string | null {
  if (matching <= changed) return null;
  const rest = matching - changed;
  const what = changed === 0 ? transactionCount(rest, format) : `${format.count(rest)} more`;
  const have = rest === 1 ? 'has' : 'have';
  return `${what} ${have} these words, and ${rest === 1 ? 'is' : 'are'} so already or decided by a more particular line.`;
}

function examplesOf(
  rows: readonly Transaction[],
  accounts: readonly Account[],
  format: Format,
): LinePreview['examples'] {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return newestFirst(rows)
    .slice(0, MOST_EXAMPLES)
    .map((row) => {
      const { payee, icon, account, category, amount, isIn } = transactionRow(
        row,
        byId.get(row.accountId),
        format,
      );
      return { payee, icon, day: format.shortDay(row.date), account, category, amount, isIn };
    });
}
