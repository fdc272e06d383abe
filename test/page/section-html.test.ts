import path from 'node:path';
import { expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { sectionHtml } from '../../src/page/send-sections.ts';
import type { SectionModels, SectionOutcome } from '../../src/sections/section.ts';
import { createViews } from '../../src/web/views.ts';
import '../support/strict-views.ts';

const views = createViews(path.join(import.meta.dirname, '../../views'));
type Outcome = SectionOutcome<SectionModels['latest']> | null;
const ready: Outcome = { state: 'ready', model: { rows: [], partial: null } };

function printed(final: Promise<Outcome>, early?: Promise<Outcome>) {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const section = { id: 'latest' as const, title: 'Latest', skeleton: 'lines' as const, final };
  const versions = sectionHtml(early ? { ...section, early } : section, { views, log, requestId: 'r1' });
  return { versions: Promise.all(versions), lines };
}

it('prints each version into its own slot', async () => {
  const [early, final] = await printed(Promise.resolve(ready), Promise.resolve(ready)).versions;
  expect(early).toContain('<section slot="latest-early" id="latest-early" class="latest">');
  expect(final).toContain('<section slot="latest" id="latest" class="latest">');
});

it('prints nothing for a version that is not needed after all', async () => {
  expect(await printed(Promise.resolve(ready), Promise.resolve(null)).versions).toEqual([
    null,
    expect.any(String),
  ]);
});

it('says in its place what is missing', async () => {
  const [html] = await printed(Promise.resolve({ state: 'failed', sentence: 'A & B are missing.' })).versions;
  expect(html).toContain('<h2>Latest</h2>');
  expect(html).toContain('A &amp; B are missing.');
});

it.each([
  ['facts', () => Promise.reject(new TypeError('secret words'))],
  ['its view', () => Promise.resolve({ state: 'ready', model: {} } as Outcome)],
])(
  'survives a fault of our own in %s: one place lost, one line in the log, none of its words',
  async (_, makeFinal) => {
    const { versions, lines } = printed(makeFinal());
    expect((await versions)[0]).toContain('This part of the page could not be made.');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"section":"latest"');
    expect(lines[0]).not.toContain('secret words');
  },
);
