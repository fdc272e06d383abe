/** A section of a streamed page as HTML. */

import type { Section, SectionId, SectionModels, SectionOutcome } from '../dashboard/section.ts';
import type { Views } from '../http/views.ts';
import { faultOf, type Log } from '../log.ts';

/** What each section's view reads: its model, and where it stands. */
export type SectionViewModels = {
  readonly [Id in SectionId as `sections/${Id}`]: SectionModels[Id] & InSlot;
};

interface InSlot {
  readonly slot: string;
  readonly title: string;
}

/** In place of a section that has nothing to show. */
export interface UnknownSection extends InSlot {
  readonly id: SectionId;
  readonly sentence: string;
  readonly isWaiting: boolean;
}

/** Each version of a section for its own slot; null for one that is not needed after all. None ever rejects. */
export function sectionHtml(
  { id, title, early, final }: Section,
  { views, log, requestId }: { views: Views; log: Log; requestId: unknown },
): Promise<string | null>[] {
  // `Section` has tied the model to its id; in a union of all of them the compiler cannot tell any more which it is.
  const sectionView = views as (name: `sections/${SectionId}`, it: object) => string;
  const inPlace = (slot: string, state: 'waiting' | 'failed', sentence: string) =>
    views('sections/unknown', { id, slot, title, sentence, isWaiting: state === 'waiting' });

  async function print(slot: string, outcome: Promise<SectionOutcome | null>): Promise<string | null> {
    try {
      const known = await outcome;
      if (known === null) return null;
      return known.state === 'ready'
        ? sectionView(`sections/${id}`, { ...known.model, slot, title })
        : inPlace(slot, known.state, known.sentence);
    } catch (error) {
      // After the first byte there is no error page: a fault of ours costs its own place and no more.
      log.error({ requestId, section: id, ...faultOf(error) }, 'section failed');
      return inPlace(slot, 'failed', 'This part of the page could not be made.');
    }
  }

  return early ? [print(`${id}-early`, early), print(id, final)] : [print(id, final)];
}
