import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/services.ts';
import { createViews } from '../../src/web/views.ts';
import { strictModel } from './strict-views.ts';

const views = createViews(path.join(ROOT, 'views')) as (name: string, it: object) => string;
const model = strictModel<Record<string, unknown>>('pages/some', {
  ...{ name: 'A', nothing: null, unsaid: undefined, at: new Date(0), counts: new Map([['A', 1]]) },
  ...{ rows: [{ amount: '$1.00' }], inner: { rest: ['x', 'y'] }, say: () => 'words' },
});

it('a strict model throws for an absent key, and names the view and the key', () => {
  expect(() => model.nmae).toThrow('the view pages/some reads "nmae", which its model does not have');
});

it('a strict model throws for an absent key of an inner object or list', () => {
  const [row] = model.rows as Record<string, string>[];
  expect(row?.amount).toBe('$1.00');
  expect(() => row?.amuont).toThrow('pages/some reads "amuont"');
  expect(() => (model.inner as { rets: unknown }).rets).toThrow('pages/some reads "rets"');
  expect(() => (model.rows as unknown[])[1]).toThrow('pages/some reads "1"');
  const amounts = (model.rows as { amuont: string }[]).map;
  expect(() => amounts.call(model.rows, ({ amuont }) => amuont)).toThrow('pages/some reads "amuont"');
});

it('a strict model has the values of its keys, also null and undefined', () => {
  expect([model.name, model.nothing, model.unsaid]).toEqual(['A', null, undefined]);
});

it('a strict model leaves dates, maps, functions and lists as they are', () => {
  const { rest } = model.inner as { rest: string[] };
  expect((model.at as Date).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect((model.counts as Map<string, number>).get('A')).toBe(1);
  expect((model.say as () => string)()).toBe('words');
  const [first, ...others] = rest;
  expect([Array.isArray(rest), rest.length, first, others, rest.join()]).toEqual([
    true,
    2,
    'x',
    ['y'],
    'x,y',
  ]);
});

it('a strict model can be asked for its keys and by a symbol, and can be copied', () => {
  expect(['name' in model, 'nmae' in model]).toEqual([true, false]);
  expect(Object.keys({ ...(model.inner as object) })).toEqual(['rest']);
  expect((model as { [Symbol.toStringTag]?: string })[Symbol.toStringTag]).toBeUndefined();
});

it.each([
  ['its own', 'sections/latest', 'slot', { title: 'Latest', rows: [], isPartial: false }],
  ['a part of it', 'parts/partial', 'isPartial', { slot: 'latest', title: 'Latest', rows: [] }],
])('a view of the app throws without a key of %s', (_, view, key, shown) => {
  expect(() => views('sections/latest', shown)).toThrow(`the view ${view} reads "${key}"`);
});
