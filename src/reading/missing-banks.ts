/** What to say of banks whose data is missing or incomplete. */

import type { Format } from '../finance/format.ts';
import type { PlaidError } from '../plaid/errors.ts';
import type { Cut } from '../plaid/gateway.ts';

/** What days and times are written with. */
type Words = Pick<Format, 'day' | 'time'>;

const MINUTE_MS = 60_000;

/** The names of the banks asked, by what came of it. */
export interface BanksByStatus {
  readonly readBanks: readonly string[];
  /** Of those: linked just now, and told only their last days so far. */
  readonly growingBanks: readonly string[];
  /** Of those that were read too: Plaid's limit of calls was met before all of it was there. */
  readonly cutBanks: readonly ({ readonly name: string } & Cut)[];
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
  readonly cut?: Cut | undefined;
}

/** Sorts banks by what each answered. */
export function groupByStatus(banks: readonly AskedBank[]): BanksByStatus {
  const named = (isWanted: (bank: AskedBank) => boolean) => banks.filter(isWanted).map(({ name }) => name);
  return {
    readBanks: named(({ error }) => error === null),
    growingBanks: named(({ error, isGrowing }) => error === null && isGrowing === true),
    cutBanks: banks.flatMap(({ name, cut }) => (cut ? [{ name, ...cut }] : [])),
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

/** The same of figures made from transactions, which may also be cut by Plaid's limit of calls. */
export function partialHistorySentence(banks: BanksByStatus, format: Words): string | null {
  const sentences = banks.cutBanks.map(({ name, from, againAt }) => {
    // Clocks show minutes, so that the time is that of the next one.
    const again = new Date(Math.ceil(againAt.getTime() / MINUTE_MS) * MINUTE_MS);
    return `Of ${name} only transactions back to ${format.day(from)} are here, since Plaid limits the calls in a minute. The rest can be loaded from ${format.time(again)} on.`;
  });
  return [partialSentence(banks), ...sentences].filter(Boolean).join(' ') || null;
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
