import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Rates over many people, random books, thousands of forgeries, large banks, all pages at once, and time: all are slow. */
const NONE_TELLS_WHICH_LINE = [
  '**/{labelled-people,random-books,webhook-forged,limits}.test.ts',
  '**/page/{copies,limit-met,malformed-input,no-script,plaid-errors}.test.ts',
  '**/*.{deadline,timed}.test.ts',
];

export default defineConfig({
  test: {
    include: (process.env.TEST_FOLDERS ?? '**').split(' ').map((folder) => `test/${folder}/*.test.ts`),
    // Stryker runs tests in threads, and a thread cannot change its time zone.
    exclude: [...configDefaults.exclude, ...NONE_TELLS_WHICH_LINE, '**/time-zones.test.ts'],
    setupFiles: path.resolve(import.meta.dirname, '../support/seed.ts'),
    testTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
