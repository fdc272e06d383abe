/** Where every package comes from: the lock files name a registry and a hash for each, and npm takes nothing else. */

import { describe, expect, it } from 'vitest';
import { readText } from './source-files.ts';

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

describe.each(['package-lock.json', 'test/observatory/package-lock.json'])('%s', (file) => {
  const { lockfileVersion, packages } = JSON.parse(readText(file));
  const { '': root, ...all } = packages as Record<string, LockedPackage>;
  const list = Object.entries(all);
  /** Where it may come from: the registry’s own address of a package of this name. */
  const isOfRegistry = ([place, { resolved = '' }]: [string, LockedPackage]) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return resolved.startsWith(`https://registry.npmjs.org/${name}/-/`) && resolved.endsWith('.tgz');
  };

  it('lists packages', () => {
    expect(lockfileVersion).toBe(3);
    expect(root).toBeDefined();
    expect(list.length).toBeGreaterThan(10);
  });

  it('has the hash of every package', () => {
    expect(list.filter(([, { integrity = '' }]) => !SHA512.test(integrity))).toEqual([]);
  });

  it('takes every package from npm’s registry, by its own name', () => {
    expect(list.filter((each) => !isOfRegistry(each))).toEqual([]);
  });
});
