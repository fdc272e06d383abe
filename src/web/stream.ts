/** Streams a page: its frame at once, each section when it settles, then its end. */

import type { Response } from 'express';

interface StreamedPage {
  readonly start: string;
  /** HTML of sections, in whatever order they settle; null for one that is not needed after all. Never rejects. */
  readonly sections: readonly Promise<string | null>[];
  /** Called when every section has gone out. */
  readonly end: () => string;
}

/** Proxies give up on an answer of which nothing comes, Heroku's after 55 seconds and nginx after 60. */
const PULSE_MS = 20_000;
/** Sections of one answer settle within milliseconds, and each write is a system call. Nobody sees so short a wait. */
const GATHER_MS = 10;

/** Sends the page; resolves when its last section is known. It never throws after the first byte. */
export async function streamPage(res: Response, page: StreamedPage): Promise<void> {
  res.status(200).type('html');
  // A proxy that collects the answer would hold the frame back until the last bank has spoken.
  res.set('X-Accel-Buffering', 'no');
  res.write(page.start);
  // By itself Node sends it after all that was begun before, and questions to twenty banks take a while to write.
  res.socket?.uncork();
  const pulse = setInterval(() => {
    if (!res.destroyed) res.write('\n');
  }, PULSE_MS);
  let settled = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    // It is made already: a slow reader's share waits in the answer's own buffer.
    if (!res.destroyed) res.write(settled);
    settled = '';
  };
  const sections = page.sections.map(async (section) => {
    const html = await section;
    if (html === null) return;
    settled += html;
    timer ??= setTimeout(flush, GATHER_MS);
  });
  await Promise.all(sections);
  clearTimeout(timer);
  clearInterval(pulse);
  if (!res.destroyed) res.end(settled + page.end());
}
