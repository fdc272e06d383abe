import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Many people, random books, thousands of forgeries, limits reached by clicking, every code of Plaid's, waits and times. */
const TOO_SLOW = [
  '**/{labelled-people,random-books,webhook-forged,limits}.test.ts',
  '**/page/{copies,limit-met,malformed-input,no-script,plaid-errors}.test.ts',
  '**/*.{deadline,timed}.test.ts',
];

export default defineConfig({
  test: {
    include: (process.env.TEST_FOLDERS ?? '**').split(' ').map((folder) => `test/${folder}/*.test.ts`),
    // Stryker runs tests in threads, and a thread cannot change its time zone.
    exclude: [...configDefaults.exclude, ...TOO_SLOW, '**/time-zones.test.ts'],
    setupFiles: path.resolve(import.meta.dirname, '../support/seed.ts'),
    // As in the runs without faults: of a busy machine no fault must seem found for being slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
