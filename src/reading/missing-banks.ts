/** Which banks' data is missing or incomplete, and what to say of gaps that nobody can do anything about. */

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

/** What a section shows, and whether it lacks something; what and why stands once, at the head of the page. */
export type WithGaps<Model> = Model & { readonly isPartial: boolean };

/** Whether figures of these banks lack a bank, or a part of one. */
export function isPartial(banks: BanksByStatus): boolean {
  const { growingBanks, cutBanks, preparingBanks, lackingBanks, missingBanks } = banks;
  return [growingBanks, cutBanks, preparingBanks, lackingBanks, missingBanks].some(
    ({ length }) => length > 0,
  );
}

/** The gaps in transactions that call for nothing to be done, a sentence each. */
export function gapSentences(
  { lackingBanks, growingBanks, cutBanks }: BanksByStatus,
  format: Words,
): string[] {
  const gives = lackingBanks.length === 1 ? 'gives' : 'give';
  const cuts = cutBanks.map(({ name, from, againAt }) => {
    // Clocks show minutes, so that the time is that of the next one.
    const again = new Date(Math.ceil(againAt.getTime() / MINUTE_MS) * MINUTE_MS);
    return `${name} is shown back to ${format.day(from)} only, because Plaid limits calls per minute. The rest can be loaded from ${format.time(again)} on.`;
  });
  return [
    ...about(lackingBanks, (names) => `${names} ${gives} no transactions through Plaid.`),
    ...about(
      growingBanks,
      (names) =>
        `Only the last 30 days of ${names} have arrived so far. The rest usually follows within minutes.`,
    ),
    ...cuts,
  ];
}

function about(banks: readonly string[], say: (names: string) => string): string[] {
  return banks.length > 0 ? [say(formatList(banks))] : [];
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `A, B, and C`. */
export function formatList(names: readonly string[]): string {
  return list.format(names);
}
