import { configDefaults, defineConfig } from 'vitest/config';
import { CompleteRun } from './support/complete-run.ts';

const TIMED = 'test/**/*.timed.test.ts';
/** Of functions that depend on nothing but what they are given. */
const PURE = 'test/{present,charts}/**/*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', new CompleteRun()],
    // On a busy machine a test takes many times as long; limits that are promises stand in the timed suite.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, PURE, TIMED],
          // Many files wait for a peer or a timer, so that two cores have room for a third.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        // In one process these take half as long: what they import is read once.
        test: {
          name: 'pure',
          include: [PURE],
          exclude: [...configDefaults.exclude, TIMED],
          isolate: false,
          maxWorkers: 3,
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
