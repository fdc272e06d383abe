/** Sections made from balances: an early version from Plaid's cached ones, then the final one from the live ones. */

import { type BankBalances, earlyBalances, finalBalances } from '../reading/balances.ts';
import { emptyState, groupByStatus, partialSentence, type WithGaps } from '../reading/missing-banks.ts';
import type { BankReading } from '../reading/reading.ts';
import type { SectionOutcome } from './section.ts';

type Make<Model> = (banks: readonly BankBalances[]) => Model;

/** For each way to make a section out of balances, its two versions; what is missing goes with them as `partial`. */
export function sectionsFromBalances(asked: readonly BankReading[]) {
  const early = earlyBalances(asked);
  const final = finalBalances(asked);
  return <Model extends object>(make: Make<Model>) => ({
    early: early.then((banks) => banks && outcomeOf(banks, make)),
    final: final.then((banks) => outcomeOf(banks, make)),
  });
}

function outcomeOf<Model extends object>(
  banks: readonly BankBalances[],
  make: Make<Model>,
): SectionOutcome<WithGaps<Model>> {
  const states = groupByStatus(
    banks.map(({ name, balances, error }) => ({ name, error: balances ? null : error })),
  );
  const nothing = emptyState(states, 'balances');
  if (nothing) return nothing;
  return { state: 'ready', model: { ...make(banks), partial: partialSentence(states) } };
}
