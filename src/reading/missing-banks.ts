/** What to say of banks whose data is missing or incomplete. */

import type { PlaidError } from '../plaid/errors.ts';

/** The names of the banks asked, by what came of it. */
export interface BanksByStatus {
  readonly readBanks: readonly string[];
  /** Of those: linked just now, and told only their last days so far. */
  readonly growingBanks: readonly string[];
  /** Newly linked: Plaid is still fetching what they know. */
  readonly preparingBanks: readonly string[];
  /** Have nothing of the kind, and never will. */
  readonly lackingBanks: readonly string[];
  /** Could not be read for any other reason. */
  readonly missingBanks: readonly string[];
}

interface AskedBank {
  readonly name: string;
  /** Null where it was read. */
  readonly error: PlaidError | null;
  readonly isGrowing?: boolean;
}

/** Sorts banks by what each answered. */
export function groupByStatus(banks: readonly AskedBank[]): BanksByStatus {
  const named = (isWanted: (bank: AskedBank) => boolean) => banks.filter(isWanted).map(({ name }) => name);
  return {
    readBanks: named(({ error }) => error === null),
    growingBanks: named(({ error, isGrowing }) => error === null && isGrowing === true),
    preparingBanks: named(({ error }) => error?.kind === 'not-ready'),
    lackingBanks: named(({ error }) => error?.kind === 'unsupported'),
    missingBanks: named(
      ({ error }) => error !== null && error.kind !== 'not-ready' && error.kind !== 'unsupported',
    ),
  };
}

/** In place of figures, where no bank could be read: sentences, and whether time alone will mend it. */
export interface EmptyState {
  readonly state: 'waiting' | 'failed';
  readonly sentence: string;
}

/** Null where there is something to show. */
export function emptyState(
  { readBanks, preparingBanks, lackingBanks, missingBanks }: BanksByStatus,
  facts: 'transactions' | 'balances' = 'transactions',
): EmptyState | null {
  if (readBanks.length > 0) return null;
  const sentences = [
    about(
      preparingBanks,
      (names) => `${names} ${stillPreparing(preparingBanks)}, which usually takes less than a minute.`,
    ),
    about(missingBanks, (names) => `The ${facts} of ${names} could not be read just now.`),
    about(lackingBanks, (names) => `${names} cannot be asked for ${facts} through Plaid.`),
  ];
  return { state: preparingBanks.length > 0 ? 'waiting' : 'failed', sentence: sentences.flat().join(' ') };
}

/** What a section shows, and what to say of what is missing there. */
export type WithGaps<Model> = Model & { readonly partial: string | null };

/** Beside figures: which banks, or what of them, they are without; null where nothing is missing. */
export function partialSentence(banks: BanksByStatus): string | null {
  const { growingBanks, preparingBanks, lackingBanks, missingBanks } = banks;
  const sentences = [
    about(missingBanks, (names) => `Without ${names}, which could not be read just now.`),
    about(lackingBanks, (names) => `Without ${names}, where Plaid cannot ask for this.`),
    about(preparingBanks, (names) => `Without ${names}, which ${stillPreparing(preparingBanks)}.`),
    about(
      growingBanks,
      (names) => `Of ${names} only the last 30 days are there yet; the rest usually follows within minutes.`,
    ),
  ];
  return sentences.flat().join(' ') || null;
}

function about(banks: readonly string[], say: (names: string) => string): string[] {
  return banks.length > 0 ? [say(listed(banks))] : [];
}

function stillPreparing({ length }: readonly string[]): string {
  return length === 1 ? 'is still preparing its history' : 'are still preparing their histories';
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `A, B, and C`. */
export function listed(names: readonly string[]): string {
  return list.format(names);
}
