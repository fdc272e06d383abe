/** Rules that the compiler does not know: which folder may import which, and what no source file and no view contains. */

import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, type SourceFile } from './source-files.ts';

const sources = filesBelow('src', '.ts');
const views = filesBelow('views', '.ejs');

/** Each folder or file directly in src/, and those that it may import: only lower ones. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'config', 'log', 'services', 'web'],
  app: ['connections', 'features', 'page', 'services', 'web'],
  commands: ['config', 'users'],
  features: [
    ...['charts', 'connections', 'crypto', 'config', 'event-loop-queue', 'finance', 'page', 'plaid'],
    ...['reading', 'redis', 'sections', 'services', 'users', 'web'],
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

/** Between features: the overview shows sections of three others, and deleting everything disconnects and signs out. */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  overview: ['spending', 'recurring', 'credit'],
  privacy: ['connections', 'sign-in'],
};

/** Imports that must be of types only, so that nothing of them is left when the code runs. */
const TYPES_ONLY = [
  ...['features → config', 'features → redis', 'features → services', 'page → services'],
  ...['connections → crypto', 'connections → plaid', 'redis → connections', 'redis → finance'],
  ...['reading → connections', 'reading → redis', 'sections → plaid', 'users → redis', 'services → log'],
  'emulator → plaid',
];

function placeOf(name: string): string {
  return name.split('/', 1)[0]?.replace(/\.ts$/, '') ?? '';
}

/** Every import of a file of ours or of a package. */
const imports = sources.flatMap((file) =>
  importsOf(file).map((imported) => ({
    ...imported,
    file: file.name,
    from: placeOf(file.name),
    to: imported.isOurs ? placeOf(imported.target) : imported.target,
  })),
);

describe('imports', () => {
  it('are found by these tests: of types, of values, of packages, and dynamic ones', () => {
    const seen = imports.map(({ file, target, isType }) => `${file} ${isType ? 'type ' : ''}${target}`);
    expect(seen).toContain('web/request-log.ts type log.ts');
    expect(seen).toContain('page/request-context.ts connections/connection.ts');
    expect(seen).toContain('main.ts dotenv/config');
    expect(seen).toContain('services/plaid.ts emulator/emulator.ts');
    expect(seen).toContain('plaid/transactions.ts type plaid');
  });

  it('name files that exist, in full', () => {
    const names = new Set(sources.map(({ name }) => name));
    expect(imports.filter(({ isOurs, target }) => isOurs && !names.has(target))).toEqual([]);
  });

  it('are of lower folders only', () => {
    expect(sources.filter(({ name }) => !(placeOf(name) in MAY_IMPORT)).map(({ name }) => name)).toEqual([]);
    const isAllowed = (from: string, to: string) => from === to || MAY_IMPORT[from]?.includes(to);
    expect(imports.filter(({ isOurs, from, to }) => isOurs && !isAllowed(from, to))).toEqual([]);
  });

  it('are of types only where nothing more is needed', () => {
    expect(
      imports.filter(({ from, to, isType }) => TYPES_ONLY.includes(`${from} → ${to}`) && !isType),
    ).toEqual([]);
  });

  it('of one feature in another are those listed here', () => {
    const featureOf = (name: string) => /^features\/([^/]+)\//.exec(name)?.[1] ?? '';
    const between = imports.filter(
      ({ from, to, isOurs }) => isOurs && from === 'features' && to === 'features',
    );
    const others = between.filter(
      ({ file, target }) =>
        // One file lists the models of all their views.
        file !== 'features/view-models.ts' &&
        featureOf(file) !== featureOf(target) &&
        !FEATURES[featureOf(file)]?.includes(featureOf(target)),
    );
    expect(between.length).toBeGreaterThan(50);
    expect(others).toEqual([]);
  });

  it('of the package plaid are in src/plaid alone, and of its types in the emulator', () => {
    const places = new Set(imports.filter(({ target }) => target === 'plaid').map(({ from }) => from));
    expect([...places].filter((place) => place !== 'plaid' && place !== 'emulator')).toEqual([]);
  });

  it('of express are only where requests are answered', () => {
    const places = new Set(imports.filter(({ to }) => to.startsWith('express')).map(({ from }) => from));
    expect([...places].toSorted().join()).toBe('app,emulator,features,page,services,users,web');
  });

  it('form no circle', () => {
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

/** The names of the files that contain a pattern. */
function holding(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
}

describe('source files', () => {
  it('have at most 250 lines', () => {
    const tooLong = sources.filter(({ text }) => text.trimEnd().split('\n').length > 250);
    expect(tooLong.map(({ name }) => name)).toEqual([]);
  });

  it('begin with a comment that says what they are for', () => {
    const silent = sources.filter(({ text }) => !text.startsWith('/**'));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('have no name that says nothing, such as utils', () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc|shared|manager|index)(\.ts|\/)/;
    expect(sources.filter(({ name }) => empty.test(name))).toEqual([]);
  });

  it('read the environment only where a process starts', () => {
    expect(holding(sources, /process\.env/)).toEqual(['main.ts', 'commands/subscription.ts']);
  });

  it.each([
    ['random numbers that can be guessed', /Math\.random/],
    ['exceptions to the types', /@ts-/],
    ['unverified certificates', /rejectUnauthorized|NODE_TLS_REJECT/],
    ['code made from text', /(?<!\.)\beval\(|new Function\(/],
    ['notes of unfinished work', /\b(TODO|FIXME|XXX:)/],
  ])('contain no %s', (_, pattern) => {
    expect(holding(sources, pattern)).toEqual([]);
  });
});

describe('views', () => {
  it.each([
    ['script', /<script|javascript:/i],
    ['event handlers', /\son[a-z]+\s*=/i],
    ['inline styles', /<style|\sstyle\s*=/i],
    ['frames or plug-ins', /<(iframe|object|embed)\b/i],
    ['resources of other sites', /<(?!a\s)[a-z]+[^>]*\s(src|href|action|srcset)="?\s*(https?:)?\/\//i],
    ['unescaped text', /<%-(?!\s*include\()/],
  ])('contain no %s', (_, pattern) => {
    expect(holding(views, pattern)).toEqual([]);
  });

  it('are found by these tests', () => {
    expect(views.map(({ name }) => name)).toContain('parts/head.ejs');
  });
});
