import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // A rate over many people, random books and tests of time: all are slow, and none tells which line is wrong. Of time
    // zones too: Stryker runs tests in threads, and a thread cannot change its own.
    exclude: [
      ...configDefaults.exclude,
      '**/{labelled-people,random-books,time-zones,*.deadline,*.timed}.test.ts',
    ],
    setupFiles: path.resolve(import.meta.dirname, '../support/seed.ts'),
    testTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
