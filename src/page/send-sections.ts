/** A page made of sections: its frame at once, each section as it settles, then what the page has cost. */

import type { Request, Response } from 'express';
import type { Format } from '../finance/format.ts';
import { faultOf, type Log } from '../log.ts';
import type { Section, SectionId, SectionModels, SectionOutcome } from '../sections/section.ts';
import type { Services } from '../services.ts';
import { streamPage } from '../web/stream.ts';
import type { Views } from '../web/views.ts';
import type { Frame } from './frame.ts';

/** The page above its sections. */
export interface SectionsPage extends Frame {
  readonly sections: readonly SectionPlace[];
}

/** Where a section will stand. */
export interface SectionPlace extends Pick<Section, 'title' | 'skeleton'> {
  readonly id: SectionId;
  readonly hasEarly: boolean;
}

/** The page beneath its sections. */
export interface SectionsEnd extends Frame {
  readonly copiedAt: string | null;
  /** To Plaid. */
  readonly calls: string;
  /** From the first question to the last answer. */
  readonly ms: string;
}

export interface PageOfSections {
  readonly services: Pick<Services, 'views' | 'log'>;
  readonly req: Request;
  readonly res: Response;
  readonly format: Format;
  readonly frame: Frame;
  /** Prints what stands above the sections, and their skeletons. */
  readonly start: (places: readonly SectionPlace[]) => string;
  readonly sections: readonly Section[];
  /** How many calls to Plaid have gone out so far. */
  readonly callCount: () => number;
  /** When the oldest copy among what the page shows was made; null where it shows none. */
  readonly copiedAt?: () => Date | null;
}

/** Sends it; to be called as soon as the banks are asked, for the time it tells begins here. */
export async function sendSections(page: PageOfSections): Promise<void> {
  const { req, res, format, frame, sections, callCount } = page;
  const { views, log } = page.services;
  const startedAt = performance.now();
  await streamPage(res, {
    start: page.start(
      sections.map(({ id, title, skeleton, early }) => ({
        id,
        title,
        skeleton,
        hasEarly: early !== undefined,
      })),
    ),
    sections: sections.flatMap((section) => sectionHtml(section, { views, log, requestId: req.id })),
    end: () => {
      const copiedAt = page.copiedAt?.() ?? null;
      return views('parts/dashboard-end', {
        ...frame,
        copiedAt: copiedAt && format.time(copiedAt),
        calls: format.count(callCount()),
        ms: format.count(Math.round(performance.now() - startedAt)),
      });
    },
  });
}

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
