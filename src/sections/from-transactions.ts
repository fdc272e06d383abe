/** Sections made from transactions: what each transaction counts as is worked out once for all of them. */

import type { Format } from '../finance/format.ts';
import { type KnownFlows, knownFlows, knownHistory } from '../reading/all-transactions.ts';
import { emptyState, partialHistorySentence, type WithGaps } from '../reading/missing-banks.ts';
import type { HistoryReading } from '../reading/reading.ts';
import type { SectionOutcome } from './section.ts';

/** Makes a section in one step, or in two where the work is too long for one. */
interface FromFlows {
  <Model extends object>(make: (known: KnownFlows) => Model): Promise<SectionOutcome<WithGaps<Model>>>;
  <Made extends object, Model extends object>(
    first: (known: KnownFlows) => Made,
    second: (made: Made) => Model,
  ): Promise<SectionOutcome<WithGaps<Model>>>;
}

/** The way to make sections out of these banks' flows; what is missing goes with each as `partial`. */
export function sectionsFromTransactions(
  banks: readonly Pick<HistoryReading, 'name' | 'history' | 'isGrowing' | 'lane'>[],
  format: Pick<Format, 'day' | 'time'>,
): FromFlows {
  const history = knownHistory(banks);
  const known = history.then((all) => knownFlows(all));
  return async (first: (known: KnownFlows) => object, second?: (made: object) => object) => {
    const facts = await known;
    const nothing = emptyState(await history);
    if (nothing) return nothing;
    const { scheduleNext } = facts.lane;
    const made = await scheduleNext(() => first(facts));
    const model = second ? await scheduleNext(() => second(made)) : made;
    return {
      state: 'ready' as const,
      model: { ...model, partial: partialHistorySentence(await history, format) },
    };
  };
}
