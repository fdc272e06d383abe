/** A page that leaves in pieces: its frame at once, each section as soon as it is known, then its end. */

import { once } from 'node:events';
import type { Response } from 'express';

export interface StreamedPage {
  readonly start: string;
  /** HTML of sections, in whatever order they settle; null for one that is not needed after all. Never rejects. */
  readonly sections: readonly Promise<string | null>[];
  /** Called when every section has gone out. */
  readonly end: () => string;
}

/** Sends the page; resolves when it is complete or the reader has left. It never throws after the first byte. */
export async function streamPage(res: Response, page: StreamedPage): Promise<void> {
  res.status(200).type('html');
  // A proxy that collects the answer would hold the frame back until the last bank has spoken.
  res.set('X-Accel-Buffering', 'no');
  res.write(page.start);
  const sections = page.sections.map(async (section) => {
    const html = await section;
    if (html !== null) await write(res, html);
  });
  await Promise.all(sections);
  if (!res.destroyed) res.end(page.end());
}

async function write(res: Response, html: string): Promise<void> {
  if (res.destroyed || res.write(html)) return;
  await Promise.race([once(res, 'drain'), once(res, 'close')]);
}
