import { configDefaults, defineConfig } from 'vitest/config';
import { CompleteRun } from './support/complete-run.ts';

const TIMED = 'test/**/*.timed.test.ts';
/** They measure their process, end it, or put something in the place of a module that others import too. */
const ALONE = ['test/{hardness,prove}/**/*.test.ts', 'test/bank/{retry,plaid-questions}.test.ts'];
// Many files wait for a peer or a timer, so that two cores have room for a third.
const WORKERS = 3;

export default defineConfig({
  test: {
    reporters: ['default', new CompleteRun()],
    setupFiles: 'test/support/seed.ts',
    // On a busy machine a test takes many times as long; limits that are promises stand in the timed suite.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE, TIMED],
          // Files after one another in one process, which reads what they import once; it is a third of their time.
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          exclude: [...configDefaults.exclude, TIMED],
          maxWorkers: WORKERS,
        },
      },
      {
        extends: true,
        // One file at a time, when all others are done.
        test: { name: 'timed', include: [TIMED], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
