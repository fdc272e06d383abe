/** Before the tests: the one thing they need that npm does not bring is a Chromium, where it can be had without asking. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';

const APT = '/usr/bin/apt-get';

if (findChromium() === null) {
  const mayInstall = process.getuid?.() === 0 && existsSync(APT);
  if (mayInstall) {
    process.stdout.write('Installing Chromium for the browser test, which takes a minute...\n');
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  }
  if (findChromium() === null) {
    process.stdout.write('No Chromium here, so the browser test is skipped: apt-get install chromium\n');
  }
}

function apt(...words: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync(APT, ['-qq', ...words], { env, encoding: 'utf8' });
  if (status !== 0) process.stdout.write(`apt-get ${words[0]} failed: ${stderr}\n`);
}
