/** Banks that need something of their owner, each with one thing to do: the strip at the head of a page. */

import { addDays, dayOf } from '../finance/days.ts';
import type { Format } from '../finance/format.ts';
import type { Day } from '../finance/model.ts';
import type { BankReading, HistoryReading } from '../reading/reading.ts';
import { type BankProblem, balanceProblem, bankProblem, consentProblem } from './bank-problems.ts';
import type { Section, SectionOutcome } from './section.ts';

/** A page that lists transactions asks only for these. */
export type AskedBank = HistoryReading & Partial<BankReading>;

export interface Attention {
  readonly lines: readonly (BankProblem & { readonly id: string; readonly name: string })[];
  /** After how long the page is to look again by itself; null when that would help nobody. */
  readonly refreshSeconds: number | null;
}

/** As often as Plaid lets an Item's live balances be asked for, five times a minute, with some to spare. */
const REFRESH_SECONDS = 20;
const CONSENT_NOTICE_DAYS = 14;

/** The lines of the strip; null when every bank is well. */
export async function attentionTo(
  banks: readonly AskedBank[],
  today: Day,
  format: Format,
): Promise<Attention | null> {
  const problems = await Promise.all(banks.map((bank) => problemOf(bank, today, format)));
  const lines = banks.flatMap(({ id, name, isNew }, index) => {
    const problem = problems[index];
    if (!problem || problem.action === 'hide') return [];
    // A bank that has been preparing for long is not asked day and night by a page left open.
    const action = problem.action === 'refresh' && !isNew ? 'wait' : problem.action;
    return [{ id, name, ...problem, action }];
  });
  if (lines.length === 0) return null;
  return { lines, refreshSeconds: lines.some(({ action }) => action === 'refresh') ? REFRESH_SECONDS : null };
}

/** A connection's own fault explains all others; without transactions more is missing than without live balances. */
async function problemOf(bank: AskedBank, today: Day, format: Format): Promise<BankProblem | null> {
  const status = await bank.item;
  if (status?.ok && status.value.error) return bankProblem(status.value.error);
  const [transactions, balances] = await Promise.all([bank.history, bank.live]);
  if (!transactions.ok && transactions.error.kind !== 'unsupported') return bankProblem(transactions.error);
  if (balances && !balances.ok && balances.error.kind !== 'unsupported')
    return balanceProblem(balances.error);
  const consentEnds = status?.ok ? status.value.consentExpiresAt : null;
  if (!consentEnds || dayOf(consentEnds) > addDays(today, CONSENT_NOTICE_DAYS)) return null;
  return consentProblem(format.day(dayOf(consentEnds)));
}

/** It comes when every bank has answered, and not at all when none needs anything. */
export function attentionSection(banks: readonly AskedBank[], today: Day, format: Format): Section {
  return {
    id: 'attention',
    title: 'Needs your attention',
    skeleton: 'nothing',
    final: attentionTo(banks, today, format).then(
      (model): SectionOutcome<Attention> | null => model && { state: 'ready', model },
    ),
  };
}
