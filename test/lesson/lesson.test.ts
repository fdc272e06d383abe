/** The lesson docs/adding-a-section.md, followed word for word in a copy of this repository. */

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const LESSON = readFileSync(join(ROOT, 'docs', 'adding-a-section.md'), 'utf8');
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const folder = mkdtempSync(join(tmpdir(), 'lesson-'));

beforeAll(() => {
  const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has as many steps as it says', () => {
  const steps = [...LESSON.matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number));
  const [, said] = /Ten minutes and (\w+) steps/.exec(LESSON) ?? [];
  expect(steps).toEqual(Array.from({ length: NUMBERS.indexOf(said ?? '') }, (_, index) => index + 1));
});

it('makes a section that compiles, keeps the rules, is on the page, and passes its tests', () => {
  let file = '';
  for (const line of blocksAndNames()) {
    if (line.name) file = line.name;
    else if (line.kind === 'diff') write(file, changed(read(file), line.text));
    else write(file, line.text);
  }
  run('tsc', ['--noEmit']);
  run('biome', ['check', 'src', 'test/features']);
  const tests = ['spending/largest', 'spending/spending', 'sections'].map(
    (name) => `test/features/${name}.test.ts`,
  );
  run('vitest', ['run', '--config', 'test/vitest.config.ts', '--root', '.', 'test/rules.test.ts', ...tests]);
}, 240_000);

interface Piece {
  readonly name?: string;
  readonly kind?: string;
  readonly text: string;
}

/** The files that the lesson names, and the blocks that come after each. Commands of the shell are left out. */
function blocksAndNames(): readonly Piece[] {
  const pieces = LESSON.matchAll(/^(?:New file|Change) `([^`]+)`:$|^```(ts|html|diff)\n([\s\S]*?)^```$/gm);
  return [...pieces].map(([, name, kind, text]) =>
    name ? { name, text: '' } : { kind: kind ?? '', text: text ?? '' },
  );
}

/** A file after one change of the lesson: what it has now must be in the file once. */
function changed(text: string, change: string): string {
  const lines = change.trimEnd().split('\n');
  const without = (sign: string) =>
    lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1));
  const [before, after] = [without('+').join('\n'), without('-').join('\n')];
  expect(text.split(before), `once: ${before}`).toHaveLength(2);
  return text.replace(before, () => after);
}

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

function run(program: string, words: readonly string[]): void {
  // On CI a run that leaves files out fails.
  const env = { ...process.env, CI: undefined, VITEST: undefined, VITEST_POOL_ID: undefined };
  const command = join(folder, 'node_modules', '.bin', program);
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' });
  expect(status, `${program}\n${stdout}${stderr}`.slice(-3000)).toBe(0);
}
