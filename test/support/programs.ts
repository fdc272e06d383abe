/** The programs that some tests need besides Node: real peers instead of stand-ins. */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.ts';
import { findProgram } from './find-program.ts';

export interface Program {
  readonly debianPackage: string;
  /** What goes untested without it. */
  readonly purpose: string;
  readonly isPresent: () => boolean;
}

export const PROGRAMS: readonly Program[] = [
  { debianPackage: 'chromium', purpose: 'the browser tests', isPresent: () => findChromium() !== null },
  {
    debianPackage: 'redis-server',
    purpose: 'the cache tests',
    isPresent: () => findProgram('redis-server') !== null,
  },
  { debianPackage: 'postgresql', purpose: 'the account tests', isPresent: () => findPostgres() !== null },
  { debianPackage: 'ofx', purpose: 'reading OFX exports', isPresent: () => findProgram('ofxdump') !== null },
  {
    debianPackage: 'openssl',
    purpose: 'the proof, and what a bad certificate does',
    isPresent: () => findProgram('openssl') !== null,
  },
  { debianPackage: 'strace', purpose: 'the proof', isPresent: () => findProgram('strace') !== null },
  {
    debianPackage: 'libfinance-qif-perl',
    purpose: 'reading QIF exports',
    isPresent: () => spawnSync('perl', ['-MFinance::QIF', '-e', '1']).status === 0,
  },
  {
    debianPackage: 'hledger',
    purpose: 'reading CSV exports',
    isPresent: () => findProgram('hledger') !== null,
  },
];

/** The postgres server, which Debian keeps off PATH in a folder of its version. */
export function findPostgres(): string | null {
  const versions = '/usr/lib/postgresql';
  try {
    const folders = readdirSync(versions).map((version) => path.join(versions, version, 'bin'));
    return findProgram('postgres', folders) ?? findProgram('postgres');
  } catch {
    return findProgram('postgres');
  }
}
