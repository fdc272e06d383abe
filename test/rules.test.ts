/** Rules that the compiler does not know: who may import whom. */

import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf } from './source-files.ts';

const sources = filesBelow('src', '.ts');

/** Each place of src/ and the places it may use: only what stands beneath it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'config', 'log', 'services', 'web'],
  app: ['connections', 'features', 'page', 'services', 'web'],
  commands: ['config', 'users'],
  features: [
    ...[
      'charts',
      'connections',
      'crypto',
      'config',
      'event-loop-queue',
      'finance',
      'page',
      'plaid',
      'reading',
    ],
    ...['redis', 'sections', 'services', 'users', 'web'],
  ],
  page: ['connections', 'finance', 'log', 'plaid', 'reading', 'sections', 'services', 'web'],
  sections: ['charts', 'event-loop-queue', 'finance', 'plaid', 'reading'],
  services: ['config', 'connections', 'crypto', 'emulator', 'log', 'plaid', 'redis', 'users', 'web'],
  reading: ['connections', 'event-loop-queue', 'finance', 'plaid', 'redis'],
  users: ['crypto', 'redis', 'web'],
  redis: ['connections', 'crypto', 'finance'],
  connections: ['crypto', 'plaid'],
  plaid: ['event-loop-queue', 'finance', 'log'],
  web: ['crypto', 'log'],
  finance: [],
  charts: [],
  crypto: [],
  config: [],
  emulator: [],
  'event-loop-queue': [],
  log: [],
};

/** Between features: the overview shows what three others make, and leaving ends banks and accounts. */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  overview: ['spending', 'recurring', 'credit'],
  privacy: ['connections', 'sign-in'],
};

/** Uses that are of types alone, and vanish when the code runs. */
const TYPES_ONLY = [
  ...['features → config', 'features → redis', 'features → services', 'page → services'],
  ...['connections → crypto', 'connections → plaid', 'redis → connections', 'redis → finance'],
  ...['reading → connections', 'reading → redis', 'sections → plaid', 'users → redis', 'services → log'],
  'emulator → plaid',
];

function placeOf(name: string): string {
  return name.split('/', 1)[0]?.replace(/\.ts$/, '') ?? '';
}

/** Every import from one place into another, or of a package. */
const imports = sources.flatMap((file) =>
  importsOf(file).map((imported) => ({
    ...imported,
    file: file.name,
    from: placeOf(file.name),
    to: imported.isOurs ? placeOf(imported.target) : imported.target,
  })),
);

describe('imports', () => {
  it('are seen by these tests: of types, of values, of packages, and dynamic ones', () => {
    const seen = imports.map(({ file, target, isType }) => `${file} ${isType ? 'type ' : ''}${target}`);
    expect(seen).toContain('web/request-log.ts type log.ts');
    expect(seen).toContain('page/request-context.ts connections/connection.ts');
    expect(seen).toContain('main.ts dotenv/config');
    expect(seen).toContain('services/plaid-side.ts emulator/emulator.ts');
    expect(seen).toContain('plaid/transactions.ts type plaid');
  });

  it('of ours are of files that are there, by their full names', () => {
    const names = new Set(sources.map(({ name }) => name));
    expect(imports.filter(({ isOurs, target }) => isOurs && !names.has(target))).toEqual([]);
  });

  it('lead only downwards', () => {
    expect(sources.filter(({ name }) => !(placeOf(name) in MAY_IMPORT)).map(({ name }) => name)).toEqual([]);
    const isAllowed = (from: string, to: string) => from === to || MAY_IMPORT[from]?.includes(to);
    expect(imports.filter(({ isOurs, from, to }) => isOurs && !isAllowed(from, to))).toEqual([]);
  });

  it('are of types where a place needs no more', () => {
    expect(
      imports.filter(({ from, to, isType }) => TYPES_ONLY.includes(`${from} → ${to}`) && !isType),
    ).toEqual([]);
  });

  it('lead from one feature to another only where the one shows the other', () => {
    const featureOf = (name: string) => /^features\/([^/]+)\//.exec(name)?.[1] ?? '';
    const between = imports.filter(
      ({ from, to, isOurs }) => isOurs && from === 'features' && to === 'features',
    );
    const others = between.filter(
      ({ file, target }) =>
        // Only the names of all their models stand in one place.
        file !== 'features/view-models.ts' &&
        featureOf(file) !== featureOf(target) &&
        !FEATURES[featureOf(file)]?.includes(featureOf(target)),
    );
    expect(between.length).toBeGreaterThan(50);
    expect(others).toEqual([]);
  });

  it('of the package plaid stand in src/plaid alone, and of its types in the emulator', () => {
    const places = new Set(imports.filter(({ target }) => target === 'plaid').map(({ from }) => from));
    expect([...places].filter((place) => place !== 'plaid' && place !== 'emulator')).toEqual([]);
  });

  it('of express stand only where requests are', () => {
    const places = new Set(imports.filter(({ to }) => to.startsWith('express')).map(({ from }) => from));
    expect([...places].toSorted()).toEqual([
      ...['app', 'emulator', 'features', 'page', 'services', 'users', 'web'],
    ]);
  });

  it('go round in no circle', () => {
    const ours = imports.filter(({ isOurs }) => isOurs);
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (name: string, way: readonly string[]): void => {
      if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name].join(' → '));
      if (done.has(name)) return;
      done.add(name);
      for (const { target } of ours.filter(({ file }) => file === name)) follow(target, [...way, name]);
    };
    for (const { name } of sources) follow(name, []);
    expect(circles).toEqual([]);
  });
});
