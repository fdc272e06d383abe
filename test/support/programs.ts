/** The programs that some tests need besides Node. */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.ts';
import { findProgram } from './find-program.ts';

export interface Program {
  /** What is not tested without it. */
  readonly purpose: string;
  /** Its package in Debian and Ubuntu. */
  readonly apt: string;
  /** Its name for `brew install` on macOS; null where it has none. */
  readonly brew: string | null;
  /** The same for `winget install` on Windows. */
  readonly winget: string | null;
  readonly isPresent: () => boolean;
}

const onPath = (name: string) => () => findProgram(name) !== null;

export const PROGRAMS: readonly Program[] = [
  {
    purpose: 'the browser tests',
    ...{ apt: 'chromium-headless-shell', brew: '--cask google-chrome', winget: 'Google.Chrome' },
    isPresent: () => findChromium() !== null,
  },
  {
    purpose: 'the cache tests',
    ...{ apt: 'redis-server', brew: 'redis', winget: null },
    isPresent: () => findRedis() !== null,
  },
  {
    purpose: 'the account tests',
    ...{ apt: 'postgresql', brew: 'postgresql@15', winget: 'PostgreSQL.PostgreSQL.15' },
    isPresent: () => findPostgres() !== null,
  },
  {
    purpose: 'a database that falls silent',
    ...{ apt: 'procps', brew: null, winget: null },
    isPresent: onPath('ps'),
  },
  {
    purpose: 'reading OFX exports',
    ...{ apt: 'ofx', brew: 'libofx', winget: null },
    isPresent: onPath('ofxdump'),
  },
  {
    purpose: 'the proof, and what a bad certificate does',
    ...{ apt: 'openssl', brew: 'openssl', winget: 'ShiningLight.OpenSSL.Light' },
    isPresent: onPath('openssl'),
  },
  {
    purpose: 'the proof',
    ...{ apt: 'strace', brew: null, winget: null },
    isPresent: onPath('strace'),
  },
  {
    purpose: 'reading QIF exports',
    ...{ apt: 'libfinance-qif-perl', brew: 'cpanminus && cpanm Finance::QIF', winget: null },
    isPresent: () => spawnSync('perl', ['-MFinance::QIF', '-e', '1']).status === 0,
  },
  {
    purpose: 'reading CSV exports',
    ...{ apt: 'hledger', brew: 'hledger', winget: 'simonmichael.hledger' },
    isPresent: onPath('hledger'),
  },
  {
    purpose: 'reading printed pages',
    ...{ apt: 'poppler-utils', brew: 'poppler', winget: 'oschwartz10612.Poppler' },
    isPresent: onPath('pdftotext'),
  },
];

/** What to do about a program that is missing, on this system. */
export function howToInstall(program: Program, platform: NodeJS.Platform = process.platform): string {
  const { apt, brew, winget } = program;
  const hint = {
    darwin: brew && `brew install ${brew}`,
    win32: winget && `winget install ${winget}`,
  }[platform as string];
  return hint === undefined ? `apt-get install ${apt}` : (hint ?? 'not to be had on this system');
}

/** Redis, or Valkey, which is based on it. */
export function findRedis(): string | null {
  return findProgram('redis-server') ?? findProgram('valkey-server');
}

const KEGS = ['/opt/homebrew', '/usr/local'].map((root) => `${root}/opt/postgresql@15/bin`);

/** The postgres server, which Debian and Homebrew keep off PATH in a folder of its version. */
export function findPostgres(): string | null {
  const versions = '/usr/lib/postgresql';
  try {
    const folders = readdirSync(versions).map((version) => path.join(versions, version, 'bin'));
    return findProgram('postgres', folders) ?? findProgram('postgres');
  } catch {
    return findProgram('postgres', KEGS) ?? findProgram('postgres');
  }
}
