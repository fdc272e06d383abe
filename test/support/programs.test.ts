import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { howToInstall, PROGRAMS } from './programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function makeProgram(...names: string[]): string {
  const file = path.join(folder, ...names);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

it.each([
  ['linux', 'apt-get install redis-server', 'apt-get install strace'],
  ['darwin', 'brew install redis', 'not to be had on this system'],
  ['win32', 'not to be had on this system', 'not to be had on this system'],
] as const)('what to install is told by the package manager of %s', (platform, redis, strace) => {
  const hintFor = (apt: string) =>
    PROGRAMS.filter((program) => program.apt === apt).map((program) => howToInstall(program, platform));
  expect([hintFor('redis-server'), hintFor('strace')]).toEqual([[redis], [strace]]);
});

it('a browser is the one that is named, else the one on PATH, else the one in a usual place', () => {
  const onPath = makeProgram('bin', 'google-chrome');
  const inPlace = makeProgram('Google Chrome.app', 'Google Chrome');
  const PATH = path.dirname(onPath);
  expect(findChromium({ CHROMIUM_PATH: '/named', PATH }, [inPlace])).toBe('/named');
  expect(findChromium({ PATH }, [inPlace])).toBe(onPath);
  const withoutWindows = makeProgram('bin', 'chromium-headless-shell');
  expect(findChromium({ PATH }, [inPlace])).toBe(withoutWindows);
  expect(findChromium({ PATH: '' }, ['/nowhere/chrome', inPlace])).toBe(inPlace);
  expect(findChromium({ PATH: '', HERE: folder }, ['%HERE%/Google Chrome.app/Google Chrome'])).toBe(inPlace);
  expect(findChromium({ PATH: '' }, ['/nowhere/chrome'])).toBeNull();
});
