/** A page made of sections: its frame is sent at once, each section when it settles, then the cost of the page. */

import type { Request, RequestHandler } from 'express';
import type { DayRange } from '../finance/model.ts';
import { faultOf, type Log } from '../log.ts';
import type { PlaidCallOptions } from '../plaid/gateway.ts';
import { countCalls } from '../reading/reading.ts';
import type { Section, SectionId, SectionModels } from '../sections/section.ts';
import type { Services } from '../services.ts';
import { streamPage } from '../web/stream.ts';
import type { Views } from '../web/views.ts';
import { type Frame, frameOf } from './frame.ts';

/** The page above its sections. */
export interface SectionsPage extends Frame {
  readonly sections: readonly SectionPlace[];
}

/** Where a section will stand. */
interface SectionPlace extends Pick<Section, 'title' | 'skeleton'> {
  readonly id: SectionId;
  readonly hasEarly: boolean;
  /** What stands there after some seconds. */
  readonly late: string;
}

const LATE = 'Still waiting: some banks take a while to answer.';

/** The page beneath its sections. */
export interface SectionsEnd extends Frame {
  readonly cachedAt: string | null;
  /** To Plaid; null where another view at the same moment made them. */
  readonly calls: string | null;
  /** From the first question to the last answer. */
  readonly seconds: string;
}

/** What a page of sections is made of. */
interface SectionsOfPage {
  readonly sections: readonly Section[];
  /** The days whose transactions it shows. */
  readonly range?: DayRange;
  /** Prints what stands above the sections, and their skeletons. */
  readonly start: (page: SectionsPage) => string;
  /** When the oldest cache entry among what the page shows was made; null where it shows none. */
  readonly cachedAt?: () => Date | null;
}

/** A handler for a page of sections: `ask` asks the banks by these Plaid calls, which are counted. */
export function pageOfSections(
  services: Services,
  page: { title: string; current: string },
  ask: (req: Request, calls: PlaidCallOptions) => SectionsOfPage,
): RequestHandler {
  const { views, log } = services;
  return async (req, res) => {
    const { format } = req.context;
    const { counted, callCount } = countCalls(await req.context.plaidCalls('streamed'));
    const startedAt = performance.now();
    const { sections, range, start, cachedAt = () => null } = ask(req, counted);
    const frame = frameOf(req, services, { ...page, range, followsBook: true });
    await streamPage(res, {
      start: start({ ...frame, sections: sections.map(placeOf) }),
      sections: sections.flatMap((section) => sectionHtml(section, { views, log, requestId: req.id })),
      end: () => {
        const at = cachedAt();
        return views('parts/dashboard-footer', {
          ...frame,
          cachedAt: at && format.time(at),
          calls: callCount() === 0 ? null : format.count(callCount()),
          seconds: format.seconds((performance.now() - startedAt) / 1000),
        });
      },
    });
  };
}

function placeOf({ id, title, skeleton, early, late = LATE }: Section): SectionPlace {
  return { id, title, skeleton, hasEarly: early !== undefined, late };
}

/** What each section's view reads: its model, and where it stands. */
export type SectionViewModels = {
  readonly [Id in SectionId as `sections/${Id}`]: SectionModels[Id] & InSlot;
};

interface InSlot {
  readonly slot: string;
  readonly title: string;
}

/** In place of a section that could not be made. */
export interface UnknownSection extends InSlot {
  readonly id: SectionId;
}

/** Each version of a section for its own slot; null for one that is not needed after all. None ever rejects. */
export function sectionHtml(
  { id, title, skeleton, early, final }: Section,
  { views, log, requestId }: { views: Views; log: Log; requestId: unknown },
): Promise<string | null>[] {
  // `Section` has tied the model to its id; in a union of all of them the compiler cannot tell any more which it is.
  const sectionView = views as (name: `sections/${SectionId}`, it: object) => string;

  async function print(slot: string, model: Promise<object | null>): Promise<string | null> {
    try {
      const known = await model;
      if (known !== null) return sectionView(`sections/${id}`, { ...known, slot, title });
      // A hidden element in its slot takes the skeleton away.
      return slot === id && skeleton !== 'nothing' ? `<div slot="${slot}" hidden></div>` : null;
    } catch (error) {
      // After the first byte there is no error page: a fault of ours costs its own place and no more.
      log.error({ requestId, section: id, ...faultOf(error) }, 'section failed');
      return views('sections/unknown', { id, slot, title });
    }
  }

  return early ? [print(`${id}-early`, early), print(id, final)] : [print(id, final)];
}
