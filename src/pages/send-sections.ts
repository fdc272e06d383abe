/** A page made of sections: its frame at once, each section as it settles, then what the page has cost. */

import type { Request, Response } from 'express';
import type { Section, SectionId } from '../dashboard/section.ts';
import { streamPage } from '../http/stream.ts';
import type { Format } from '../present/format.ts';
import type { Services } from '../services.ts';
import type { Frame } from './frame.ts';
import { sectionHtml } from './section-html.ts';

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
