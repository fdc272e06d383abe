/** What to say of banks that did not tell what was asked. */

import type { BankError } from '../bank/errors.ts';

/** The names of the banks asked, by what came of it. */
export interface BanksByState {
  readonly readBanks: readonly string[];
  /** Newly linked: Plaid is still fetching what they know. */
  readonly preparingBanks: readonly string[];
  /** Could not be read for any other reason. */
  readonly missingBanks: readonly string[];
}

/** Sorts banks by the error each was answered with, null where it was read. */
export function byState(
  banks: readonly { readonly name: string; readonly error: BankError | null }[],
): BanksByState {
  const namesOf = (isWanted: (error: BankError | null) => boolean) =>
    banks.filter(({ error }) => isWanted(error)).map(({ name }) => name);
  return {
    readBanks: namesOf((error) => error === null),
    preparingBanks: namesOf((error) => error?.kind === 'not-ready'),
    missingBanks: namesOf((error) => error !== null && error.kind !== 'not-ready'),
  };
}

/** In place of figures, where no bank could be read: a sentence, and whether time alone will mend it. */
export interface NothingKnown {
  readonly state: 'waiting' | 'failed';
  readonly sentence: string;
}

/** Null where there is something to show. */
export function nothingKnown(
  { readBanks, preparingBanks, missingBanks }: BanksByState,
  facts: 'transactions' | 'balances' = 'transactions',
): NothingKnown | null {
  if (readBanks.length > 0) return null;
  const missing = `The ${facts} of ${listed(missingBanks)} could not be read just now.`;
  if (preparingBanks.length === 0) return { state: 'failed', sentence: missing };
  const preparing = `${listed(preparingBanks)} ${stillPreparing(preparingBanks)}, which usually takes less than a minute.`;
  return { state: 'waiting', sentence: missingBanks.length > 0 ? `${preparing} ${missing}` : preparing };
}

/** Beside figures: which banks they are without; null where none is missing. */
export function partialSentence({ preparingBanks, missingBanks }: BanksByState): string | null {
  const sentences: string[] = [];
  if (missingBanks.length > 0)
    sentences.push(`Without ${listed(missingBanks)}, which could not be read just now.`);
  if (preparingBanks.length > 0)
    sentences.push(`Without ${listed(preparingBanks)}, which ${stillPreparing(preparingBanks)}.`);
  return sentences.join(' ') || null;
}

function stillPreparing({ length }: readonly string[]): string {
  return length === 1 ? 'is still preparing its history' : 'are still preparing their histories';
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `A, B, and C`. */
export function listed(names: readonly string[]): string {
  return list.format(names);
}
