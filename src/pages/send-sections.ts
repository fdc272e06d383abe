/** A page made of sections: its frame at once, each section as it settles, then what the page has cost. */

import type { Request, Response } from 'express';
import type { Section } from '../dashboard/section.ts';
import { streamPage } from '../http/stream.ts';
import type { Format } from '../present/format.ts';
import type { Services } from '../services.ts';
import type { Frame } from './frame.ts';
import { sectionHtml } from './section-html.ts';

export interface PageOfSections {
  readonly services: Pick<Services, 'views' | 'log'>;
  readonly req: Request;
  readonly res: Response;
  readonly format: Format;
  /** The view of what stands above the sections; it prints `frame` and their skeletons. */
  readonly view: string;
  readonly frame: Frame;
  readonly sections: readonly Section[];
  /** How many calls to Plaid have gone out so far. */
  readonly callCount: () => number;
  /** When the oldest copy among what the page shows was made; null where it shows none. */
  readonly copiedAt?: () => Date | null;
}

/** Sends it; to be called as soon as the banks are asked, for the time it tells begins here. */
export async function sendSections(page: PageOfSections): Promise<void> {
  const { req, res, format, view, frame, sections, callCount } = page;
  const { views, log } = page.services;
  const startedAt = performance.now();
  await streamPage(res, {
    start: views(view, { ...frame, sections }),
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
