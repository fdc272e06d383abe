/**
 * Mutation testing, folder by folder: `npm run mutate` for all, `npm run mutate -- web features/credit` for some. One fault
 * at a time is put into the code, and a test that is about it must fail. Fails where too few faults are found.
 * `--one-in 20` tries a sample, always the same one: about one fault in 20.
 */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { isInSample } from './sample.mjs';

/** Folders that are not tried, and why; nor are the few files directly in src. */
const NOT_TRIED = {
  commands: 'run as processes of their own, in which no fault can be switched on',
  emulator: 'stands for Plaid, and is held against its document',
  features: 'each by itself',
  services: 'puts things together, which the tests of whole pages try',
};
const foldersOf = (parent) =>
  readdirSync(parent, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const folders = [
  ...foldersOf('src').filter((name) => !(name in NOT_TRIED)),
  // Each feature with its own tests: those of all would take a day.
  ...foldersOf('src/features').map((name) => `features/${name}`),
];
/** How many of a hundred faults must be found. */
const leastPercent = (folder) => ({ crypto: 95, web: 95 })[folder] ?? 90;
/** Where tests of a folder stand, besides those in the folder of its name. */
const MORE_TESTS = {
  page: ['features/api', 'features/overview', 'features/transactions/exports'],
  reading: ['sections', 'features/overview'],
  users: ['features/sign-in'],
};
/** A feature's tests are those in its folder and those directly in test/features. */
const testFoldersOf = (folder) => [
  ...[folder, ...(MORE_TESTS[folder] ?? [])].map((name) => `${name}/**`),
  ...(folder.startsWith('features/') ? ['features'] : []),
];
/** Tests of the whole app: what they import is loaded once for each fault, and not once for each test file. */
const isWholeApp = (folder) => folder in MORE_TESTS || folder.startsWith('features/');

const { values, positionals: asked } = parseArgs({
  options: { 'one-in': { type: 'string', default: '1' } },
  allowPositionals: true,
});
if (!/^[1-9]\d*$/.test(values['one-in'])) throw new Error('--one-in takes a whole number from 1');
process.env.MUTATE_ONE_IN = values['one-in'];
const unknown = asked.filter((folder) => !folders.includes(folder));
if (unknown.length > 0) throw new Error(`No such folder: ${unknown.join(', ')}`);

for (const folder of asked.length > 0 ? asked : folders) {
  const config = isWholeApp(folder) ? 'one-process.config.ts' : 'vitest.config.ts';
  process.env.TEST_FOLDERS = testFoldersOf(folder).join(' ');
  const results = await new Stryker({
    testRunner: 'vitest',
    // Tests of other folders would find the same faults, a hundred times as slowly.
    vitest: { configFile: `test/mutation/${config}` },
    mutate: [`src/${folder}/**/*.ts`],
    coverageAnalysis: 'perTest',
    // Set-up outside of tests is run once, so that faults in it would seem to survive.
    ignoreStatic: false,
    plugins: ['@stryker-mutator/vitest-runner', path.resolve('test/mutation/sample.mjs')],
    checkers: ['sample'],
    concurrency: 2,
    // Some folders' tests take three minutes on an idle machine.
    dryRunTimeoutMinutes: 20,
    // Of a busy machine no fault must seem found for being slow.
    timeoutMS: 60_000,
    reporters: ['clear-text', 'progress'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
    // Stryker would rewrite ours with an API that TypeScript 7 no longer has; where there is none, it goes on.
    tsconfigFile: 'none',
    tempDirName: 'dist/mutation',
    ignorePatterns: ['dist'],
  }).runMutationTest();
  const tried = results.filter((result) => isInSample(result, { countsFrom: 1 }));
  if (!isEnough(folder, tried)) process.exitCode = 1;
}

/** Prints how many of the faults that were tried are found; false where that is too few. */
function isEnough(folder, results) {
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length;
  const found = count('Killed', 'Timeout');
  const all = found + count('Survived', 'NoCoverage');
  if (all === 0) {
    console.log(`${folder}: no fault is in the sample`);
    return true;
  }
  const percent = (100 * found) / all;
  console.log(`${folder}: ${found} of ${all} faults are found, ${percent.toFixed(1)} %`);
  return percent >= leastPercent(folder);
}
