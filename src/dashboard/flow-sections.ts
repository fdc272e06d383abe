/** Sections made from transactions: what each transaction counts as is worked out once for all of them. */

import { inTurn } from '../bank/turns.ts';
import { type KnownFlows, knownFlows } from './flows.ts';
import { nothingKnown, partialSentence } from './gaps.ts';
import { knownHistory } from './history.ts';
import type { HistoryReading } from './reading.ts';
import type { SectionOutcome } from './section.ts';

/** Makes a section in one step, or in two where the work is too long for one. */
type FromFlows = <T extends object>(
  first: (known: KnownFlows) => T,
  second?: (made: T) => object,
) => Promise<SectionOutcome>;

/** The way to make sections out of these banks' flows; what is missing goes with each as `partial`. */
export function flowSections(
  banks: readonly Pick<HistoryReading, 'name' | 'history' | 'isGrowing'>[],
): FromFlows {
  const history = knownHistory(banks);
  const known = history.then((all) => knownFlows(all));
  return async (first, second) => {
    const facts = await known;
    const nothing = nothingKnown(await history);
    if (nothing) return nothing;
    const made = await inTurn(() => first(facts));
    const model = second ? await inTurn(() => second(made)) : made;
    return { state: 'ready', model: { ...model, partial: partialSentence(await history) } };
  };
}
