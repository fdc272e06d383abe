/** The rules of the house that no compiler knows: who may import whom. */

import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf } from './source-files.ts';

const sources = filesBelow('src', '.ts');

/** Each place of src/ and the places it may use: only what stands beneath it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'config', 'http', 'log', 'services'],
  app: ['http', 'pages', 'services'],
  commands: ['config', 'http', 'stores'],
  services: ['bank', 'config', 'crypto', 'emulator', 'http', 'log', 'mail', 'stores'],
  pages: ['bank', 'config', 'crypto', 'dashboard', 'http', 'log', 'mail', 'present', 'services', 'stores'],
  dashboard: ['bank', 'charts', 'present', 'stores'],
  present: ['bank'],
  stores: ['bank', 'crypto'],
  mail: ['http'],
  http: ['crypto', 'log'],
  bank: ['log'],
  charts: [],
  crypto: [],
  emulator: [],
  config: ['environment'],
  environment: [],
  log: [],
};

/** Uses that are of types alone, and vanish when the code runs. */
const TYPES_ONLY = [
  'dashboard → stores',
  'pages → config',
  'pages → services',
  'pages → mail',
  'pages → stores',
  'stores → bank',
  'emulator → plaid',
];

/** What of the bank is more than types to those above it: its packing, its error and its arithmetic. */
const BANK_VALUES: Readonly<Record<string, readonly string[]>> = {
  services: ['bank/end-expired.ts', 'bank/failure-log.ts', 'bank/plaid.ts', 'bank/result.ts'],
  pages: [
    'bank/connection.ts',
    'bank/errors.ts',
    'bank/failure-log.ts',
    'bank/result.ts',
    'bank/webhook-keys.ts',
    'bank/webhook-signature.ts',
  ],
  dashboard: ['bank/result.ts', 'bank/turns.ts'],
  present: ['bank/currency.ts'],
};

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
    expect(seen).toContain('http/request-log.ts type log.ts');
    expect(seen).toContain('pages/linked-banks.ts bank/connection.ts');
    expect(seen).toContain('main.ts dotenv/config');
    expect(seen).toContain('services/plaid-side.ts emulator/emulator.ts');
    expect(seen).toContain('bank/history.ts type plaid');
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

  it('take little more than types from the bank', () => {
    const values = imports.filter(({ from, to, isType }) => to === 'bank' && from !== 'bank' && !isType);
    expect(values.filter(({ from, target }) => !BANK_VALUES[from]?.includes(target))).toEqual([]);
  });

  it('of plaid stand in the bank alone, and its types in the emulator', () => {
    const places = new Set(imports.filter(({ to }) => to === 'plaid').map(({ from }) => from));
    expect([...places].filter((place) => place !== 'bank' && place !== 'emulator')).toEqual([]);
  });

  it('of express stand only where requests are', () => {
    const places = new Set(imports.filter(({ to }) => to.startsWith('express')).map(({ from }) => from));
    expect([...places].toSorted()).toEqual(['app', 'emulator', 'http', 'pages', 'services']);
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
