/** Sections made from transactions: what each transaction counts as is worked out once for all of them. */

import { type KnownFlows, knownFlows, knownHistory } from '../reading/all-transactions.ts';
import { isPartial, type WithGaps } from '../reading/missing-banks.ts';
import type { HistoryReading } from '../reading/reading.ts';

/** Makes a section in one step, or in two where the work is too long for one; null where no bank was read. */
export interface SectionsFromFlows {
  <Model extends object>(make: (known: KnownFlows) => Model): Promise<WithGaps<Model> | null>;
  <Made extends object, Model extends object>(
    first: (known: KnownFlows) => Made,
    second: (made: Made) => Model,
  ): Promise<WithGaps<Model> | null>;
}

/** The way to make sections out of these banks' flows; each says whether a bank, or a part of one, is missing in it. */
export function sectionsFromTransactions(
  banks: readonly Pick<HistoryReading, 'name' | 'history' | 'isGrowing' | 'lane'>[],
): SectionsFromFlows {
  const history = knownHistory(banks);
  const known = history.then((all) => knownFlows(all));
  return async (first: (known: KnownFlows) => object, second?: (made: object) => object) => {
    const facts = await known;
    const states = await history;
    if (states.readBanks.length === 0) return null;
    const { scheduleNext } = facts.lane;
    const made = await scheduleNext(() => first(facts));
    const model = second ? await scheduleNext(() => second(made)) : made;
    return { ...model, isPartial: isPartial(states) };
  };
}
