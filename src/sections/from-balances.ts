/** Sections made from balances: an early version from Plaid's cached ones, then the final one from the live ones. */

import { type BankBalances, earlyBalances, finalBalances } from '../reading/balances.ts';
import {
  emptyState,
  groupByStatus,
  listed,
  partialSentence,
  type WithGaps,
} from '../reading/missing-banks.ts';
import type { BankReading } from '../reading/reading.ts';
import type { SectionOutcome } from './section.ts';

type Make<Model> = (banks: readonly BankBalances[]) => Model;

/**
 * For each way to make a section out of balances, its two versions; what is missing, and what is still awaited, goes with
 * them as `partial`.
 */
export function sectionsFromBalances(asked: readonly BankReading[]) {
  const early = earlyBalances(asked);
  const final = finalBalances(asked);
  return <Model extends object>(make: Make<Model>) => ({
    early: early.then((banks) => banks && outcomeOf(banks, make, awaitedSentence(banks))),
    final: final.then((banks) => outcomeOf(banks, make, null)),
  });
}

function outcomeOf<Model extends object>(
  banks: readonly BankBalances[],
  make: Make<Model>,
  awaited: string | null,
): SectionOutcome<WithGaps<Model>> {
  const states = groupByStatus(
    banks.map(({ name, balances, error }) => ({ name, error: balances ? null : error })),
  );
  const nothing = emptyState(states, 'balances');
  if (nothing) return nothing;
  const partial = [awaited, partialSentence(states)].filter(Boolean).join(' ') || null;
  return { state: 'ready', model: { ...make(banks), partial } };
}

/** Which banks have not answered yet, and how long that usually takes (plaid.com/docs/balance). */
function awaitedSentence(banks: readonly BankBalances[]): string | null {
  const names = banks
    .filter(({ wasAsked, balances, error }) => wasAsked && balances?.source === 'cached' && error === null)
    .map(({ name }) => name);
  if (names.length === 0) return null;
  const are = names.length === 1 ? 'is' : 'are';
  return `${listed(names)} ${are} being asked for current balances. Most banks answer within 11 seconds, and a few take more than 30.`;
}
