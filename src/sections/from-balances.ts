/** Sections made from balances: an early version from Plaid's cached ones, then the final one from the live ones. */

import { type BankBalances, earlyBalances, finalBalances } from '../reading/balances.ts';
import { formatList, groupByStatus, isPartial, type WithGaps } from '../reading/missing-banks.ts';
import type { BankReading } from '../reading/reading.ts';

type Make<Model> = (banks: readonly BankBalances[], awaited: string | null) => Model;

/**
 * For each way to make a section out of balances, its two versions; each says whether a bank is missing in it. The early
 * one is told in words which banks are still awaited.
 */
export function sectionsFromBalances(asked: readonly BankReading[]) {
  const early = earlyBalances(asked);
  const final = finalBalances(asked);
  return <Model extends object>(make: Make<Model>) => ({
    early: early.then((banks) => banks && modelOf(banks, make, awaitedSentence(banks))),
    final: final.then((banks) => modelOf(banks, make, null)),
  });
}

/** Null where no bank gave any. */
function modelOf<Model extends object>(
  banks: readonly BankBalances[],
  make: Make<Model>,
  awaited: string | null,
): WithGaps<Model> | null {
  const states = groupByStatus(
    banks.map(({ name, balances, error }) => ({ name, error: balances ? null : error })),
  );
  if (states.readBanks.length === 0) return null;
  return { ...make(banks, awaited), isPartial: isPartial(states) };
}

/** Which banks have not answered yet, and how long that usually takes (plaid.com/docs/balance). */
function awaitedSentence(banks: readonly BankBalances[]): string | null {
  const names = banks
    .filter(({ wasAsked, balances, error }) => wasAsked && balances?.source === 'cached' && error === null)
    .map(({ name }) => name);
  if (names.length === 0) return null;
  const are = names.length === 1 ? 'is' : 'are';
  return `${formatList(names)} ${are} being asked for current balances. Most banks answer within 11 seconds, and a few take more than 30.`;
}
