/** Sections made from balances: an early version from Plaid's copies, then the final one from the banks' own answers. */

import { type BankBalances, earlyBalances, finalBalances } from './balances.ts';
import { byState, nothingKnown, partialSentence } from './gaps.ts';
import type { Reading } from './reading.ts';
import type { Section, SectionOutcome } from './section.ts';

type Make = (banks: readonly BankBalances[]) => object;

/** For each way to make a section out of balances, its two versions; what is missing goes with them as `partial`. */
export function balanceSections(
  reading: Reading,
): (make: Make) => Required<Pick<Section, 'early' | 'final'>> {
  const early = earlyBalances(reading);
  const final = finalBalances(reading);
  return (make) => ({
    early: early.then((banks) => banks && outcomeOf(banks, make)),
    final: final.then((banks) => outcomeOf(banks, make)),
  });
}

function outcomeOf(banks: readonly BankBalances[], make: Make): SectionOutcome {
  const states = byState(
    banks.map(({ name, balances, error }) => ({ name, error: balances ? null : error })),
  );
  const nothing = nothingKnown(states, 'balances');
  if (nothing) return nothing;
  return { state: 'ready', model: { ...make(banks), partial: partialSentence(states) } };
}
