/** Mutation testing: faults are put into the code one at a time, and a test must fail for each of them. */

/** Settings for a folder of src/, of whose mutants at least so many in a hundred must be killed by the tests of its own. */
export function mutationOf(folder, leastPercent, { vitestConfig = 'vitest.config.ts' } = {}) {
  return {
    testRunner: 'vitest',
    // Pages would kill the same mutants, a hundred times as slowly.
    vitest: { configFile: `test/mutation/${vitestConfig}`, dir: `test/${folder}` },
    mutate: [`src/${folder}/**/*.ts`],
    coverageAnalysis: 'perTest',
    // Set-up outside of tests is run once, so that faults in it would seem to survive.
    ignoreStatic: false,
    concurrency: 2,
    thresholds: { high: 100, low: leastPercent, break: leastPercent },
    reporters: ['clear-text', 'progress'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    // Stryker would rewrite ours with an API that TypeScript 7 no longer has; where there is none, it goes on.
    tsconfigFile: 'none',
    tempDirName: 'dist/mutation',
    ignorePatterns: ['dist'],
  };
}
