/** Rules that the compiler does not know: which folder may import which, and what no source file and no view contains. */

import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, type SourceFile } from './source-files.ts';

const sources = filesBelow('src', '.ts');
const views = filesBelow('views', '.ejs');

/** Each folder or file directly in src/, and those that it may import: only lower ones. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'config', 'log', 'services', 'web'],
  app: ['connections', 'features', 'page', 'services', 'web'],
  commands: ['config', 'users', 'web'],
  features: [
    ...['charts', 'connections', 'crypto', 'config', 'event-loop-queue', 'finance', 'page', 'plaid'],
    ...['reading', 'redis', 'sections', 'services', 'users', 'web'],
  ],
  page: [
    'connections',
    'event-loop-queue',
    'finance',
    'log',
    'plaid',
    'reading',
    'sections',
    'services',
    'web',
  ],
  sections: ['charts', 'event-loop-queue', 'finance', 'plaid', 'reading'],
  services: [
    ...['config', 'connections', 'crypto', 'emulator', 'event-loop-queue', 'log', 'plaid', 'redis', 'users'],
    'web',
  ],
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

/**
 * Between features: the overview shows sections of four others, what is ahead is foretold from what recurs, a line of the
 * book says which payments it is about, and deleting everything disconnects and signs out.
 */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  ahead: ['recurring'],
  book: ['recurring'],
  overview: ['spending', 'recurring', 'credit', 'net-worth'],
  privacy: ['connections', 'sign-in'],
};

/** Imports that must be of types only, so that nothing of them is left when the code runs. */
const TYPES_ONLY = [
  ...['features → config', 'features → redis', 'features → services', 'page → services'],
  ...['connections → crypto', 'connections → plaid', 'redis → connections', 'redis → finance'],
  ...['reading → connections', 'reading → redis', 'users → redis', 'services → log'],
  'emulator → plaid',
];

/** Dynamic imports that are done before the server listens, as configured. */
const LOADED_BEFORE = [
  'services.ts ./services/redis.ts',
  'services.ts ./services/accounts.ts',
  'services/plaid.ts ../emulator/emulator.ts',
];
/** Those that `loadRemainingCode` in src/app.ts does as soon as it listens. */
const LOADED_AFTER = [
  ...['plaid/call.ts ./client.ts', 'features/api/openapi.ts ./openapi-document.ts'],
  'features/ahead/calendar-file.ts ics',
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

  it('that are dynamic are all done at the start: a request may find no file descriptor left to read them with', () => {
    const dynamic = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/\bimport\(\s*['"`]?([^'"`)]*)/g)].map(([, target]) => `${name} ${target}`),
    );
    expect(dynamic.toSorted()).toEqual([...LOADED_BEFORE, ...LOADED_AFTER].toSorted());
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
    const files = ['commands/check-start.ts', 'commands/subscription.ts', 'main.ts'];
    expect(holding(sources, /process\.env/).toSorted()).toEqual(files);
  });

  it.each([
    ['random numbers that can be guessed', /Math\.random/],
    ['exceptions to the types', /@ts-/],
    ['unverified certificates', /rejectUnauthorized|NODE_TLS_REJECT/],
    ['names of classes, which the bundle loses', /\.constructor\.name/],
    ['code made from text', /(?<!\.)\beval\(|new Function\(/],
    ['notes of unfinished work', /\b(TODO|FIXME|XXX:)/],
  ])('contain no %s', (_, pattern) => {
    expect(holding(sources, pattern)).toEqual([]);
  });
});

describe('the app, without the emulator', () => {
  const ours = sources.filter(({ name }) => !name.startsWith('emulator/'));
  /** What a pattern's group matches anywhere. */
  const named = (pattern: RegExp) =>
    new Set(ours.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, match]) => match)));

  it('encrypts with AES-256-GCM alone', () => {
    expect(holding(ours, /createCipheriv|createDecipheriv|publicEncrypt|subtle\./)).toEqual([
      'crypto/aead.ts',
    ]);
    expect(named(/const CIPHER = '(.+)'/g)).toEqual(new Set(['aes-256-gcm']));
    expect(named(/create(?:C|Dec)ipheriv\(([^,]+),/g)).toEqual(new Set(['CIPHER']));
  });

  it('hashes with SHA-256 alone', () => {
    expect(named(/\b(?:createHash|createHmac|hkdfSync)\((.+?)[,)]/g)).toEqual(new Set(["'sha256'"]));
  });

  it('opens connections to Plaid, Redis, PostgreSQL and a mail server, and from nowhere else', () => {
    const opening =
      /\bfetch\(|\b(http|https|net|tls)\.(request|get|connect)\(|new (Pool|PlaidApi|WebSocket)\(|createTransport\(|createClient\(\{|from 'node:(dgram|http2|child_process)'/;
    expect(holding(ours, opening).toSorted()).toEqual([
      'plaid/client.ts',
      'redis/redis.ts',
      'users/mail.ts',
      'users/users.ts',
    ]);
  });

  it('makes templates of the files of views/ alone', () => {
    expect(holding(ours, /from 'ejs'|ejs\.(render|compile)/)).toEqual(['web/views.ts']);
    expect(named(/ejs\.(?:render\w*|compile)\((\w+)\(/g)).toEqual(new Set(['readFileSync']));
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
