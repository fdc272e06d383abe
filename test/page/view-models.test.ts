import path from 'node:path';
import { expect, it } from 'vitest';
import type { NetWorthModel } from '../../src/features/overview/net-worth.ts';
import type { WithGaps } from '../../src/reading/missing-banks.ts';
import type { Section, SectionOutcome } from '../../src/sections/section.ts';
import { ROOT } from '../../src/services.ts';
import { createViews } from '../../src/web/views.ts';
import '../support/strict-views.ts';

/** What the compiler must refuse: where it does not, `npm run types` fails at the line before. */
const views = createViews(path.join(ROOT, 'views'));
const place = { id: 'latest', slot: 'latest', title: 'Latest', isWaiting: true } as const;
const sentence = 'It is on its way.';

it('a view prints its model', () => {
  expect(views('sections/unknown', { ...place, sentence })).toContain(sentence);
});

it('a view that is unknown is refused', () => {
  // @ts-expect-error
  expect(() => views('sections/unknwon', { ...place, sentence })).toThrow(/ENOENT/);
});

it('a model without a field of its view is refused', () => {
  // @ts-expect-error
  expect(() => views('sections/unknown', place)).toThrow('"sentence"');
});

it('a model with a field that is misspelt is refused', () => {
  // @ts-expect-error
  expect(() => views('sections/unknown', { ...place, sentense: sentence })).toThrow('"sentence"');
});

it('a section without a view, or with another’s model, is refused', () => {
  const model: WithGaps<NetWorthModel> = {
    ...{ asOf: 'now', canCheckNow: false, currencies: [], excludedAccounts: [], partial: null },
  };
  const final = Promise.resolve<SectionOutcome<typeof model>>({ state: 'ready', model });
  const told = { title: 'Net worth', skeleton: 'figure', final } as const;
  const sections: Section[] = [
    { id: 'net-worth', ...told },
    // @ts-expect-error
    { id: 'net-wroth', ...told },
    // @ts-expect-error
    { id: 'upcoming', ...told },
  ];
  expect(sections).toHaveLength(3);
});
