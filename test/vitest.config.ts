import { configDefaults, defineConfig } from 'vitest/config';
import { filesBelow } from './source-files.ts';
import { CompleteRun } from './support/complete-run.ts';

const TIMED = 'test/**/*.timed.test.ts';
/** They wait until a limit of seconds is over, and need the processor only to begin. */
const DEADLINES = 'test/**/*.deadline.test.ts';
/** They put something in the place of a module that others import too. */
const MOCKING = filesBelow('test', '.test.ts').filter(({ text }) => /\bvi\.(do)?[mM]ock\(/.test(text));
/** The others of these measure their process, or end it. */
const ALONE = ['test/{resilience,prove}/**/*.test.ts', ...MOCKING.map(({ name }) => `test/${name}`)];
// Many files wait for a peer or a timer, so that two cores have room for a third.
const WORKERS = 3;

export default defineConfig({
  test: {
    reporters: ['default', new CompleteRun()],
    setupFiles: 'test/support/seed.ts',
    // On a busy machine a test takes many times as long; limits that are promises stand in the timed suite.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE, DEADLINES, TIMED],
          // Files after one another in one process, which reads what they import once: a quarter of their time.
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          exclude: [...configDefaults.exclude, DEADLINES, TIMED],
          maxWorkers: WORKERS,
        },
      },
      {
        extends: true,
        // When all others are done, so that nothing else takes their time.
        test: { name: 'deadlines', include: [DEADLINES], maxWorkers: 4, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        // One file at a time, when these are done too.
        test: { name: 'timed', include: [TIMED], maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
