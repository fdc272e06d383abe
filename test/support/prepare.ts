/**
 * Before the tests: installs the programs that they need and npm does not have, where that is possible without asking.
 * Without a program its tests are skipped; under CI that is an error.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { howToInstall, PROGRAMS } from './programs.ts';

const APT = '/usr/bin/apt-get';

const missing = PROGRAMS.filter((program) => !program.isPresent());
const mayInstall = process.getuid?.() === 0 && existsSync(APT);
let isInstalled = true;
if (missing.length > 0 && mayInstall) {
  const packages = missing.map(({ apt }) => apt);
  process.stdout.write(`Installing ${packages.join(', ')} for the tests, which takes a minute...\n`);
  // One by one: Ubuntu has no browser by that name, and would install none of the others either.
  const install = (name: string) => runApt('install', '-y', '--no-install-recommends', name);
  isInstalled = runApt('update') && packages.map(install).every(Boolean);
}
const stillMissing = missing.filter((program) => !program.isPresent());
for (const program of stillMissing) {
  process.stdout.write(`Missing for ${program.purpose}: ${howToInstall(program)}\n`);
}
if (process.env.CI && (stillMissing.length > 0 || !isInstalled)) {
  process.stdout.write('Under CI every program must be there.\n');
  process.exitCode = 1;
}

function runApt(...words: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync(APT, ['-qq', ...words], { env, encoding: 'utf8' });
  if (status !== 0) process.stdout.write(`apt-get ${words[0]} failed: ${stderr}\n`);
  return status === 0;
}
