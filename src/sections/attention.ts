/** What needs its owner, at the head of a page: each broken bank once, with one thing to do; gaps; payments due. */

import { addDays } from '../finance/days.ts';
import type { Format } from '../finance/format.ts';
import type { Day } from '../finance/model.ts';
import { knownHistory } from '../reading/all-transactions.ts';
import { gapSentences } from '../reading/missing-banks.ts';
import type { BankReading, HistoryReading } from '../reading/reading.ts';
import {
  type BankProblem,
  balanceProblem,
  bankProblem,
  consentProblem,
  personFirst,
} from './bank-problems.ts';
import type { Section } from './section.ts';

/** A page that lists transactions asks only for these. */
export type AskedBank = HistoryReading & Partial<BankReading>;

/** What is wrong with one bank. */
export type ProblemLine = BankProblem & { readonly id: string; readonly name: string };

/** A payment that is late, or due within days. */
export interface DuePayment {
  readonly isLate: boolean;
  readonly payee: string;
  readonly amount: string;
  /** As it stands within a sentence. */
  readonly day: string;
}

export interface Attention {
  /** Those first where the person can do something. */
  readonly lines: readonly ProblemLine[];
  /** How many of them stand open; the others are behind one line. */
  readonly shownLines: number;
  /** Where no bank could be read: what stands above the lines, and the page shows nothing else. */
  readonly heading: string | null;
  /** Gaps that call for nothing to be done. */
  readonly notes: readonly string[];
  readonly payments: readonly DuePayment[];
  /** After how long the page is to look again by itself; null when that would help nobody. */
  readonly refreshSeconds: number | null;
}

/**
 * Below the five live balances a minute that Plaid gives of an Item, and about its 30 an hour: a bank is new for ten
 * minutes, and only then the page looks again by itself.
 */
const REFRESH_SECONDS = 20;
export const CONSENT_NOTICE_DAYS = 14;
/** With one more than that there is no room for anything else on a phone. */
const MOST_LINES = 4;

/** What stands at the head of the page; null when every bank is well and nothing is due. */
export async function attentionTo(
  banks: readonly AskedBank[],
  today: Day,
  format: Format,
  duePayments: Promise<readonly DuePayment[]> = Promise.resolve([]),
): Promise<Attention | null> {
  const [problems, areRead, history, payments] = await Promise.all([
    Promise.all(banks.map((bank) => problemOf(bank, today, format))),
    Promise.all(banks.map(isRead)),
    knownHistory(banks),
    duePayments,
  ]);
  const found = banks.flatMap(({ id, name, isNew }, index) => {
    const problem = problems[index];
    if (!problem || problem.action === 'hide') return [];
    // A bank that has been preparing for long is not asked day and night by a page left open.
    const action = problem.action === 'refresh' && !isNew ? 'wait' : problem.action;
    return [{ id, name, ...problem, action } as const];
  });
  const lines = personFirst(found);
  const notes = gapSentences(history, format);
  if (lines.length + notes.length + payments.length === 0) return null;
  return {
    lines,
    shownLines: lines.length > MOST_LINES ? MOST_LINES - 1 : lines.length,
    heading: areRead.includes(true) ? null : headingOver(lines.length),
    notes,
    payments,
    refreshSeconds: lines.some(({ action }) => action === 'refresh') ? REFRESH_SECONDS : null,
  };
}

/** Whether there is anything of this bank to show: balances can be there although its transactions are not. */
async function isRead({ history, live, cached }: AskedBank): Promise<boolean> {
  return (await history).ok || (await live)?.ok === true || (await cached)?.ok === true;
}

function headingOver(lineCount: number): string {
  if (lineCount === 0) return 'There is nothing to show';
  return lineCount === 1 ? 'Your bank cannot be shown right now' : 'Your banks cannot be shown right now';
}

/** A connection's own fault explains all others; without transactions more is missing than without live balances. */
async function problemOf(bank: AskedBank, today: Day, format: Format): Promise<BankProblem | null> {
  const status = await bank.item;
  if (status?.ok && status.value.error) return bankProblem(status.value.error);
  const [transactions, balances] = await Promise.all([bank.history, bank.live]);
  if (!transactions.ok && transactions.error.kind !== 'unsupported') return bankProblem(transactions.error);
  // Plaid may answer with what it had before.
  if (transactions.ok && transactions.value.itemError) return bankProblem(transactions.value.itemError);
  if (balances && !balances.ok && balances.error.kind !== 'unsupported')
    return balanceProblem(balances.error);
  const consentEnds = status?.ok ? status.value.consentExpiresAt : null;
  if (!consentEnds || format.dayOf(consentEnds) > addDays(today, CONSENT_NOTICE_DAYS)) return null;
  return consentProblem(format.day(format.dayOf(consentEnds)));
}

/** It comes when every bank has answered, and not at all when there is nothing to say. */
export function attentionSection(
  banks: readonly AskedBank[],
  today: Day,
  format: Format,
  duePayments?: Promise<readonly DuePayment[]>,
): Section {
  return {
    id: 'attention',
    title: 'Needs your attention',
    skeleton: 'nothing',
    final: attentionTo(banks, today, format, duePayments),
  };
}
