/** Sections printed by their views: into which slot, what a fault leaves of one, and which models the compiler refuses. */

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NetWorthModel } from '../../src/features/overview/net-worth.ts';
import { createLog } from '../../src/log.ts';
import { sectionHtml } from '../../src/page/send-sections.ts';
import type { WithGaps } from '../../src/reading/missing-banks.ts';
import type { Section, SectionModels } from '../../src/sections/section.ts';
import { ROOT } from '../../src/services.ts';
import { createViews } from '../../src/web/views.ts';
import '../support/strict-views.ts';

const views = createViews(path.join(ROOT, 'views'));

describe('a section', () => {
  type Outcome = SectionModels['latest'] | null;
  const ready: Outcome = { rows: [], isPartial: false };

  function printed(final: Promise<Outcome>, early?: Promise<Outcome>) {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const section = { id: 'latest' as const, title: 'Latest', skeleton: 'lines' as const, final };
    const versions = sectionHtml(early ? { ...section, early } : section, { views, log, requestId: 'r1' });
    return { versions: Promise.all(versions), lines };
  }

  it('prints its early and its final version into a slot of their own', async () => {
    const [early, final] = await printed(Promise.resolve(ready), Promise.resolve(ready)).versions;
    expect(early).toContain('<section slot="latest-early" id="latest-early" class="latest">');
    expect(final).toContain('<section slot="latest" id="latest" class="latest">');
  });

  it('prints nothing for an early version that is not needed after all', async () => {
    const { versions } = printed(Promise.resolve(ready), Promise.resolve(null));
    expect(await versions).toEqual([null, expect.any(String)]);
  });

  it('that has nothing to show takes its skeleton away', async () => {
    const [html] = await printed(Promise.resolve(null)).versions;
    expect(html).toBe('<div slot="latest" hidden></div>');
  });

  it.each([
    ['what it is made from', () => Promise.reject(new TypeError('secret words'))],
    ['its view', () => Promise.resolve({} as Outcome)],
  ])('that fails in %s says so, and logs one line without the words of the error', async (_, make) => {
    const { versions, lines } = printed(make());
    expect((await versions)[0]).toContain('This part of the page could not be made.');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 50, msg: 'section failed', section: 'latest', requestId: 'r1' }),
    ]);
    expect(lines[0]).not.toContain('secret words');
  });
});

/** Where the compiler does not refuse one of these, `npm run types` fails at the line before it. */
describe('the compiler', () => {
  const place = { slot: 'latest', title: 'Latest' } as const;
  const id = 'latest';

  it('accepts a view with its model', () => {
    expect(views('sections/unknown', { ...place, id })).toContain('could not be made');
  });

  it('refuses an unknown view', () => {
    // @ts-expect-error
    expect(() => views('sections/unknwon', { ...place, id })).toThrow(/ENOENT/);
  });

  it('refuses a model without a field of its view', () => {
    // @ts-expect-error
    expect(() => views('sections/unknown', place)).toThrow('"id"');
  });

  it('refuses a model with a misspelt field', () => {
    // @ts-expect-error
    expect(() => views('sections/unknown', { ...place, ids: id })).toThrow('"id"');
  });

  it('refuses a section without a view, or with the model of another', () => {
    const model: WithGaps<NetWorthModel> = {
      ...{
        heading: 'Net worth',
        asOf: 'now',
        awaited: null,
        canCheckNow: false,
        currencies: [],
        leftOut: [],
        ...{ converted: null, own: null },
      },
      isPartial: false,
    };
    const told = { title: 'Net worth', skeleton: 'figure', final: Promise.resolve(model) } as const;
    const sections: Section[] = [
      { id: 'net-worth', ...told },
      // @ts-expect-error
      { id: 'net-wroth', ...told },
      // @ts-expect-error
      { id: 'upcoming', ...told },
    ];
    expect(sections).toHaveLength(3);
  });
});
