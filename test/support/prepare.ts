/** Before the tests: what they need that npm does not bring, where it can be had without asking. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PROGRAMS } from './programs.ts';

const APT = '/usr/bin/apt-get';

const missing = PROGRAMS.filter((program) => !program.isPresent());
const mayInstall = process.getuid?.() === 0 && existsSync(APT);
if (missing.length > 0 && mayInstall) {
  const packages = missing.map((program) => program.debianPackage);
  process.stdout.write(`Installing ${packages.join(', ')} for the tests, which takes a minute...\n`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
}
for (const program of missing.filter((one) => !one.isPresent())) {
  process.stdout.write(`Missing for ${program.purpose}: apt-get install ${program.debianPackage}\n`);
}

function apt(...words: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync(APT, ['-qq', ...words], { env, encoding: 'utf8' });
  if (status !== 0) process.stdout.write(`apt-get ${words[0]} failed: ${stderr}\n`);
}
