/** The project's own files, read as texts: what the tests of its rules look at. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');

export interface SourceFile {
  /** Below the root's folder it was asked for, such as `plaid/plaid-gateway.ts`. */
  readonly name: string;
  readonly text: string;
}

export interface Import {
  /** A file of ours by its name, or a package. */
  readonly target: string;
  readonly isOurs: boolean;
  /** Vanishes when the types are stripped. */
  readonly isType: boolean;
}

/** Every file below a folder of the root whose name ends so. */
export function filesBelow(folder: string, ending: string): SourceFile[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name: name.replaceAll('\\', '/'), text: readText(path.join(folder, name)) }));
}

/** One file of the root. */
export function readText(name: string): string {
  return readFileSync(path.join(ROOT, name), 'utf8');
}

const IMPORT = /^(?:import|export)\s+(type\s)?([^;'"]*?)\s*from\s+'([^']+)'/gm;
const BARE_IMPORT = /(?:^import\s+|\bimport\()'([^']+)'/gm;

/** The names of an import that are all types, each marked so. */
const ONLY_TYPES = /^\{(\s*type\s[^,}]+,?)+\s*\}$/;

/** What a file imports, dynamically as well. */
export function importsOf({ name, text }: SourceFile): Import[] {
  const toImport = (source: string, isType: boolean): Import => {
    const isOurs = source.startsWith('.');
    return { target: isOurs ? path.posix.join(path.posix.dirname(name), source) : source, isOurs, isType };
  };
  return [
    ...[...text.matchAll(IMPORT)].map(([, type, names = '', source = '']) =>
      toImport(source, type !== undefined || ONLY_TYPES.test(names)),
    ),
    ...[...text.matchAll(BARE_IMPORT)].map(([, source = '']) => toImport(source, false)),
  ];
}
